/* Handles, and what can be waited for. */
#include "kernel32.h"

#include <dirent.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct entry {
    struct entry *next;
    HANDLE handle;
    struct object *object;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t signals = PTHREAD_COND_INITIALIZER;
static struct entry *entries;
/* Handles are multiples of four and none is given twice, so that a stale one is always found out. */
static uintptr_t last_handle;

struct object *object_create(enum object_kind kind) {
    struct object *object = calloc(1, sizeof *object);
    if (object == NULL) {
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    object->kind = kind;
    object->uses = 1;
    object->descriptor = -1;
    return object;
}

HANDLE object_handle(struct object *object) {
    struct entry *entry = malloc(sizeof *entry);
    if (entry == NULL) {
        object_release(object);
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    entry->object = object;
    pthread_mutex_lock(&lock);
    last_handle += 4;
    HANDLE handle = (HANDLE)last_handle;
    entry->handle = handle;
    entry->next = entries;
    entries = entry;
    pthread_mutex_unlock(&lock);
    return handle;
}

static struct entry **find(HANDLE handle) {
    struct entry **place = &entries;
    while (*place != NULL && (*place)->handle != handle) {
        place = &(*place)->next;
    }
    return place;
}

struct object *object_use(HANDLE handle, enum object_kind kind) {
    pthread_mutex_lock(&lock);
    struct entry *entry = *find(handle);
    struct object *object = entry != NULL && entry->object->kind == kind ? entry->object : NULL;
    if (object != NULL) {
        object->uses++;
    }
    pthread_mutex_unlock(&lock);
    if (object == NULL) {
        SetLastError(ERROR_INVALID_HANDLE);
    }
    return object;
}

void object_release(struct object *object) {
    pthread_mutex_lock(&lock);
    bool last = --object->uses == 0;
    pthread_mutex_unlock(&lock);
    if (!last) {
        return;
    }
    if (object->descriptor >= 0) {
        close(object->descriptor);
    }
    if (object->folder != NULL) {
        closedir(object->folder);
    }
    free(object->path);
    free(object);
}

void object_cancel(struct object *object) {
    pthread_mutex_lock(&lock);
    object->cancellations++;
    pthread_mutex_unlock(&lock);
}

int object_cancellations(struct object *object) {
    pthread_mutex_lock(&lock);
    int count = object->cancellations;
    pthread_mutex_unlock(&lock);
    return count;
}

EXPORT BOOL WINAPI CloseHandle(HANDLE handle) {
    pthread_mutex_lock(&lock);
    struct entry **place = find(handle);
    struct entry *entry = *place;
    if (entry != NULL) {
        *place = entry->next;
    }
    pthread_mutex_unlock(&lock);
    if (entry == NULL) {
        SetLastError(ERROR_INVALID_HANDLE);
        return FALSE;
    }
    object_release(entry->object);
    free(entry);
    return TRUE;
}

void object_signal(struct object *object) {
    pthread_mutex_lock(&lock);
    object->signaled = true;
    pthread_cond_broadcast(&signals);
    pthread_mutex_unlock(&lock);
}

static struct timespec time_in(DWORD milliseconds) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    time.tv_sec += milliseconds / 1000;
    time.tv_nsec += (long)(milliseconds % 1000) * 1000000;
    if (time.tv_nsec >= 1000000000) {
        time.tv_sec++;
        time.tv_nsec -= 1000000000;
    }
    return time;
}

EXPORT DWORD WINAPI WaitForSingleObject(HANDLE handle, DWORD milliseconds) {
    pthread_mutex_lock(&lock);
    struct entry *entry = *find(handle);
    struct object *object = entry == NULL ? NULL : entry->object;
    if (object == NULL || (object->kind != OBJECT_EVENT && object->kind != OBJECT_THREAD)) {
        pthread_mutex_unlock(&lock);
        SetLastError(ERROR_INVALID_HANDLE);
        return WAIT_FAILED;
    }
    object->uses++;
    struct timespec end = time_in(milliseconds);
    int error = 0;
    while (!object->signaled && error == 0) {
        error = milliseconds == INFINITE
            ? pthread_cond_wait(&signals, &lock)
            : pthread_cond_clockwait(&signals, &lock, CLOCK_MONOTONIC, &end);
    }
    bool signaled = object->signaled;
    if (signaled && object->kind == OBJECT_EVENT && !object->manual_reset) {
        object->signaled = false;
    }
    pthread_mutex_unlock(&lock);
    object_release(object);
    return signaled ? WAIT_OBJECT_0 : WAIT_TIMEOUT;
}

EXPORT HANDLE WINAPI CreateEventW(
    LPSECURITY_ATTRIBUTES attributes, BOOL manualReset, BOOL initialState, LPCWSTR name) {
    (void)attributes;
    if (name != NULL) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return NULL;
    }
    struct object *event = object_create(OBJECT_EVENT);
    if (event == NULL) {
        return NULL;
    }
    event->manual_reset = manualReset;
    event->signaled = initialState;
    return object_handle(event);
}

EXPORT BOOL WINAPI SetEvent(HANDLE handle) {
    struct object *event = object_use(handle, OBJECT_EVENT);
    if (event == NULL) {
        return FALSE;
    }
    object_signal(event);
    object_release(event);
    return TRUE;
}

EXPORT BOOL WINAPI ResetEvent(HANDLE handle) {
    struct object *event = object_use(handle, OBJECT_EVENT);
    if (event == NULL) {
        return FALSE;
    }
    pthread_mutex_lock(&lock);
    event->signaled = false;
    pthread_mutex_unlock(&lock);
    object_release(event);
    return TRUE;
}
