/* Events: how a client is told of what it did not ask for. */
#include "core.h"

#include <stdlib.h>

void raise_event(struct listener *listener, HCS_EVENT *event) {
    AcquireSRWLockExclusive(&core_lock);
    HCS_EVENT_CALLBACK callback = listener->callback;
    void *context = listener->context;
    listener->thread = GetCurrentThreadId();
    ReleaseSRWLockExclusive(&core_lock);
    if (callback != NULL) {
        callback(event, context);
    }
    AcquireSRWLockExclusive(&core_lock);
    listener->running--;
    WakeAllConditionVariable(&core_changed);
    ReleaseSRWLockExclusive(&core_lock);
}

void listen(
    struct listener *listener,
    HCS_EVENT_OPTIONS options,
    const void *context,
    HCS_EVENT_CALLBACK callback) {
    while (listener->running > 0 && listener->thread != GetCurrentThreadId()) {
        SleepConditionVariableSRW(&core_changed, &core_lock, INFINITE, 0);
    }
    listener->options = callback == NULL ? HcsEventOptionNone : options;
    listener->context = (void *)context;
    listener->callback = callback;
}

struct audience {
    void *subject;
    struct listener *listeners[64];
    int count;
};

static void invite(struct audience *audience, struct listener *listener) {
    if (listener->callback != NULL && audience->count < 64) {
        listener->running++;
        audience->listeners[audience->count++] = listener;
    }
}

static void invite_system(void *handle, void *object, void *context) {
    (void)handle;
    struct system_handle *system = object;
    struct audience *audience = context;
    if (system->system == audience->subject) {
        invite(audience, &system->listener);
    }
}

static void invite_process(void *handle, void *object, void *context) {
    (void)handle;
    struct process_handle *process = object;
    struct audience *audience = context;
    if (process->process == audience->subject) {
        invite(audience, &process->listener);
    }
}

static void tell(struct audience *audience, HCS_EVENT_TYPE type, const char *data) {
    PWSTR text = data == NULL ? NULL : string_give(data);
    for (int i = 0; i < audience->count; i++) {
        HCS_EVENT event = {type, text, NULL};
        raise_event(audience->listeners[i], &event);
    }
    LocalFree(text);
}

void raise_system_event(struct system *system, HCS_EVENT_TYPE type, const char *data) {
    struct audience audience = {.subject = system};
    AcquireSRWLockExclusive(&core_lock);
    handles_each(SYSTEM, invite_system, &audience);
    ReleaseSRWLockExclusive(&core_lock);
    tell(&audience, type, data);
}

void raise_process_event(struct process *process, HCS_EVENT_TYPE type, const char *data) {
    struct audience audience = {.subject = process};
    AcquireSRWLockExclusive(&core_lock);
    handles_each(PROCESS, invite_process, &audience);
    ReleaseSRWLockExclusive(&core_lock);
    tell(&audience, type, data);
}
