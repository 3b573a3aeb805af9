/* Processes in a compute system, with streams that are real pipes. */
#include "core.h"

#include <stdlib.h>
#include <string.h>

static DWORD last_id = 1000;

/* As a closed handle's, a handle's memory is kept. */
static HCS_PROCESS open_handle(struct process *process) {
    struct process_handle *handle = calloc(1, sizeof *handle);
    if (handle == NULL) {
        abort();
    }
    handle->process = process;
    handle->handle = handle_new(PROCESS, handle);
    return handle->handle;
}

static char *status_of(const struct process *process) {
    return process->exited
        ? text_format(
              "{\"ProcessId\":%lu,\"Exited\":true,\"ExitCode\":%lu,\"LastWaitResult\":0}",
              (unsigned long)process->id,
              (unsigned long)process->exit_code)
        : text_format(
              "{\"ProcessId\":%lu,\"Exited\":false,\"LastWaitResult\":258}",
              (unsigned long)process->id);
}

static void close_ends(struct process *process) {
    HANDLE *ends[] = {&process->input, &process->output, &process->error};
    for (int i = 0; i < 3; i++) {
        if (*ends[i] != NULL) {
            CloseHandle(*ends[i]);
            *ends[i] = NULL;
        }
    }
}

static void run(void *parameter) {
    struct process *process = parameter;
    DWORD code = guest_program_run(process);
    AcquireSRWLockExclusive(&core_lock);
    process->exited = true;
    process->exit_code = process->killed ? process->kill_code : code;
    close_ends(process);
    char *status = status_of(process);
    WakeAllConditionVariable(&core_changed);
    ReleaseSRWLockExclusive(&core_lock);
    raise_process_event(process, HcsEventProcessExited, status);
    free(status);
}

static bool stream_if(
    const struct json *parameters,
    const char *name,
    bool client_reads,
    HANDLE *guest,
    HANDLE *client) {
    return !json_is_true(json_get(parameters, name))
        || stream_create(client_reads, guest, client);
}

static HRESULT create_process(struct work *work, char **answer) {
    struct system *system = work->system->system;
    struct process *process = work->process->process;
    struct json *parameters = json_parse_utf8(work->document);
    HRESULT result = need_state(system, RUNNING, answer);
    const char *command = json_text(json_get(parameters, "CommandLine"));
    if (SUCCEEDED(result) && command == NULL) {
        result = HCS_E_INVALID_JSON;
        *answer = error_document(result, "The parameters name no CommandLine.");
    }
    HCS_PROCESS_INFORMATION information = {0};
    if (SUCCEEDED(result)
        && (!stream_if(
                parameters, "CreateStdInPipe", false, &process->input, &information.StdInput)
            || !stream_if(
                parameters, "CreateStdOutPipe", true, &process->output, &information.StdOutput)
            || !stream_if(
                parameters, "CreateStdErrPipe", true, &process->error, &information.StdError))) {
        result = E_OUTOFMEMORY;
    }
    if (SUCCEEDED(result)) {
        process->command = text_copy(command, strlen(command));
        process->system = system;
        process->id = ++last_id;
        process->exited = false;
        process->next = system->processes;
        system->processes = process;
        information.ProcessId = process->id;
        work->information = information;
        work->has_information = true;
        run_elsewhere(run, process);
    }
    json_free(parameters);
    return result;
}

HRESULT WINAPI HcsCreateProcess(
    HCS_SYSTEM computeSystem,
    PCWSTR processParameters,
    HCS_OPERATION operation,
    const SECURITY_DESCRIPTOR *securityDescriptor,
    HCS_PROCESS *process) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    struct system_handle *system = system_of(computeSystem);
    if (system == NULL) {
        return HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    }
    if (processParameters == NULL || process == NULL || securityDescriptor != NULL) {
        return E_INVALIDARG;
    }
    struct process *made = calloc(1, sizeof *made);
    if (made == NULL) {
        abort();
    }
    made->exited = true;
    HCS_PROCESS handle = open_handle(made);
    struct work work = {
        .function = __func__,
        .type = HcsOperationTypeCreateProcess,
        .system = system,
        .process = handle_get(handle, PROCESS),
        .perform = create_process,
    };
    result = operation_start_with(operation, processParameters, work);
    if (FAILED(result)) {
        handle_close(handle, PROCESS);
        handle = NULL;
    }
    *process = handle;
    return result;
}

HRESULT WINAPI HcsOpenProcess(
    HCS_SYSTEM computeSystem, DWORD processId, DWORD requestedAccess, HCS_PROCESS *process) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    if (process == NULL || requestedAccess != GENERIC_ALL) {
        return E_INVALIDARG;
    }
    *process = NULL;
    AcquireSRWLockExclusive(&core_lock);
    struct system_handle *system = system_of(computeSystem);
    struct process *found = system == NULL ? NULL : system->system->processes;
    while (found != NULL && found->id != processId) {
        found = found->next;
    }
    if (found != NULL) {
        *process = open_handle(found);
    }
    ReleaseSRWLockExclusive(&core_lock);
    if (system == NULL) {
        return HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    }
    return found == NULL ? HRESULT_FROM_WIN32(ERROR_NOT_FOUND) : S_OK;
}

void WINAPI HcsCloseProcess(HCS_PROCESS process) {
    AcquireSRWLockExclusive(&core_lock);
    struct process_handle *closed = handle_close(process, PROCESS);
    if (closed != NULL) {
        close_listener(&closed->listener);
        listen(&closed->listener, HcsEventOptionNone, NULL, NULL);
    }
    ReleaseSRWLockExclusive(&core_lock);
}

static void kill_process(struct process *process, DWORD code) {
    if (!process->exited && !process->killed) {
        process->killed = true;
        process->kill_code = code;
        WakeAllConditionVariable(&core_changed);
    }
}

void processes_end(struct system *system) {
    for (struct process *process = system->processes; process != NULL; process = process->next) {
        kill_process(process, 1);
    }
}

struct json *processes_list(const struct system *system) {
    struct json *list = json_array();
    for (struct process *process = system->processes; process != NULL; process = process->next) {
        if (!process->exited) {
            struct json *details = json_object();
            json_put(details, "ProcessId", json_integer(process->id));
            json_put(details, "ImageName", json_string(process->command));
            json_add(list, details);
        }
    }
    return list;
}

static HRESULT need_running(const struct process *process, char **answer) {
    if (!process->exited) {
        return S_OK;
    }
    *answer = error_document(HCS_E_PROCESS_ALREADY_STOPPED, "The process has exited.");
    return HCS_E_PROCESS_ALREADY_STOPPED;
}

static HRESULT terminate(struct work *work, char **answer) {
    HRESULT result = need_running(work->process->process, answer);
    if (SUCCEEDED(result)) {
        kill_process(work->process->process, 0xFFFFFFFFu);
    }
    return result;
}

/* The exit code of a program that a signal ends, as shells count it; 0 for an unknown signal. */
static DWORD code_of_signal(const char *name) {
    static const struct {
        const char *name;
        DWORD code;
    } signals[] = {
        {"SigInt", 130}, {"SigKill", 137}, {"SigTerm", 143}, {"CtrlC", 0xC000013Au},
        {"CtrlBreak", 0xC000013Au}, {"CtrlClose", 0xC000013Au}, {"CtrlLogOff", 0xC000013Au},
        {"CtrlShutdown", 0xC000013Au}};
    for (size_t i = 0; name != NULL && i < sizeof signals / sizeof signals[0]; i++) {
        if (strlen(signals[i].name) == strlen(name)
            && text_same_letters(signals[i].name, name, strlen(name))) {
            return signals[i].code;
        }
    }
    return 0;
}

static HRESULT signal_process(struct work *work, char **answer) {
    HRESULT result = need_running(work->process->process, answer);
    if (FAILED(result)) {
        return result;
    }
    struct json *options = work->document == NULL ? NULL : json_parse_utf8(work->document);
    DWORD code = code_of_signal(json_text(json_get(options, "Signal")));
    json_free(options);
    if (code == 0) {
        *answer = error_document(HCS_E_INVALID_JSON, "The options name no known signal.");
        return HCS_E_INVALID_JSON;
    }
    kill_process(work->process->process, code);
    return S_OK;
}

/* The handles went to whoever created the process; there is no second pair of them here. */
static HRESULT get_info(struct work *work, char **answer) {
    (void)answer;
    work->information = (HCS_PROCESS_INFORMATION){.ProcessId = work->process->process->id};
    work->has_information = true;
    return S_OK;
}

static HRESULT get_properties(struct work *work, char **answer) {
    *answer = status_of(work->process->process);
    return S_OK;
}

static HRESULT modify(struct work *work, char **answer) {
    struct process *process = work->process->process;
    HRESULT result = need_running(process, answer);
    if (FAILED(result)) {
        return result;
    }
    struct json *request = json_parse_utf8(work->document);
    const char *operation = json_text(json_get(request, "Operation"));
    const char *stream = json_text(json_at(request, "CloseHandle/Handle"));
    bool close = operation != NULL && strcmp(operation, "CloseHandle") == 0 && stream != NULL;
    bool resize = operation != NULL && strcmp(operation, "ConsoleSize") == 0
        && json_text(json_at(request, "ConsoleSize/Height")) != NULL
        && json_text(json_at(request, "ConsoleSize/Width")) != NULL;
    if (close && (strcmp(stream, "StdIn") == 0 || strcmp(stream, "All") == 0)) {
        process->input_closed = true;
    } else if (!close && !resize) {
        result = HCS_E_INVALID_JSON;
        *answer = error_document(result, "The request is none of ProcessModifyRequest.");
    }
    json_free(request);
    return result;
}

static HRESULT change(
    const char *function,
    HCS_PROCESS handle,
    HCS_OPERATION operation,
    PCWSTR options,
    HCS_OPERATION_TYPE type,
    performance perform) {
    HRESULT result;
    if (refused(function, &result)) {
        return result;
    }
    struct work work = {
        .function = function,
        .type = type,
        .process = handle_get(handle, PROCESS),
        .perform = perform,
    };
    return operation_start_on(operation, options, work);
}

/* No source tells the type that this call tracks; killing is a kind of signal. */
HRESULT WINAPI HcsTerminateProcess(HCS_PROCESS process, HCS_OPERATION operation, PCWSTR options) {
    if (options != NULL) {
        return E_INVALIDARG;
    }
    return change(
        __func__, process, operation, NULL, HcsOperationTypeSignalProcess, terminate);
}

HRESULT WINAPI HcsSignalProcess(HCS_PROCESS process, HCS_OPERATION operation, PCWSTR options) {
    return change(
        __func__, process, operation, options, HcsOperationTypeSignalProcess, signal_process);
}

HRESULT WINAPI HcsGetProcessInfo(HCS_PROCESS process, HCS_OPERATION operation) {
    return change(__func__, process, operation, NULL, HcsOperationTypeGetProcessInfo, get_info);
}

HRESULT WINAPI HcsGetProcessProperties(
    HCS_PROCESS process, HCS_OPERATION operation, PCWSTR propertyQuery) {
    return change(
        __func__,
        process,
        operation,
        propertyQuery,
        HcsOperationTypeGetProcessProperties,
        get_properties);
}

HRESULT WINAPI HcsModifyProcess(HCS_PROCESS process, HCS_OPERATION operation, PCWSTR settings) {
    if (settings == NULL) {
        return E_INVALIDARG;
    }
    return change(
        __func__, process, operation, settings, HcsOperationTypeModifyProcess, modify);
}

HRESULT WINAPI HcsSetProcessCallback(
    HCS_PROCESS process,
    HCS_EVENT_OPTIONS callbackOptions,
    void *context,
    HCS_EVENT_CALLBACK callback) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    AcquireSRWLockExclusive(&core_lock);
    struct process_handle *listening = handle_get(process, PROCESS);
    if (listening != NULL) {
        listen(&listening->listener, callbackOptions, context, callback);
    }
    ReleaseSRWLockExclusive(&core_lock);
    return listening == NULL ? HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE) : S_OK;
}

static bool has_exited(const void *process) {
    return ((const struct process *)process)->exited;
}

HRESULT WINAPI HcsWaitForProcessExit(HCS_PROCESS process, DWORD timeoutMs, PWSTR *result) {
    HRESULT failure;
    if (result != NULL) {
        *result = NULL;
    }
    if (refused(__func__, &failure)) {
        return failure;
    }
    AcquireSRWLockExclusive(&core_lock);
    struct process_handle *waited = handle_get(process, PROCESS);
    if (waited == NULL) {
        ReleaseSRWLockExclusive(&core_lock);
        return HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    }
    waited->listener.operations++;
    bool exited = wait_for_end(has_exited, waited->process, timeoutMs);
    if (exited && result != NULL) {
        char *status = status_of(waited->process);
        *result = give_document(status);
        free(status);
    }
    waited->listener.operations--;
    ReleaseSRWLockExclusive(&core_lock);
    return exited ? S_OK : HCS_E_OPERATION_TIMEOUT;
}
