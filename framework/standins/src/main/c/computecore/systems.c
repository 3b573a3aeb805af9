/* Compute systems: their states, their documents, and what changes them. */
#include "core.h"

#include <stdlib.h>
#include <string.h>

SRWLOCK core_lock = SRWLOCK_INIT;
CONDITION_VARIABLE core_changed = CONDITION_VARIABLE_INIT;

static struct system *systems;

/* Answers by field report: the low word is the one of the HCS_E_ code. */
#define EXIT_FORCED 0xC0370107u
#define EXIT_UNEXPECTED 0xC0370106u
#define SECOND_DEVICE_HOST ((HRESULT)0xC0370030u)

static const char *name_of(enum system_state state) {
    static const char *const names[] = {"Unknown", "Created", "Running", "Paused", "Unknown", "Stopped"};
    return names[state];
}

struct system_handle *system_of(HCS_SYSTEM handle) {
    return handle_get(handle, SYSTEM);
}

static struct system *find(const char *id) {
    struct system *system = systems;
    while (system != NULL
        && (strlen(system->id) != strlen(id) || !text_same_letters(system->id, id, strlen(id)))) {
        system = system->next;
    }
    return system;
}

static void forget(struct system *system) {
    struct system **place = &systems;
    while (*place != NULL && *place != system) {
        place = &(*place)->next;
    }
    if (*place != NULL) {
        *place = system->next;
    }
}

/* A handle's memory is kept when it is closed: work that goes on may still look at it. */
static HCS_SYSTEM open_handle(struct system *system) {
    struct system_handle *handle = calloc(1, sizeof *handle);
    if (handle == NULL) {
        abort();
    }
    handle->system = system;
    handle->handle = handle_new(SYSTEM, handle);
    system->handles++;
    return handle->handle;
}

HRESULT need_state(const struct system *system, enum system_state state, char **answer) {
    if (system->state == state) {
        return S_OK;
    }
    HRESULT result = system->state == STOPPED ? HCS_E_SYSTEM_ALREADY_STOPPED : HCS_E_INVALID_STATE;
    char *message = text_format(
        "The compute system is %s, and this needs %s.", name_of(system->state), name_of(state));
    *answer = error_document(result, message);
    free(message);
    return result;
}

static HRESULT need_life(const struct system *system, char **answer) {
    if (system->state != STOPPED) {
        return S_OK;
    }
    *answer = error_document(HCS_E_SYSTEM_ALREADY_STOPPED, "The compute system has stopped.");
    return HCS_E_SYSTEM_ALREADY_STOPPED;
}

/* Runs something of the device host, which may take its time, without the lock. */
static void stop_devices(struct system *system, bool for_good) {
    const struct device_host *host = system->host;
    void *context = system->host_context;
    if (for_good) {
        system->host = NULL;
    }
    if (host == NULL) {
        return;
    }
    ReleaseSRWLockExclusive(&core_lock);
    host->stop(context);
    if (for_good) {
        host->teardown(context);
    }
    AcquireSRWLockExclusive(&core_lock);
}

void system_exit(
    struct system *system, HRESULT status, const char *type, const char *initiator) {
    if (system->state == STOPPED) {
        return;
    }
    bool running = system->state == RUNNING || system->state == PAUSED;
    system->state = STOPPED;
    forget(system);
    free(system->exit_status);
    system->exit_status = text_format(
        "{\"Status\":%ld,\"ExitType\":\"%s\",\"Attribution\":[{\"SystemExit\":{\"Detail\":\"%s\","
        "\"Initiator\":\"%s\"}}]}",
        (long)status,
        type,
        strcmp(type, "UnexpectedExit") == 0 ? "UnexpectedExit"
            : strcmp(type, "ForcedExit") == 0 ? "Terminate"
                                              : "Shutdown",
        initiator);
    processes_end(system);
    WakeAllConditionVariable(&core_changed);
    if (running) {
        stop_devices(system, true);
    }
    ReleaseSRWLockExclusive(&core_lock);
    raise_system_event(system, HcsEventSystemExited, system->exit_status);
    AcquireSRWLockExclusive(&core_lock);
}

/* What is wrong with a configuration, or NULL. */
static const char *fault_of(const struct json *document) {
    if (document == NULL || document->kind != JSON_OBJECT) {
        return "The configuration is no JSON object.";
    }
    const char *major = json_text(json_at(document, "SchemaVersion/Major"));
    const char *minor = json_text(json_at(document, "SchemaVersion/Minor"));
    if (major == NULL || minor == NULL || strcmp(major, "2") != 0
        || atoll(minor) > setting(SCHEMA_MINOR)) {
        return "The schema version is missing or not supported.";
    }
    if (json_get(document, "VirtualMachine") == NULL && json_get(document, "Container") == NULL
        && json_get(document, "HostedSystem") == NULL) {
        return "The configuration describes neither a virtual machine nor a container.";
    }
    return NULL;
}

static HRESULT create_system(struct work *work, char **answer) {
    struct system *system = work->system->system;
    struct json *document = json_parse_utf8(work->document);
    const char *fault = fault_of(document);
    if (fault != NULL) {
        json_free(document);
        *answer = error_document(HCS_E_INVALID_JSON, fault);
        system->state = STOPPED;
        return HCS_E_INVALID_JSON;
    }
    if (find(system->id) != NULL) {
        json_free(document);
        *answer = error_document(
            HCS_E_SYSTEM_ALREADY_EXISTS, "A compute system of this identifier exists.");
        system->state = STOPPED;
        return HCS_E_SYSTEM_ALREADY_EXISTS;
    }
    system->document = document;
    system->state = CREATED;
    system->next = systems;
    systems = system;
    return S_OK;
}

static HRESULT create(
    const char *function,
    PCWSTR id,
    PCWSTR configuration,
    HCS_OPERATION operation,
    const HCS_CREATE_OPTIONS_1 *options,
    HCS_SYSTEM *computeSystem) {
    struct system *system = calloc(1, sizeof *system);
    if (system == NULL) {
        return E_OUTOFMEMORY;
    }
    system->id = text_of(id);
    system->runtime_id = guid_new();
    AcquireSRWLockExclusive(&core_lock);
    HCS_SYSTEM handle = open_handle(system);
    struct system_handle *opened = system_of(handle);
    if (options != NULL) {
        listen(
            &opened->listener, options->CallbackOptions, options->CallbackContext, options->Callback);
    }
    ReleaseSRWLockExclusive(&core_lock);
    struct work work = {
        .function = function,
        .type = HcsOperationTypeCreate,
        .system = opened,
        .document = text_of(configuration),
        .perform = create_system,
    };
    HRESULT result = operation_start(operation, work);
    if (FAILED(result)) {
        handle_close(handle, SYSTEM);
        handle = NULL;
    }
    *computeSystem = handle;
    return result;
}

HRESULT WINAPI HcsCreateComputeSystem(
    PCWSTR id,
    PCWSTR configuration,
    HCS_OPERATION operation,
    const SECURITY_DESCRIPTOR *securityDescriptor,
    HCS_SYSTEM *computeSystem) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    if (id == NULL || configuration == NULL || computeSystem == NULL
        || securityDescriptor != NULL) {
        return E_INVALIDARG;
    }
    return create(__func__, id, configuration, operation, NULL, computeSystem);
}

/* The namespace is only checked: here all share one. */
HRESULT WINAPI HcsCreateComputeSystemInNamespace(
    PCWSTR idNamespace,
    PCWSTR id,
    PCWSTR configuration,
    HCS_OPERATION operation,
    const HCS_CREATE_OPTIONS *options,
    HCS_SYSTEM *computeSystem) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    if (idNamespace == NULL || id == NULL || configuration == NULL || computeSystem == NULL
        || (options != NULL && *options != HcsCreateOptions_1)) {
        return E_INVALIDARG;
    }
    return create(
        __func__,
        id,
        configuration,
        operation,
        (const HCS_CREATE_OPTIONS_1 *)(const void *)options,
        computeSystem);
}

static HRESULT open_system(PCWSTR id, DWORD requestedAccess, HCS_SYSTEM *computeSystem) {
    if (id == NULL || computeSystem == NULL || requestedAccess != GENERIC_ALL) {
        return E_INVALIDARG;
    }
    char *name = text_of(id);
    AcquireSRWLockExclusive(&core_lock);
    struct system *system = find(name);
    *computeSystem = system == NULL ? NULL : open_handle(system);
    ReleaseSRWLockExclusive(&core_lock);
    free(name);
    return system == NULL ? HCS_E_SYSTEM_NOT_FOUND : S_OK;
}

HRESULT WINAPI HcsOpenComputeSystem(
    PCWSTR id, DWORD requestedAccess, HCS_SYSTEM *computeSystem) {
    HRESULT result;
    return refused(__func__, &result) ? result : open_system(id, requestedAccess, computeSystem);
}

HRESULT WINAPI HcsOpenComputeSystemInNamespace(
    PCWSTR idNamespace, PCWSTR id, DWORD requestedAccess, HCS_SYSTEM *computeSystem) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    return idNamespace == NULL ? E_INVALIDARG : open_system(id, requestedAccess, computeSystem);
}

static void call_late(void *parameter) {
    struct listener *listener = parameter;
    Sleep(20);
    HCS_EVENT event = {
        HcsEventSystemExited, string_give("{\"Status\":0,\"ExitType\":\"GracefulExit\"}"), NULL};
    raise_event(listener, &event);
    LocalFree((HLOCAL)event.EventData);
}

void WINAPI HcsCloseComputeSystem(HCS_SYSTEM computeSystem) {
    AcquireSRWLockExclusive(&core_lock);
    struct system_handle *closed = handle_close(computeSystem, SYSTEM);
    if (closed == NULL) {
        ReleaseSRWLockExclusive(&core_lock);
        return;
    }
    close_listener(&closed->listener);
    if (is_on(LATE_CALLBACKS) && closed->listener.callback != NULL) {
        closed->listener.running++;
        run_elsewhere(call_late, &closed->listener);
    } else {
        listen(&closed->listener, HcsEventOptionNone, NULL, NULL);
    }
    struct system *system = closed->system;
    bool last = --system->handles == 0;
    if (last && system->state != STOPPED
        && json_is_true(json_get(system->document, "ShouldTerminateOnLastHandleClosed"))) {
        system_exit(system, (HRESULT)EXIT_FORCED, "ForcedExit", "Client");
    }
    ReleaseSRWLockExclusive(&core_lock);
}

/* Whether a device of the document is served by a client. */
static bool has_external_device(const struct system *system) {
    struct json *devices = json_at(system->document, "VirtualMachine/Devices/FlexibleIov");
    for (struct json *device = devices == NULL ? NULL : devices->first; device != NULL;
         device = device->next) {
        const char *model = json_text(json_get(device, "HostingModel"));
        if (model != NULL && strncmp(model, "External", 8) == 0) {
            return true;
        }
    }
    return false;
}

static HRESULT start_devices(struct system *system, char **answer) {
    const struct device_host *host = system->host;
    if (host == NULL) {
        if (!has_external_device(system)) {
            return S_OK;
        }
        *answer = error_document(E_UNEXPECTED, "No device host serves the device's emulator.");
        return E_UNEXPECTED;
    }
    void *context = system->host_context;
    char *document = json_write(system->document);
    ReleaseSRWLockExclusive(&core_lock);
    HRESULT result = host->start(context, document);
    AcquireSRWLockExclusive(&core_lock);
    free(document);
    if (FAILED(result)) {
        *answer = error_document(result, "A device could not be started.");
    }
    return result;
}

static HRESULT start(struct work *work, char **answer) {
    struct system *system = work->system->system;
    HRESULT result = need_state(system, CREATED, answer);
    if (SUCCEEDED(result)) {
        result = start_devices(system, answer);
    }
    if (SUCCEEDED(result)) {
        system->state = RUNNING;
    }
    return result;
}

static HRESULT shut_down(struct work *work, char **answer) {
    HRESULT result = need_state(work->system->system, RUNNING, answer);
    if (SUCCEEDED(result)) {
        system_exit(work->system->system, S_OK, "GracefulExit", "Client");
    }
    return result;
}

static HRESULT terminate(struct work *work, char **answer) {
    HRESULT result = need_life(work->system->system, answer);
    if (SUCCEEDED(result)) {
        system_exit(work->system->system, (HRESULT)EXIT_FORCED, "ForcedExit", "Client");
    }
    return result;
}

static HRESULT crash(struct work *work, char **answer) {
    struct system *system = work->system->system;
    HRESULT result = need_state(system, RUNNING, answer);
    if (FAILED(result)) {
        return result;
    }
    char *report = text_format("{\"SystemId\":\"%s\",\"CrashLog\":\"crash on request\"}", system->id);
    ReleaseSRWLockExclusive(&core_lock);
    raise_system_event(system, HcsEventSystemCrashInitiated, report);
    raise_system_event(system, HcsEventSystemCrashReport, report);
    AcquireSRWLockExclusive(&core_lock);
    free(report);
    system_exit(system, (HRESULT)EXIT_UNEXPECTED, "UnexpectedExit", "GuestOS");
    return S_OK;
}

static HRESULT pause_system(struct work *work, char **answer) {
    HRESULT result = need_state(work->system->system, RUNNING, answer);
    if (SUCCEEDED(result)) {
        work->system->system->state = PAUSED;
        stop_devices(work->system->system, false);
    }
    return result;
}

static HRESULT resume(struct work *work, char **answer) {
    struct system *system = work->system->system;
    HRESULT result = need_state(system, PAUSED, answer);
    if (FAILED(result)) {
        return result;
    }
    system->state = RUNNING;
    if (system->host != NULL) {
        ReleaseSRWLockExclusive(&core_lock);
        system->host->resume(system->host_context);
        AcquireSRWLockExclusive(&core_lock);
    }
    return S_OK;
}

/* By documentation the state goes to the file that the options name. */
static HRESULT save(struct work *work, char **answer) {
    struct system *system = work->system->system;
    HRESULT result = need_state(system, PAUSED, answer);
    if (FAILED(result)) {
        return result;
    }
    struct json *options = work->document == NULL ? NULL : json_parse_utf8(work->document);
    const char *path = json_text(json_get(options, "SaveStateFilePath"));
    if (path == NULL) {
        *answer = error_document(E_INVALIDARG, "The options name no SaveStateFilePath.");
        result = E_INVALIDARG;
    } else {
        char *state = json_write(system->document);
        result = save_state(path, state);
        free(state);
    }
    json_free(options);
    if (SUCCEEDED(result)) {
        system->state = SAVED;
    }
    return result;
}

static HRESULT migrate(struct work *work, char **answer) {
    (void)work;
    *answer = error_document(
        HCS_E_SYSTEM_NOT_CONFIGURED_FOR_OPERATION,
        "The compute system is not set up for live migration.");
    return HCS_E_SYSTEM_NOT_CONFIGURED_FOR_OPERATION;
}

/* What all calls with a system, an operation and options do. */
static HRESULT change(
    const char *function,
    HCS_SYSTEM computeSystem,
    HCS_OPERATION operation,
    PCWSTR options,
    bool takes_options,
    HCS_OPERATION_TYPE type,
    performance perform) {
    HRESULT result;
    if (refused(function, &result)) {
        return result;
    }
    if (options != NULL && !takes_options) {
        return E_INVALIDARG;
    }
    struct work work = {
        .function = function,
        .type = type,
        .system = system_of(computeSystem),
        .perform = perform,
    };
    return operation_start_on(operation, options, work);
}

HRESULT WINAPI HcsStartComputeSystem(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options) {
    return change(
        __func__, computeSystem, operation, options, false, HcsOperationTypeStart, start);
}

HRESULT WINAPI HcsShutDownComputeSystem(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options) {
    return change(
        __func__, computeSystem, operation, options, true, HcsOperationTypeShutdown, shut_down);
}

HRESULT WINAPI HcsTerminateComputeSystem(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options) {
    return change(
        __func__, computeSystem, operation, options, true, HcsOperationTypeTerminate, terminate);
}

HRESULT WINAPI HcsCrashComputeSystem(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options) {
    return change(
        __func__, computeSystem, operation, options, true, HcsOperationTypeCrash, crash);
}

HRESULT WINAPI HcsPauseComputeSystem(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options) {
    return change(
        __func__, computeSystem, operation, options, true, HcsOperationTypePause, pause_system);
}

HRESULT WINAPI HcsResumeComputeSystem(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options) {
    return change(
        __func__, computeSystem, operation, options, false, HcsOperationTypeResume, resume);
}

HRESULT WINAPI HcsSaveComputeSystem(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options) {
    return change(__func__, computeSystem, operation, options, true, HcsOperationTypeSave, save);
}

HRESULT WINAPI HcsInitializeLiveMigrationOnSource(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options) {
    return change(
        __func__, computeSystem, operation, options, true, HcsOperationTypeLiveMigration, migrate);
}

HRESULT WINAPI HcsStartLiveMigrationOnSource(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options) {
    return change(
        __func__, computeSystem, operation, options, true, HcsOperationTypeLiveMigration, migrate);
}

HRESULT WINAPI HcsStartLiveMigrationTransfer(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options) {
    return change(
        __func__, computeSystem, operation, options, true, HcsOperationTypeLiveMigration, migrate);
}

HRESULT WINAPI HcsFinalizeLiveMigration(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options) {
    return change(
        __func__, computeSystem, operation, options, true, HcsOperationTypeLiveMigration, migrate);
}

/* The part of Properties that is always there. */
static struct json *properties_of(const struct system *system) {
    char guid[GUID_TEXT];
    guid_write(&system->runtime_id, guid);
    struct json *properties = json_object();
    json_put(properties, "Id", json_string(system->id));
    bool machine = json_get(system->document, "VirtualMachine") != NULL;
    json_put(properties, "SystemType", json_string(machine ? "VirtualMachine" : "Container"));
    const char *owner = json_text(json_get(system->document, "Owner"));
    json_put(properties, "Owner", json_string(owner == NULL ? "" : owner));
    json_put(properties, "RuntimeId", json_string(guid));
    json_put(properties, "State", json_string(name_of(system->state)));
    return properties;
}

/* Adds what a type of property asks for; false if there is no such type. */
static bool add_property(struct json *properties, const struct system *system, const char *type) {
    if (strcmp(type, "Memory") == 0) {
        const char *size =
            json_text(json_at(system->document, "VirtualMachine/ComputeTopology/Memory/SizeInMB"));
        struct json *memory = json_object();
        json_put(memory, "VirtualNodeCount", json_integer(1));
        json_put_at(
            memory,
            "VirtualMachineMemory/AssignedMemory",
            /* In pages. */
            json_integer(size == NULL ? 0 : atoll(size) * 256));
        json_put(properties, type, memory);
    } else if (strcmp(type, "Statistics") == 0) {
        struct json *statistics = json_object();
        json_put(statistics, "Uptime100ns", json_integer(0));
        json_put(properties, type, statistics);
    } else if (strcmp(type, "ProcessList") == 0) {
        json_put(properties, type, processes_list(system));
    } else if (strcmp(type, "TerminateOnLastHandleClosed") == 0) {
        bool terminate = json_is_true(json_get(system->document, "ShouldTerminateOnLastHandleClosed"));
        json_put(properties, type, json_boolean(terminate));
    } else if (strcmp(type, "SharedMemoryRegion") == 0) {
        json_put(properties, "SharedMemoryRegionInfo", json_array());
    } else if (strcmp(type, "GuestConnection") == 0) {
        json_put(properties, "GuestConnectionInfo", json_object());
    } else {
        return false;
    }
    return true;
}

static HRESULT get_properties(struct work *work, char **answer) {
    struct system *system = work->system->system;
    HRESULT result = need_life(system, answer);
    if (FAILED(result)) {
        return result;
    }
    struct json *query = work->document == NULL ? NULL : json_parse_utf8(work->document);
    struct json *properties = properties_of(system);
    struct json *types = json_get(query, "PropertyTypes");
    for (struct json *type = types == NULL ? NULL : types->first; type != NULL; type = type->next) {
        if (json_text(type) == NULL || !add_property(properties, system, json_text(type))) {
            result = HCS_E_INVALID_JSON;
        }
    }
    *answer = FAILED(result) ? error_document(result, "A property type is not known.")
                             : json_write(properties);
    json_free(properties);
    json_free(query);
    return result;
}

HRESULT WINAPI HcsGetComputeSystemProperties(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR propertyQuery) {
    return change(
        __func__,
        computeSystem,
        operation,
        propertyQuery,
        true,
        HcsOperationTypeGetProperties,
        get_properties);
}

static bool has(const struct json *list, const char *text) {
    if (list == NULL) {
        return true;
    }
    for (struct json *member = list->first; member != NULL; member = member->next) {
        const char *wanted = json_text(member);
        if (wanted != NULL && strlen(wanted) == strlen(text)
            && text_same_letters(wanted, text, strlen(text))) {
            return true;
        }
    }
    return false;
}

static HRESULT enumerate(struct work *work, char **answer) {
    struct json *query = work->document == NULL ? NULL : json_parse_utf8(work->document);
    struct json *found = json_array();
    for (struct system *system = systems; system != NULL; system = system->next) {
        struct json *properties = properties_of(system);
        if (has(json_get(query, "Ids"), system->id)
            && has(json_get(query, "Owners"), json_text(json_get(properties, "Owner")))
            && has(json_get(query, "Types"), json_text(json_get(properties, "SystemType")))) {
            json_add(found, properties);
        } else {
            json_free(properties);
        }
    }
    *answer = json_write(found);
    json_free(found);
    json_free(query);
    return S_OK;
}

static HRESULT start_enumerate(const char *function, PCWSTR query, HCS_OPERATION operation) {
    HRESULT result;
    if (refused(function, &result)) {
        return result;
    }
    struct work work = {
        .function = function,
        .type = HcsOperationTypeEnumerate,
        .perform = enumerate,
    };
    return operation_start_with(operation, query, work);
}

HRESULT WINAPI HcsEnumerateComputeSystems(PCWSTR query, HCS_OPERATION operation) {
    return start_enumerate(__func__, query, operation);
}

HRESULT WINAPI HcsEnumerateComputeSystemsInNamespace(
    PCWSTR idNamespace, PCWSTR query, HCS_OPERATION operation) {
    return idNamespace == NULL ? E_INVALIDARG : start_enumerate(__func__, query, operation);
}

#define FLEXIBLE_IOV "VirtualMachine/Devices/FlexibleIov/"

/* A device that a running machine gets: its host must take it. */
static HRESULT add_device(struct system *system, const char *name, const struct json *settings) {
    const struct device_host *host = system->host;
    if (system->state != RUNNING && system->state != PAUSED) {
        return S_OK;
    }
    if (host == NULL || settings == NULL) {
        return E_UNEXPECTED;
    }
    void *context = system->host_context;
    char *text = json_write(settings);
    ReleaseSRWLockExclusive(&core_lock);
    HRESULT result = host->add(context, name, text);
    AcquireSRWLockExclusive(&core_lock);
    free(text);
    return result;
}

static HRESULT apply(
    struct system *system, const char *path, const char *type, const struct json *settings) {
    bool device = strncmp(path, FLEXIBLE_IOV, strlen(FLEXIBLE_IOV)) == 0;
    if (strcmp(type, "Remove") == 0) {
        if (device) {
            /* By field report. */
            return HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED);
        }
        return json_remove_at(system->document, path) ? S_OK
                                                      : HRESULT_FROM_WIN32(ERROR_NOT_FOUND);
    }
    bool there = json_at(system->document, path) != NULL;
    bool add = strcmp(type, "Add") == 0;
    if (!add && strcmp(type, "Update") != 0) {
        return HCS_E_INVALID_JSON;
    }
    if (add && there) {
        return HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS);
    }
    if (!add && !there) {
        return HRESULT_FROM_WIN32(ERROR_NOT_FOUND);
    }
    HRESULT result = add && device ? add_device(system, path + strlen(FLEXIBLE_IOV), settings) : S_OK;
    if (SUCCEEDED(result)) {
        struct json *value = settings == NULL ? json_object() : json_copy(settings);
        result = json_put_at(system->document, path, value) ? S_OK : E_INVALIDARG;
    }
    return result;
}

static HRESULT modify(struct work *work, char **answer) {
    struct system *system = work->system->system;
    HRESULT result = need_life(system, answer);
    if (FAILED(result)) {
        return result;
    }
    struct json *request = json_parse_utf8(work->document);
    const char *path = json_text(json_get(request, "ResourcePath"));
    /* A request without a type is one to add, by documentation. */
    const char *type = json_text(json_get(request, "RequestType"));
    if (path == NULL) {
        result = HCS_E_INVALID_JSON;
        *answer = error_document(result, "The request names no ResourcePath.");
    } else {
        result = apply(system, path, type == NULL ? "Add" : type, json_get(request, "Settings"));
        if (FAILED(result)) {
            char *message = text_format("%s can't be changed so.", path);
            *answer = error_document(result, message);
            free(message);
        }
    }
    json_free(request);
    return result;
}

HRESULT WINAPI HcsModifyComputeSystem(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR configuration, HANDLE identity) {
    (void)identity;
    if (configuration == NULL) {
        return E_INVALIDARG;
    }
    return change(
        __func__, computeSystem, operation, configuration, true, HcsOperationTypeModify, modify);
}

static bool has_stopped(const void *system) {
    return ((const struct system *)system)->state == STOPPED;
}

HRESULT WINAPI HcsWaitForComputeSystemExit(
    HCS_SYSTEM computeSystem, DWORD timeoutMs, PWSTR *result) {
    HRESULT failure;
    if (result != NULL) {
        *result = NULL;
    }
    if (refused(__func__, &failure)) {
        return failure;
    }
    AcquireSRWLockExclusive(&core_lock);
    struct system_handle *waited = system_of(computeSystem);
    if (waited == NULL) {
        ReleaseSRWLockExclusive(&core_lock);
        return HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    }
    waited->listener.operations++;
    bool stopped = wait_for_end(has_stopped, waited->system, timeoutMs);
    if (stopped && result != NULL) {
        *result = give_document(waited->system->exit_status);
    }
    waited->listener.operations--;
    ReleaseSRWLockExclusive(&core_lock);
    return stopped ? S_OK : HCS_E_OPERATION_TIMEOUT;
}

HRESULT WINAPI HcsSetComputeSystemCallback(
    HCS_SYSTEM computeSystem,
    HCS_EVENT_OPTIONS callbackOptions,
    const void *context,
    HCS_EVENT_CALLBACK callback) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    AcquireSRWLockExclusive(&core_lock);
    struct system_handle *system = system_of(computeSystem);
    if (system != NULL) {
        listen(&system->listener, callbackOptions, context, callback);
    }
    ReleaseSRWLockExclusive(&core_lock);
    return system == NULL ? HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE) : S_OK;
}

HRESULT WINAPI BaristaStandInSetDeviceHost(
    HCS_SYSTEM computeSystem, const struct device_host *host, void *context) {
    HRESULT result = S_OK;
    AcquireSRWLockExclusive(&core_lock);
    struct system_handle *system = system_of(computeSystem);
    if (system == NULL) {
        result = E_INVALIDARG;
    } else if (host != NULL && system->system->host != NULL) {
        result = SECOND_DEVICE_HOST;
    } else {
        system->system->host = host;
        system->system->host_context = context;
    }
    ReleaseSRWLockExclusive(&core_lock);
    return result;
}

BOOL WINAPI BaristaStandInRaise(const char *id, DWORD type, PCWSTR data) {
    AcquireSRWLockExclusive(&core_lock);
    struct system *system = find(id);
    ReleaseSRWLockExclusive(&core_lock);
    if (system == NULL) {
        return FALSE;
    }
    char *text = data == NULL ? NULL : text_of(data);
    raise_system_event(system, (HCS_EVENT_TYPE)type, text);
    free(text);
    return TRUE;
}

BOOL WINAPI BaristaStandInExit(const char *id, HRESULT status, const char *exitType) {
    AcquireSRWLockExclusive(&core_lock);
    struct system *system = find(id);
    if (system != NULL) {
        system_exit(system, status, exitType, "GuestOS");
    }
    ReleaseSRWLockExclusive(&core_lock);
    return system != NULL;
}

void systems_reset(void) {
    AcquireSRWLockExclusive(&core_lock);
    while (systems != NULL) {
        system_exit(systems, (HRESULT)EXIT_FORCED, "ForcedExit", "None");
    }
    ReleaseSRWLockExclusive(&core_lock);
}
