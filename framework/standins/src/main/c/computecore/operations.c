/* Operations: what a call started on another thread, and how its caller gets to know the end. */
#include "core.h"

#include <stdlib.h>

enum operation_state { IDLE, PENDING, DONE };

struct operation {
    /* The handle, and work that is going on. */
    int uses;
    bool open;
    HCS_OPERATION handle;
    enum operation_state state;
    HCS_OPERATION_TYPE type;
    UINT64 id;
    void *context;
    HCS_OPERATION_COMPLETION callback;
    HCS_EVENT_CALLBACK progress;
    HCS_SYSTEM system;
    HCS_PROCESS process;
    HRESULT result;
    char *document;
    bool has_information;
    HCS_PROCESS_INFORMATION information;
    bool cancelled;
    int resources;
};

struct start {
    struct operation *operation;
    struct work work;
};

static long long outstanding;
static UINT64 last_id;
static long long closed_in_use;

static void release(struct operation *operation) {
    if (--operation->uses > 0) {
        return;
    }
    HANDLE *ends[] = {
        &operation->information.StdInput,
        &operation->information.StdOutput,
        &operation->information.StdError};
    for (int i = 0; i < 3; i++) {
        /* Nobody has taken them. */
        if (operation->has_information && *ends[i] != NULL) {
            CloseHandle(*ends[i]);
        }
    }
    free(operation->document);
    free(operation);
}

static void report_progress(struct operation *operation, HCS_OPERATION handle) {
    HCS_EVENT event = {HcsEventOperationCallback, NULL, handle};
    operation->progress(&event, operation->context);
}

/* Waits until the work may go on: a test may hold or delay it. Cancelling ends the wait. */
static void wait_for_turn(struct operation *operation) {
    ULONGLONG end = GetTickCount64() + (ULONGLONG)setting(OPERATION_DELAY);
    while (!operation->cancelled) {
        ULONGLONG now = GetTickCount64();
        if (!is_on(HOLD_OPERATIONS) && now >= end) {
            return;
        }
        DWORD pause = now < end ? (DWORD)(end - now) : INFINITE;
        SleepConditionVariableSRW(&core_changed, &core_lock, pause, 0);
    }
}

static HRESULT perform(struct operation *operation, struct work *work, char **answer) {
    wait_for_turn(operation);
    if (operation->cancelled) {
        return HRESULT_FROM_WIN32(ERROR_CANCELLED);
    }
    HRESULT failure;
    if (fails_operation(work->function, &failure, answer)) {
        if (*answer == NULL) {
            *answer = error_document(failure, "The test asked for this failure.");
        }
        return failure;
    }
    return work->perform(work, answer);
}

static void run(void *parameter) {
    struct start *start = parameter;
    struct operation *operation = start->operation;
    struct work *work = &start->work;
    char *answer = NULL;
    AcquireSRWLockExclusive(&core_lock);
    HRESULT result = perform(operation, work, &answer);
    operation->state = DONE;
    operation->result = result;
    operation->document = answer;
    operation->has_information = work->has_information;
    operation->information = work->information;
    struct listener *owner = work->process != NULL ? &work->process->listener
        : work->system != NULL                     ? &work->system->listener
                                                   : NULL;
    bool told = operation->open || is_on(LATE_CALLBACKS);
    bool as_event = told && owner != NULL && owner->callback != NULL
        && owner->options & HcsEventOptionEnableOperationCallbacks;
    HCS_OPERATION_COMPLETION callback = told ? operation->callback : NULL;
    HCS_EVENT_CALLBACK progress = told ? operation->progress : NULL;
    if (as_event) {
        owner->running++;
    }
    if (owner != NULL) {
        /* It has ended: what hears of it may close the handle. */
        owner->operations--;
    }
    WakeAllConditionVariable(&core_changed);
    ReleaseSRWLockExclusive(&core_lock);

    if (progress != NULL) {
        report_progress(operation, operation->handle);
    }
    if (callback != NULL) {
        callback(operation->handle, operation->context);
    }
    if (as_event) {
        HCS_EVENT event = {HcsEventOperationCallback, NULL, operation->handle};
        raise_event(owner, &event);
    }

    AcquireSRWLockExclusive(&core_lock);
    outstanding--;
    release(operation);
    WakeAllConditionVariable(&core_changed);
    ReleaseSRWLockExclusive(&core_lock);
    free(work->document);
    free(start);
}

/* What forbids that a call uses an operation. */
static HRESULT usable(struct operation *operation, const struct listener *owner) {
    if (operation == NULL) {
        return HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    }
    if (operation->state != IDLE) {
        return HCS_E_OPERATION_ALREADY_STARTED;
    }
    bool as_event = owner != NULL && owner->options & HcsEventOptionEnableOperationCallbacks;
    return as_event && operation->callback != NULL ? HCS_E_OPERATION_SYSTEM_CALLBACK_ALREADY_SET
                                                   : S_OK;
}

HRESULT operation_start(HCS_OPERATION handle, struct work work) {
    struct start *start = malloc(sizeof *start);
    struct listener *owner = work.process != NULL ? &work.process->listener
        : work.system != NULL                     ? &work.system->listener
                                                  : NULL;
    AcquireSRWLockExclusive(&core_lock);
    struct operation *operation = handle_get(handle, OPERATION);
    HRESULT result = start == NULL ? E_OUTOFMEMORY : usable(operation, owner);
    if (result == S_OK) {
        operation->uses++;
        operation->state = PENDING;
        operation->type = work.type;
        operation->id = ++last_id;
        operation->system = work.system == NULL ? NULL : work.system->handle;
        operation->process = work.process == NULL ? NULL : work.process->handle;
        outstanding++;
        if (owner != NULL) {
            owner->operations++;
        }
        *start = (struct start){operation, work};
        run_elsewhere(run, start);
    }
    ReleaseSRWLockExclusive(&core_lock);
    if (result != S_OK) {
        free(start);
        free(work.document);
    }
    return result;
}

HRESULT operation_start_with(HCS_OPERATION handle, PCWSTR document, struct work work) {
    struct json *json = document == NULL ? NULL : json_parse(document);
    if (document != NULL && json == NULL) {
        return HCS_E_INVALID_JSON;
    }
    work.document = json == NULL ? NULL : json_write(json);
    json_free(json);
    return operation_start(handle, work);
}

HRESULT operation_start_on(HCS_OPERATION handle, PCWSTR document, struct work work) {
    return work.system == NULL && work.process == NULL
        ? HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE)
        : operation_start_with(handle, document, work);
}

bool wait_for_end(bool (*ended)(const void *what), const void *what, DWORD milliseconds) {
    ULONGLONG end = GetTickCount64() + milliseconds;
    while (!ended(what)) {
        ULONGLONG now = GetTickCount64();
        if (milliseconds != INFINITE && now >= end) {
            return false;
        }
        DWORD pause = milliseconds == INFINITE ? INFINITE : (DWORD)(end - now);
        SleepConditionVariableSRW(&core_changed, &core_lock, pause, 0);
    }
    return true;
}

static bool is_done(const void *operation) {
    return ((const struct operation *)operation)->state != PENDING;
}

long long operations_outstanding(void) {
    AcquireSRWLockExclusive(&core_lock);
    long long count = outstanding;
    ReleaseSRWLockExclusive(&core_lock);
    return count;
}

long long handles_closed_in_use(void) {
    AcquireSRWLockExclusive(&core_lock);
    long long count = closed_in_use;
    ReleaseSRWLockExclusive(&core_lock);
    return count;
}

void close_listener(struct listener *listener) {
    closed_in_use += listener->operations > 0;
}

static HCS_OPERATION create(
    const void *context, HCS_OPERATION_COMPLETION callback, HCS_EVENT_CALLBACK progress) {
    struct operation *operation = calloc(1, sizeof *operation);
    if (operation == NULL) {
        return NULL;
    }
    operation->uses = 1;
    operation->open = true;
    operation->type = HcsOperationTypeNone;
    operation->id = HCS_INVALID_OPERATION_ID;
    operation->context = (void *)context;
    operation->callback = callback;
    operation->progress = progress;
    operation->handle = handle_new(OPERATION, operation);
    return operation->handle;
}

HCS_OPERATION WINAPI HcsCreateOperation(const void *context, HCS_OPERATION_COMPLETION callback) {
    HRESULT failure;
    return fails_call(__func__, &failure) ? NULL : create(context, callback, NULL);
}

HCS_OPERATION WINAPI HcsCreateOperationWithNotifications(
    HCS_OPERATION_OPTIONS eventTypes, const void *context, HCS_EVENT_CALLBACK callback) {
    HRESULT failure;
    bool progress = eventTypes & HcsOperationOptionProgressUpdate;
    return fails_call(__func__, &failure) ? NULL : create(context, NULL, progress ? callback : NULL);
}

void WINAPI HcsCloseOperation(HCS_OPERATION handle) {
    AcquireSRWLockExclusive(&core_lock);
    struct operation *operation = handle_close(handle, OPERATION);
    if (operation != NULL) {
        operation->open = false;
        release(operation);
    }
    ReleaseSRWLockExclusive(&core_lock);
}

void *WINAPI HcsGetOperationContext(HCS_OPERATION handle) {
    AcquireSRWLockExclusive(&core_lock);
    struct operation *operation = handle_get(handle, OPERATION);
    void *context = operation == NULL ? NULL : operation->context;
    ReleaseSRWLockExclusive(&core_lock);
    return context;
}

HRESULT WINAPI HcsSetOperationContext(HCS_OPERATION handle, const void *context) {
    AcquireSRWLockExclusive(&core_lock);
    struct operation *operation = handle_get(handle, OPERATION);
    if (operation != NULL) {
        operation->context = (void *)context;
    }
    ReleaseSRWLockExclusive(&core_lock);
    return operation == NULL ? HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE) : S_OK;
}

HRESULT WINAPI HcsSetOperationCallback(
    HCS_OPERATION handle, const void *context, HCS_OPERATION_COMPLETION callback) {
    AcquireSRWLockExclusive(&core_lock);
    struct operation *operation = handle_get(handle, OPERATION);
    HRESULT result = operation == NULL ? HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE) : S_OK;
    if (result == S_OK && operation->state != IDLE) {
        result = HCS_E_OPERATION_ALREADY_STARTED;
    }
    if (result == S_OK) {
        operation->context = (void *)context;
        operation->callback = callback;
    }
    ReleaseSRWLockExclusive(&core_lock);
    return result;
}

HCS_SYSTEM WINAPI HcsGetComputeSystemFromOperation(HCS_OPERATION handle) {
    AcquireSRWLockExclusive(&core_lock);
    struct operation *operation = handle_get(handle, OPERATION);
    HCS_SYSTEM system = operation == NULL ? NULL : operation->system;
    ReleaseSRWLockExclusive(&core_lock);
    return system;
}

HCS_PROCESS WINAPI HcsGetProcessFromOperation(HCS_OPERATION handle) {
    AcquireSRWLockExclusive(&core_lock);
    struct operation *operation = handle_get(handle, OPERATION);
    HCS_PROCESS process = operation == NULL ? NULL : operation->process;
    ReleaseSRWLockExclusive(&core_lock);
    return process;
}

HCS_OPERATION_TYPE WINAPI HcsGetOperationType(HCS_OPERATION handle) {
    AcquireSRWLockExclusive(&core_lock);
    struct operation *operation = handle_get(handle, OPERATION);
    HCS_OPERATION_TYPE type = operation == NULL ? HcsOperationTypeNone : operation->type;
    ReleaseSRWLockExclusive(&core_lock);
    return type;
}

UINT64 WINAPI HcsGetOperationId(HCS_OPERATION handle) {
    AcquireSRWLockExclusive(&core_lock);
    struct operation *operation = handle_get(handle, OPERATION);
    UINT64 id = operation == NULL ? HCS_INVALID_OPERATION_ID : operation->id;
    ReleaseSRWLockExclusive(&core_lock);
    return id;
}

/* The result of an operation that is used by its caller; with the lock held. */
static HRESULT result_of(
    struct operation *operation, HCS_PROCESS_INFORMATION *information, PWSTR *document) {
    if (information != NULL && operation->type != HcsOperationTypeCreateProcess
        && operation->type != HcsOperationTypeGetProcessInfo) {
        return E_INVALIDARG;
    }
    if (document != NULL) {
        *document = give_document(operation->document);
    }
    if (information != NULL && SUCCEEDED(operation->result)) {
        if (!operation->has_information) {
            return HCS_E_PROCESS_INFO_NOT_AVAILABLE;
        }
        /* The handles go to the caller, so there is only one time. */
        operation->has_information = false;
        *information = operation->information;
    }
    return operation->result;
}

static HRESULT wait(
    const char *function,
    HCS_OPERATION handle,
    DWORD milliseconds,
    bool with_information,
    HCS_PROCESS_INFORMATION *information,
    PWSTR *document) {
    if (document != NULL) {
        *document = NULL;
    }
    HRESULT result;
    if (fails_call(function, &result)) {
        char *text = failure_document();
        if (document != NULL) {
            *document = give_document(text);
        }
        free(text);
        return result;
    }
    AcquireSRWLockExclusive(&core_lock);
    struct operation *operation = handle_get(handle, OPERATION);
    if (operation == NULL) {
        ReleaseSRWLockExclusive(&core_lock);
        return HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    }
    operation->uses++;
    wait_for_end(is_done, operation, milliseconds);
    switch (operation->state) {
    case IDLE:
        result = HCS_E_OPERATION_NOT_STARTED;
        break;
    case PENDING:
        result = milliseconds == 0 ? HCS_E_OPERATION_PENDING : HCS_E_OPERATION_TIMEOUT;
        break;
    default:
        result = result_of(operation, with_information ? information : NULL, document);
    }
    release(operation);
    ReleaseSRWLockExclusive(&core_lock);
    return result;
}

HRESULT WINAPI HcsGetOperationResult(HCS_OPERATION operation, PWSTR *resultDocument) {
    return wait(__func__, operation, 0, false, NULL, resultDocument);
}

HRESULT WINAPI HcsGetOperationResultAndProcessInfo(
    HCS_OPERATION operation, HCS_PROCESS_INFORMATION *processInformation, PWSTR *resultDocument) {
    return wait(__func__, operation, 0, true, processInformation, resultDocument);
}

HRESULT WINAPI HcsWaitForOperationResult(
    HCS_OPERATION operation, DWORD timeoutMs, PWSTR *resultDocument) {
    return wait(__func__, operation, timeoutMs, false, NULL, resultDocument);
}

HRESULT WINAPI HcsWaitForOperationResultAndProcessInfo(
    HCS_OPERATION operation,
    DWORD timeoutMs,
    HCS_PROCESS_INFORMATION *processInformation,
    PWSTR *resultDocument) {
    return wait(__func__, operation, timeoutMs, true, processInformation, resultDocument);
}

/* Only the stand-in's choice: no source says what cancelling an idle or completed one answers. */
HRESULT WINAPI HcsCancelOperation(HCS_OPERATION handle) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    if (is_on(CANCEL_NOT_IMPLEMENTED)) {
        return E_NOTIMPL;
    }
    AcquireSRWLockExclusive(&core_lock);
    struct operation *operation = handle_get(handle, OPERATION);
    if (operation == NULL) {
        result = HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    } else if (operation->state == IDLE) {
        result = HCS_E_OPERATION_NOT_STARTED;
    } else if (operation->state == DONE) {
        result = HCS_E_INVALID_STATE;
    } else {
        result = operation->cancelled ? HCS_E_OPERATION_ALREADY_CANCELLED : S_OK;
        operation->cancelled = true;
        WakeAllConditionVariable(&core_changed);
    }
    ReleaseSRWLockExclusive(&core_lock);
    return result;
}

HRESULT WINAPI HcsAddResourceToOperation(
    HCS_OPERATION handle, HCS_RESOURCE_TYPE type, PCWSTR uri, HANDLE resource) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    if (uri == NULL || resource == NULL || type <= HcsResourceTypeNone
        || type > HcsResourceTypeSocket) {
        return E_INVALIDARG;
    }
    AcquireSRWLockExclusive(&core_lock);
    struct operation *operation = handle_get(handle, OPERATION);
    result = usable(operation, NULL);
    if (result == S_OK) {
        operation->resources++;
    }
    ReleaseSRWLockExclusive(&core_lock);
    return result;
}

/* What is in the document is known to no source; here it is the operation's id. */
HRESULT WINAPI HcsGetOperationProperties(
    HCS_OPERATION handle, PCWSTR options, PWSTR *resultDocument) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    if (options == NULL || resultDocument == NULL) {
        return E_INVALIDARG;
    }
    AcquireSRWLockExclusive(&core_lock);
    struct operation *operation = handle_get(handle, OPERATION);
    char *text = operation == NULL
        ? NULL
        : text_format("{\"OperationId\":%llu}", (unsigned long long)operation->id);
    ReleaseSRWLockExclusive(&core_lock);
    *resultDocument = give_document(text);
    free(text);
    return text == NULL ? HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE) : S_OK;
}
