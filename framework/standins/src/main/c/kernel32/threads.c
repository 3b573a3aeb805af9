/* Threads, locks, conditions and time. */
#include "kernel32.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* All bits zero is their initial state here and in pthreads' static initializers on glibc. */
_Static_assert(sizeof(SRWLOCK) >= sizeof(pthread_mutex_t), "a lock holds a mutex");
_Static_assert(
    sizeof(CONDITION_VARIABLE) >= sizeof(pthread_cond_t), "a condition holds a condition");

struct start {
    LPTHREAD_START_ROUTINE routine;
    LPVOID parameter;
    struct object *thread;
};

static void *run(void *argument) {
    struct start start = *(struct start *)argument;
    free(argument);
    start.routine(start.parameter);
    object_signal(start.thread);
    object_release(start.thread);
    return NULL;
}

EXPORT HANDLE WINAPI CreateThread(
    LPSECURITY_ATTRIBUTES attributes,
    SIZE_T stack,
    LPTHREAD_START_ROUTINE routine,
    LPVOID parameter,
    DWORD flags,
    LPDWORD id) {
    (void)attributes;
    (void)stack;
    (void)flags;
    (void)id;
    struct object *thread = object_create(OBJECT_THREAD);
    struct start *start = malloc(sizeof *start);
    if (thread == NULL || start == NULL) {
        free(thread);
        free(start);
        return NULL;
    }
    *start = (struct start){routine, parameter, thread};
    /* One use is the handle's, the other is the thread's own. */
    thread->uses = 2;
    HANDLE handle = object_handle(thread);
    pthread_t posix;
    if (handle == NULL || (errno = pthread_create(&posix, NULL, run, start)) != 0) {
        failed_with_errno();
        if (handle != NULL) {
            CloseHandle(handle);
        }
        object_release(thread);
        free(start);
        return NULL;
    }
    pthread_detach(posix);
    return handle;
}

EXPORT DWORD WINAPI GetCurrentThreadId(void) {
    return (DWORD)gettid();
}

EXPORT DWORD WINAPI GetCurrentProcessId(void) {
    return (DWORD)getpid();
}

EXPORT void WINAPI Sleep(DWORD milliseconds) {
    struct timespec left = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000};
    while (nanosleep(&left, &left) != 0 && errno == EINTR) {
    }
}

EXPORT ULONGLONG WINAPI GetTickCount64(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (ULONGLONG)now.tv_sec * 1000 + (ULONGLONG)now.tv_nsec / 1000000;
}

EXPORT void WINAPI AcquireSRWLockExclusive(PSRWLOCK lock) {
    pthread_mutex_lock((pthread_mutex_t *)lock);
}

EXPORT void WINAPI ReleaseSRWLockExclusive(PSRWLOCK lock) {
    pthread_mutex_unlock((pthread_mutex_t *)lock);
}

EXPORT BOOL WINAPI SleepConditionVariableSRW(
    PCONDITION_VARIABLE condition, PSRWLOCK lock, DWORD milliseconds, ULONG flags) {
    (void)flags;
    if (milliseconds == INFINITE) {
        pthread_cond_wait((pthread_cond_t *)condition, (pthread_mutex_t *)lock);
        return TRUE;
    }
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    uint64_t nanoseconds = (uint64_t)end.tv_nsec + (uint64_t)milliseconds * 1000000;
    end.tv_sec += (time_t)(nanoseconds / 1000000000);
    end.tv_nsec = (long)(nanoseconds % 1000000000);
    int error = pthread_cond_clockwait(
        (pthread_cond_t *)condition, (pthread_mutex_t *)lock, CLOCK_MONOTONIC, &end);
    return error == 0;
}

EXPORT void WINAPI WakeConditionVariable(PCONDITION_VARIABLE condition) {
    pthread_cond_signal((pthread_cond_t *)condition);
}

EXPORT void WINAPI WakeAllConditionVariable(PCONDITION_VARIABLE condition) {
    pthread_cond_broadcast((pthread_cond_t *)condition);
}
