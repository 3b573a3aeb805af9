#include "workers.h"

#include "win32.h"

#include <stdbool.h>
#include <stdlib.h>

struct worker {
    struct worker *next;
    CONDITION_VARIABLE given;
    void (*work)(void *argument);
    void *argument;
};

static SRWLOCK lock = SRWLOCK_INIT;
static struct worker *idle;

static void wait_for_work(struct worker *me) {
    AcquireSRWLockExclusive(&lock);
    me->work = NULL;
    me->next = idle;
    idle = me;
    while (me->work == NULL) {
        SleepConditionVariableSRW(&me->given, &lock, INFINITE, 0);
    }
    ReleaseSRWLockExclusive(&lock);
}

static DWORD WINAPI run(LPVOID self) {
    struct worker *me = self;
    while (me->work != NULL) {
        me->work(me->argument);
        wait_for_work(me);
    }
    return 0;
}

static bool give_to_idle(void (*work)(void *argument), void *argument) {
    AcquireSRWLockExclusive(&lock);
    struct worker *worker = idle;
    if (worker != NULL) {
        idle = worker->next;
        worker->work = work;
        worker->argument = argument;
        WakeAllConditionVariable(&worker->given);
    }
    ReleaseSRWLockExclusive(&lock);
    return worker != NULL;
}

void run_elsewhere(void (*work)(void *argument), void *argument) {
    if (give_to_idle(work, argument)) {
        return;
    }
    struct worker *worker = malloc(sizeof *worker);
    if (worker == NULL) {
        abort();
    }
    *worker = (struct worker){.work = work, .argument = argument};
    HANDLE thread = CreateThread(NULL, 0, run, worker, 0, NULL);
    if (thread == NULL) {
        abort();
    }
    CloseHandle(thread);
}
