/* Objects with a GUID and a document: what networks, endpoints and the others have in common. */
#include "network.h"

#include <stdlib.h>
#include <string.h>

SRWLOCK network_lock = SRWLOCK_INIT;

static struct object *objects;

#define NOT_FOUND HRESULT_FROM_WIN32(ERROR_NOT_FOUND)

LPVOID string_allocate(SIZE_T bytes) {
    return CoTaskMemAlloc(bytes);
}

PWSTR give_document(const char *document) {
    return string_give(spoiled() ? "{\"ID\": no JSON at all" : document);
}

HRESULT fail(HRESULT result, const char *message, PWSTR *error_record) {
    if (error_record != NULL) {
        struct json *record = json_object();
        json_put(record, "Success", json_boolean(false));
        json_put(record, "Error", json_string(message));
        json_put(record, "ErrorCode", json_integer((DWORD)result));
        char *text = json_write(record);
        *error_record = give_document(text);
        free(text);
        json_free(record);
    }
    return result;
}

static HRESULT not_found(int kind, PWSTR *error_record) {
    HRESULT result = kind == NETWORK ? HCN_E_NETWORK_NOT_FOUND
        : kind == ENDPOINT           ? HCN_E_ENDPOINT_NOT_FOUND
                                     : NOT_FOUND;
    return fail(result, "The object was not found.", error_record);
}

static HRESULT bad_handle(PWSTR *error_record) {
    return fail(HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE), "The handle is not open.", error_record);
}

static struct object *find(int kind, const GUID *id) {
    struct object *object = objects;
    while (object != NULL && (object->kind != kind || !guid_same(&object->id, id))) {
        object = object->next;
    }
    return object;
}

static HRESULT reason_against(int kind, const struct json *settings, const struct object *network) {
    if (settings == NULL || settings->kind != JSON_OBJECT) {
        return HCN_E_INVALID_JSON;
    }
    if (kind == NETWORK && json_text(json_get(settings, "Type")) == NULL) {
        return HCN_E_INVALID_NETWORK;
    }
    return kind == ENDPOINT && network == NULL ? HCN_E_INVALID_ENDPOINT : S_OK;
}

static void tell_created(const struct object *object) {
    switch (object->kind) {
    case NETWORK:
        notify(HcnNotificationNetworkPreCreate, object, S_OK);
        notify(HcnNotificationNetworkCreate, object, S_OK);
        break;
    case NAMESPACE:
        notify(HcnNotificationNamespaceCreate, object, S_OK);
        break;
    case GUEST_SERVICE:
        notify(HcnNotificationGuestNetworkServiceCreate, object, S_OK);
        break;
    case ENDPOINT:
        notify(HcnNotificationNetworkEndpointAttached, object, S_OK);
        break;
    default:
        break;
    }
}

static void tell_deleted(const struct object *object) {
    switch (object->kind) {
    case NETWORK:
        notify(HcnNotificationNetworkPreDelete, object, S_OK);
        notify(HcnNotificationNetworkDelete, object, S_OK);
        break;
    case NAMESPACE:
        notify(HcnNotificationNamespaceDelete, object, S_OK);
        break;
    case GUEST_SERVICE:
        notify(HcnNotificationGuestNetworkServiceDelete, object, S_OK);
        break;
    case ENDPOINT:
        notify(HcnNotificationNetworkEndpointDetached, object, S_OK);
        break;
    default:
        break;
    }
}

HRESULT object_create(
    const char *function,
    int kind,
    REFGUID id,
    const struct object *network,
    PCWSTR settings,
    void **handle,
    PWSTR *error_record) {
    HRESULT result;
    if (refused(function, &result, error_record)) {
        return result;
    }
    if (id == NULL || settings == NULL || handle == NULL) {
        return fail(E_INVALIDARG, "An argument is missing.", error_record);
    }
    *handle = NULL;
    struct json *document = json_parse(settings);
    result = reason_against(kind, document, network);
    if (FAILED(result)) {
        json_free(document);
        return fail(result, "The settings are not good.", error_record);
    }
    static const GUID none;
    struct object *object = calloc(1, sizeof *object);
    if (object == NULL) {
        abort();
    }
    object->kind = kind;
    /* The service makes up an id where the caller gives none. */
    object->id = guid_same(id, &none) ? guid_new() : *id;
    object->settings = document;
    char text[GUID_TEXT];
    guid_write(&object->id, text);
    json_put(document, "ID", json_string(text));
    if (network != NULL) {
        object->network = network->id;
        guid_write(&network->id, text);
        json_put(document, "HostComputeNetwork", json_string(text));
    }
    AcquireSRWLockExclusive(&network_lock);
    bool taken = find(kind, &object->id) != NULL;
    if (!taken) {
        object->next = objects;
        objects = object;
        tell_created(object);
    }
    ReleaseSRWLockExclusive(&network_lock);
    if (taken) {
        json_free(document);
        free(object);
        return fail(
            kind == NETWORK ? HCN_E_NETWORK_ALREADY_EXISTS
                            : HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS),
            "An object of this id exists.",
            error_record);
    }
    *handle = handle_new(kind, object);
    return S_OK;
}

HRESULT object_open(
    const char *function, int kind, REFGUID id, void **handle, PWSTR *error_record) {
    HRESULT result;
    if (refused(function, &result, error_record)) {
        return result;
    }
    if (id == NULL || handle == NULL) {
        return fail(E_INVALIDARG, "An argument is missing.", error_record);
    }
    AcquireSRWLockExclusive(&network_lock);
    struct object *object = find(kind, id);
    ReleaseSRWLockExclusive(&network_lock);
    *handle = object == NULL ? NULL : handle_new(kind, object);
    return object == NULL ? not_found(kind, error_record) : S_OK;
}

/* ModifyXxxSettingRequest: a resource type, a request type, settings. */
static HRESULT apply(struct object *object, const struct json *request) {
    const char *resource = json_text(json_get(request, "ResourceType"));
    const char *type = json_text(json_get(request, "RequestType"));
    if (resource == NULL) {
        return HCN_E_INVALID_JSON;
    }
    if (type != NULL && strcmp(type, "Remove") == 0) {
        return json_remove_at(object->settings, resource) ? S_OK : NOT_FOUND;
    }
    const struct json *settings = json_get(request, "Settings");
    json_put(
        object->settings, resource, settings == NULL ? json_object() : json_copy(settings));
    return S_OK;
}

HRESULT object_modify(
    const char *function, int kind, void *handle, PCWSTR settings, PWSTR *error_record) {
    HRESULT result;
    if (refused(function, &result, error_record)) {
        return result;
    }
    struct object *object = handle_get(handle, kind);
    if (object == NULL) {
        return bad_handle(error_record);
    }
    struct json *request = settings == NULL ? NULL : json_parse(settings);
    AcquireSRWLockExclusive(&network_lock);
    bool deleted = object->deleted;
    result = request == NULL || request->kind != JSON_OBJECT ? HCN_E_INVALID_JSON : S_OK;
    if (SUCCEEDED(result) && !deleted) {
        result = apply(object, request);
    }
    if (SUCCEEDED(result) && !deleted && kind == GUEST_SERVICE) {
        notify(HcnNotificationGuestNetworkServiceStateChanged, object, S_OK);
    }
    ReleaseSRWLockExclusive(&network_lock);
    json_free(request);
    if (deleted) {
        return not_found(kind, error_record);
    }
    return FAILED(result) ? fail(result, "The request is not good.", error_record) : S_OK;
}

HRESULT check_query(PCWSTR query, PWSTR *error_record) {
    if (query == NULL || *query == 0) {
        return S_OK;
    }
    struct json *document = json_parse(query);
    bool good = document != NULL && document->kind == JSON_OBJECT;
    json_free(document);
    return good ? S_OK : fail(HCN_E_INVALID_JSON, "The query is none.", error_record);
}

HRESULT object_query(
    const char *function,
    int kind,
    void *handle,
    PCWSTR query,
    PWSTR *properties,
    PWSTR *error_record) {
    HRESULT result;
    if (refused(function, &result, error_record)) {
        return result;
    }
    if (properties == NULL) {
        return fail(E_POINTER, "There is no place for the properties.", error_record);
    }
    *properties = NULL;
    struct object *object = handle_get(handle, kind);
    if (object == NULL) {
        return bad_handle(error_record);
    }
    result = check_query(query, error_record);
    if (FAILED(result)) {
        return result;
    }
    AcquireSRWLockExclusive(&network_lock);
    char *text = object->deleted ? NULL : json_write(object->settings);
    ReleaseSRWLockExclusive(&network_lock);
    if (text == NULL) {
        return not_found(kind, error_record);
    }
    *properties = give_document(text);
    free(text);
    return S_OK;
}

static bool is_used(const struct object *object) {
    if (object->kind != NETWORK) {
        return false;
    }
    for (struct object *other = objects; other != NULL; other = other->next) {
        if (other->kind == ENDPOINT && guid_same(&other->network, &object->id)) {
            return true;
        }
    }
    return false;
}

/* A deleted object's memory is kept: handles to it may be open. */
HRESULT object_delete(const char *function, int kind, REFGUID id, PWSTR *error_record) {
    HRESULT result;
    if (refused(function, &result, error_record)) {
        return result;
    }
    if (id == NULL) {
        return fail(E_INVALIDARG, "An argument is missing.", error_record);
    }
    AcquireSRWLockExclusive(&network_lock);
    struct object *object = find(kind, id);
    bool used = object != NULL && is_used(object);
    if (object != NULL && !used) {
        struct object **place = &objects;
        while (*place != object) {
            place = &(*place)->next;
        }
        *place = object->next;
        object->deleted = true;
        tell_deleted(object);
    }
    ReleaseSRWLockExclusive(&network_lock);
    if (object == NULL) {
        return not_found(kind, error_record);
    }
    return used ? fail(HCN_E_ENTITY_HAS_REFERENCES, "The network has endpoints.", error_record)
                : S_OK;
}

HRESULT object_close(const char *function, int kind, void *handle) {
    HRESULT result;
    if (refused(function, &result, NULL)) {
        return result;
    }
    return handle_close(handle, kind) == NULL ? HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE) : S_OK;
}

HRESULT object_enumerate(
    const char *function, int kind, PCWSTR query, PWSTR *list, PWSTR *error_record) {
    HRESULT result;
    if (refused(function, &result, error_record)) {
        return result;
    }
    if (list == NULL) {
        return fail(E_POINTER, "There is no place for the list.", error_record);
    }
    *list = NULL;
    result = check_query(query, error_record);
    if (FAILED(result)) {
        return result;
    }
    struct json *ids = json_array();
    AcquireSRWLockExclusive(&network_lock);
    for (struct object *object = objects; object != NULL; object = object->next) {
        if (object->kind == kind) {
            char text[GUID_TEXT];
            guid_write(&object->id, text);
            json_add(ids, json_string(text));
        }
    }
    ReleaseSRWLockExclusive(&network_lock);
    char *text = json_write(ids);
    *list = give_document(text);
    free(text);
    json_free(ids);
    return S_OK;
}

void objects_reset(void) {
    AcquireSRWLockExclusive(&network_lock);
    while (objects != NULL) {
        objects->deleted = true;
        objects = objects->next;
    }
    ReleaseSRWLockExclusive(&network_lock);
}
