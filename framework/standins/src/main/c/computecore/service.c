/* What the service says of itself, and files that belong to virtual machines. */
#include "core.h"

#include <stdlib.h>
#include <string.h>

static bool add_answer(struct json *list, const char *type) {
    struct json *answer;
    if (strcmp(type, "Basic") == 0) {
        char *text = text_format(
            "{\"SupportedSchemaVersions\":[{\"Major\":1,\"Minor\":0},{\"Major\":2,\"Minor\":%lld}]}",
            setting(SCHEMA_MINOR));
        answer = json_parse_utf8(text);
        free(text);
    } else if (strcmp(type, "CpuGroup") == 0) {
        answer = json_parse_utf8("{\"CpuGroups\":[]}");
    } else if (strcmp(type, "ProcessorTopology") == 0) {
        answer = json_parse_utf8(
            "{\"LogicalProcessorCount\":1,\"LogicalProcessors\":"
            "[{\"LpIndex\":0,\"NodeNumber\":0,\"PackageId\":0,\"CoreId\":0,\"RootVpIndex\":0}]}");
    } else if (strcmp(type, "ContainerCredentialGuard") == 0) {
        answer = json_parse_utf8("{\"Instances\":[]}");
    } else if (strcmp(type, "QoSCapabilities") == 0) {
        answer = json_parse_utf8("{\"ProcessorQoSSupported\":false}");
    } else {
        return false;
    }
    json_add(list, answer);
    return true;
}

HRESULT WINAPI HcsGetServiceProperties(PCWSTR propertyQuery, PWSTR *result) {
    HRESULT failure;
    if (result == NULL) {
        return E_POINTER;
    }
    *result = NULL;
    if (refused(__func__, &failure)) {
        return failure;
    }
    struct json *query = propertyQuery == NULL ? json_object() : json_parse(propertyQuery);
    struct json *types = json_get(query, "PropertyTypes");
    struct json *answers = json_array();
    bool good = query != NULL;
    for (struct json *type = types == NULL ? NULL : types->first; type != NULL; type = type->next) {
        good = good && json_text(type) != NULL && add_answer(answers, json_text(type));
    }
    struct json *properties = json_object();
    json_put(properties, "Properties", answers);
    char *text = good ? json_write(properties)
                      : error_document(HCS_E_INVALID_JSON, "The query is none.");
    *result = give_document(text);
    free(text);
    json_free(properties);
    json_free(query);
    return good ? S_OK : HCS_E_INVALID_JSON;
}

HRESULT WINAPI HcsModifyServiceSettings(PCWSTR settings, PWSTR *result) {
    HRESULT failure;
    if (result != NULL) {
        *result = NULL;
    }
    if (refused(__func__, &failure)) {
        return failure;
    }
    if (settings == NULL) {
        return E_INVALIDARG;
    }
    struct json *request = json_parse(settings);
    const char *type = json_text(json_get(request, "PropertyType"));
    bool known = type != NULL
        && (strcmp(type, "CpuGroup") == 0 || strcmp(type, "ContainerCredentialGuard") == 0);
    json_free(request);
    if (!known && result != NULL) {
        char *text = error_document(HCS_E_INVALID_JSON, "The request names no known property.");
        *result = give_document(text);
        free(text);
    }
    return known ? S_OK : HCS_E_INVALID_JSON;
}

HRESULT WINAPI HcsSubmitWerReport(PCWSTR settings) {
    HRESULT failure;
    if (refused(__func__, &failure)) {
        return failure;
    }
    if (settings == NULL) {
        return E_INVALIDARG;
    }
    struct json *report = json_parse(settings);
    bool good = report != NULL && report->kind == JSON_OBJECT;
    json_free(report);
    return good ? S_OK : HCS_E_INVALID_JSON;
}

static HRESULT last_error(void) {
    DWORD code = GetLastError();
    return HRESULT_FROM_WIN32(code);
}

static HRESULT write_new(PCWSTR path, const char *text) {
    HANDLE file = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE) {
        return last_error();
    }
    DWORD written = 0;
    HRESULT result =
        WriteFile(file, text, (DWORD)strlen(text), &written, NULL) ? S_OK : last_error();
    CloseHandle(file);
    return result;
}

HRESULT save_state(const char *path, const char *state) {
    PWSTR wide = string_give(path);
    HRESULT result = wide == NULL ? E_OUTOFMEMORY : write_new(wide, state);
    LocalFree(wide);
    return result;
}

HRESULT WINAPI HcsCreateEmptyGuestStateFile(PCWSTR guestStateFilePath) {
    HRESULT failure;
    if (refused(__func__, &failure)) {
        return failure;
    }
    return guestStateFilePath == NULL ? E_INVALIDARG : write_new(guestStateFilePath, "stand-in vmgs");
}

HRESULT WINAPI HcsCreateEmptyRuntimeStateFile(PCWSTR runtimeStateFilePath) {
    HRESULT failure;
    if (refused(__func__, &failure)) {
        return failure;
    }
    return runtimeStateFilePath == NULL ? E_INVALIDARG
                                        : write_new(runtimeStateFilePath, "stand-in vmrs");
}

HRESULT WINAPI HcsGetProcessorCompatibilityFromSavedState(
    PCWSTR RuntimeFileName, PCWSTR *ProcessorFeaturesString) {
    HRESULT failure;
    if (ProcessorFeaturesString != NULL) {
        *ProcessorFeaturesString = NULL;
    }
    if (refused(__func__, &failure)) {
        return failure;
    }
    if (RuntimeFileName == NULL) {
        return E_INVALIDARG;
    }
    if (GetFileAttributesW(RuntimeFileName) == INVALID_FILE_ATTRIBUTES) {
        return last_error();
    }
    if (ProcessorFeaturesString != NULL) {
        *ProcessorFeaturesString = give_document("{\"ProcessorFeatures\":[]}");
    }
    return S_OK;
}

/* Who may use a file: one entry for each grant. */
struct grant {
    struct grant *next;
    char *machine;
    char *path;
};

static struct grant *grants;

#define ALL_MACHINES "S-1-5-83-0"

static HRESULT grant(const char *machine, PCWSTR path) {
    if (GetFileAttributesW(path) == INVALID_FILE_ATTRIBUTES) {
        return last_error();
    }
    struct grant *made = malloc(sizeof *made);
    if (made == NULL) {
        abort();
    }
    char *name = text_of(path);
    AcquireSRWLockExclusive(&core_lock);
    *made = (struct grant){grants, text_copy(machine, strlen(machine)), name};
    grants = made;
    ReleaseSRWLockExclusive(&core_lock);
    return S_OK;
}

static HRESULT revoke(const char *machine, PCWSTR path) {
    char *name = text_of(path);
    AcquireSRWLockExclusive(&core_lock);
    struct grant **place = &grants;
    while (*place != NULL
        && (strcmp((*place)->machine, machine) != 0 || strcmp((*place)->path, name) != 0)) {
        place = &(*place)->next;
    }
    struct grant *found = *place;
    if (found != NULL) {
        *place = found->next;
    }
    ReleaseSRWLockExclusive(&core_lock);
    free(name);
    if (found == NULL) {
        return HRESULT_FROM_WIN32(ERROR_NOT_FOUND);
    }
    free(found->machine);
    free(found->path);
    free(found);
    return S_OK;
}

HRESULT WINAPI HcsGrantVmAccess(PCWSTR vmId, PCWSTR filePath) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    if (vmId == NULL || filePath == NULL) {
        return E_INVALIDARG;
    }
    char *machine = text_of(vmId);
    result = grant(machine, filePath);
    free(machine);
    return result;
}

HRESULT WINAPI HcsRevokeVmAccess(PCWSTR vmId, PCWSTR filePath) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    if (vmId == NULL || filePath == NULL) {
        return E_INVALIDARG;
    }
    char *machine = text_of(vmId);
    result = revoke(machine, filePath);
    free(machine);
    return result;
}

HRESULT WINAPI HcsGrantVmGroupAccess(PCWSTR filePath) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    return filePath == NULL ? E_INVALIDARG : grant(ALL_MACHINES, filePath);
}

HRESULT WINAPI HcsRevokeVmGroupAccess(PCWSTR filePath) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    return filePath == NULL ? E_INVALIDARG : revoke(ALL_MACHINES, filePath);
}

long long grants_live(void) {
    long long count = 0;
    AcquireSRWLockExclusive(&core_lock);
    for (struct grant *at = grants; at != NULL; at = at->next) {
        count++;
    }
    ReleaseSRWLockExclusive(&core_lock);
    return count;
}
