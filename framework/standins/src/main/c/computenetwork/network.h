/* What the files of this library know of each other. */
#ifndef NETWORK_H
#define NETWORK_H

#include "computenetwork.h"
#include "control.h"
#include "handles.h"
#include "json.h"
#include "text.h"
#include "workers.h"

enum { NETWORK = 1, NAMESPACE, ENDPOINT, LOAD_BALANCER, GUEST_SERVICE, SDN_ROUTE, CALLBACK_HANDLE, PORTS };

/* Guards objects, reservations and the queue of notifications. */
extern SRWLOCK network_lock;

struct object {
    struct object *next;
    int kind;
    GUID id;
    struct json *settings;
    /* An endpoint's network. */
    GUID network;
    bool deleted;
};

bool refused(const char *function, HRESULT *result, PWSTR *error_record);
bool spoiled(void);
/* Gives the record of an error, if the caller wants one; the error. */
HRESULT fail(HRESULT result, const char *message, PWSTR *error_record);
PWSTR give_document(const char *document);

HRESULT object_create(
    const char *function,
    int kind,
    REFGUID id,
    const struct object *network,
    PCWSTR settings,
    void **handle,
    PWSTR *error_record);
HRESULT object_open(
    const char *function, int kind, REFGUID id, void **handle, PWSTR *error_record);
HRESULT object_modify(
    const char *function, int kind, void *handle, PCWSTR settings, PWSTR *error_record);
HRESULT object_query(
    const char *function,
    int kind,
    void *handle,
    PCWSTR query,
    PWSTR *properties,
    PWSTR *error_record);
HRESULT object_delete(const char *function, int kind, REFGUID id, PWSTR *error_record);
HRESULT object_close(const char *function, int kind, void *handle);
HRESULT object_enumerate(
    const char *function, int kind, PCWSTR query, PWSTR *list, PWSTR *error_record);
/* A query that is neither NULL nor empty must be a document. */
HRESULT check_query(PCWSTR query, PWSTR *error_record);
void objects_reset(void);

/* Tells callbacks of the service, and those of an object if there is one, on another thread. */
void notify(DWORD type, const struct object *subject, HRESULT status);
void notify_with(DWORD type, const struct object *subject, HRESULT status, const char *data);

long long arrays_live(void);
void ports_reset(void);

/* For tests: any notification to the callbacks of the service. */
EXPORT void WINAPI BaristaStandInNotify(DWORD type, HRESULT status, PCWSTR data);

#endif
