#include "handles.h"

#include <stdlib.h>

struct entry {
    struct entry *next;
    uintptr_t handle;
    int kind;
    void *object;
};

static SRWLOCK lock = SRWLOCK_INIT;
static struct entry *entries;
/* Where no address is ever: a caller that follows a handle is told so by its crash. */
static uintptr_t last = 0x5A0000000000u;

static struct entry **find(const void *handle, int kind) {
    struct entry **place = &entries;
    while (*place != NULL
        && ((*place)->handle != (uintptr_t)handle || (*place)->kind != kind)) {
        place = &(*place)->next;
    }
    return place;
}

void *handle_new(int kind, void *object) {
    struct entry *entry = malloc(sizeof *entry);
    if (entry == NULL) {
        return NULL;
    }
    AcquireSRWLockExclusive(&lock);
    last += 0x10;
    *entry = (struct entry){entries, last, kind, object};
    entries = entry;
    ReleaseSRWLockExclusive(&lock);
    return (void *)entry->handle;
}

void *handle_get(const void *handle, int kind) {
    AcquireSRWLockExclusive(&lock);
    struct entry *entry = *find(handle, kind);
    void *object = entry == NULL ? NULL : entry->object;
    ReleaseSRWLockExclusive(&lock);
    return object;
}

void *handle_close(const void *handle, int kind) {
    AcquireSRWLockExclusive(&lock);
    struct entry **place = find(handle, kind);
    struct entry *entry = *place;
    void *object = NULL;
    if (entry != NULL) {
        *place = entry->next;
        object = entry->object;
        free(entry);
    }
    ReleaseSRWLockExclusive(&lock);
    return object;
}

long long handles_open(int kind) {
    long long count = 0;
    AcquireSRWLockExclusive(&lock);
    for (struct entry *entry = entries; entry != NULL; entry = entry->next) {
        count += entry->kind == kind;
    }
    ReleaseSRWLockExclusive(&lock);
    return count;
}

void handles_each(
    int kind, void (*visit)(void *handle, void *object, void *context), void *context) {
    AcquireSRWLockExclusive(&lock);
    for (struct entry *entry = entries; entry != NULL; entry = entry->next) {
        if (entry->kind == kind) {
            visit((void *)entry->handle, entry->object, context);
        }
    }
    ReleaseSRWLockExclusive(&lock);
}
