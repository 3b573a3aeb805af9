/* Virtual processors: threads of the library, on which callbacks come. */
#include "hdv.h"

#define PROCESSORS 4

typedef struct {
    SRWLOCK lock;
    CONDITION_VARIABLE changed;
    bool started;
    void (*work)(void *);
    void *argument;
    bool done;
} processor;

static processor processors[PROCESSORS];
static SRWLOCK starting = SRWLOCK_INIT;

static void serve(processor *me) {
    AcquireSRWLockExclusive(&me->lock);
    for (;;) {
        while (me->work == NULL) {
            SleepConditionVariableSRW(&me->changed, &me->lock, INFINITE, 0);
        }
        void (*work)(void *) = me->work;
        ReleaseSRWLockExclusive(&me->lock);
        work(me->argument);
        AcquireSRWLockExclusive(&me->lock);
        me->work = NULL;
        me->done = true;
        WakeAllConditionVariable(&me->changed);
    }
}

static DWORD WINAPI run(LPVOID self) {
    serve(self);
    return 0;
}

static processor *started(uint32_t number) {
    processor *wanted = &processors[number % PROCESSORS];
    AcquireSRWLockExclusive(&starting);
    if (!wanted->started) {
        wanted->started = true;
        CloseHandle(CreateThread(NULL, 0, run, wanted, 0, NULL));
    }
    ReleaseSRWLockExclusive(&starting);
    return wanted;
}

void hdv_on_processor(uint32_t number, void (*work)(void *), void *argument) {
    processor *chosen = started(number);
    AcquireSRWLockExclusive(&chosen->lock);
    while (chosen->work != NULL || chosen->done) {
        SleepConditionVariableSRW(&chosen->changed, &chosen->lock, INFINITE, 0);
    }
    chosen->work = work;
    chosen->argument = argument;
    WakeAllConditionVariable(&chosen->changed);
    while (!chosen->done) {
        SleepConditionVariableSRW(&chosen->changed, &chosen->lock, INFINITE, 0);
    }
    chosen->done = false;
    WakeAllConditionVariable(&chosen->changed);
    ReleaseSRWLockExclusive(&chosen->lock);
}
