/* Notifications: one thread at a time tells all callbacks, in the order of what happened. */
#include "network.h"

#include <stdlib.h>
#include <string.h>

struct registration {
    HCN_NOTIFICATION_CALLBACK callback;
    void *context;
    /* The object whose notifications it gets; NULL for all. */
    const struct object *subject;
    int running;
};

struct notification {
    struct notification *next;
    DWORD type;
    HRESULT status;
    const struct object *subject;
    /* An endpoint's network hears of it too. */
    GUID network;
    char *data;
};

static CONDITION_VARIABLE told = CONDITION_VARIABLE_INIT;
static struct notification *queue;
static bool telling;
static DWORD teller;

struct round {
    const struct notification *notification;
    struct registration *registrations[64];
    int count;
};

static void choose(void *handle, void *object, void *context) {
    (void)handle;
    struct registration *registration = object;
    struct round *round = context;
    const struct object *wanted = registration->subject;
    bool meant = wanted == NULL || wanted == round->notification->subject
        || guid_same(&wanted->id, &round->notification->network);
    if (meant && round->count < 64) {
        registration->running++;
        round->registrations[round->count++] = registration;
    }
}

/* With the lock held, but for the callbacks themselves. */
static void tell(const struct notification *notification) {
    struct round round = {.notification = notification};
    handles_each(CALLBACK_HANDLE, choose, &round);
    ReleaseSRWLockExclusive(&network_lock);
    PWSTR data = notification->data == NULL ? NULL : string_give(notification->data);
    for (int i = 0; i < round.count; i++) {
        struct registration *registration = round.registrations[i];
        registration->callback(
            notification->type, registration->context, notification->status, data);
    }
    CoTaskMemFree(data);
    AcquireSRWLockExclusive(&network_lock);
    for (int i = 0; i < round.count; i++) {
        round.registrations[i]->running--;
    }
    WakeAllConditionVariable(&told);
}

static void run(void *unused) {
    (void)unused;
    AcquireSRWLockExclusive(&network_lock);
    teller = GetCurrentThreadId();
    while (queue != NULL) {
        struct notification *first = queue;
        queue = first->next;
        tell(first);
        free(first->data);
        free(first);
    }
    telling = false;
    ReleaseSRWLockExclusive(&network_lock);
}

void notify_with(DWORD type, const struct object *subject, HRESULT status, const char *data) {
    struct notification *notification = calloc(1, sizeof *notification);
    if (notification == NULL) {
        abort();
    }
    notification->type = type;
    notification->status = status;
    notification->subject = subject;
    if (subject != NULL) {
        notification->network = subject->network;
    }
    notification->data = data == NULL ? NULL : text_copy(data, strlen(data));
    struct notification **place = &queue;
    while (*place != NULL) {
        place = &(*place)->next;
    }
    *place = notification;
    if (!telling) {
        telling = true;
        run_elsewhere(run, NULL);
    }
}

void notify(DWORD type, const struct object *subject, HRESULT status) {
    struct json *data = json_object();
    char id[GUID_TEXT];
    guid_write(&subject->id, id);
    json_put(data, "ID", json_string(id));
    char *text = json_write(data);
    notify_with(type, subject, status, text);
    free(text);
    json_free(data);
}

void WINAPI BaristaStandInNotify(DWORD type, HRESULT status, PCWSTR data) {
    char *text = data == NULL ? NULL : text_of(data);
    AcquireSRWLockExclusive(&network_lock);
    notify_with(type, NULL, status, text);
    ReleaseSRWLockExclusive(&network_lock);
    free(text);
}

static HRESULT enroll(
    const struct object *subject,
    HCN_NOTIFICATION_CALLBACK callback,
    void *context,
    HCN_CALLBACK *handle) {
    if (callback == NULL || handle == NULL) {
        return E_INVALIDARG;
    }
    struct registration *registration = calloc(1, sizeof *registration);
    if (registration == NULL) {
        abort();
    }
    registration->callback = callback;
    registration->context = context;
    registration->subject = subject;
    *handle = handle_new(CALLBACK_HANDLE, registration);
    return S_OK;
}

/* Returns when no callback of the handle runs any more, unless it is called in one. */
static HRESULT withdraw(HCN_CALLBACK handle) {
    AcquireSRWLockExclusive(&network_lock);
    struct registration *registration = handle_close(handle, CALLBACK_HANDLE);
    while (registration != NULL && registration->running > 0 && teller != GetCurrentThreadId()) {
        SleepConditionVariableSRW(&told, &network_lock, INFINITE, 0);
    }
    ReleaseSRWLockExclusive(&network_lock);
    return registration == NULL ? HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE) : S_OK;
}

HRESULT WINAPI HcnRegisterServiceCallback(
    HCN_NOTIFICATION_CALLBACK Callback, void *Context, HCN_CALLBACK *CallbackHandle) {
    HRESULT result;
    return refused(__func__, &result, NULL) ? result
                                            : enroll(NULL, Callback, Context, CallbackHandle);
}

HRESULT WINAPI HcnUnregisterServiceCallback(HCN_CALLBACK CallbackHandle) {
    HRESULT result;
    return refused(__func__, &result, NULL) ? result : withdraw(CallbackHandle);
}

static HRESULT enroll_object(
    const char *function,
    int kind,
    void *handle,
    HCN_NOTIFICATION_CALLBACK callback,
    void *context,
    HCN_CALLBACK *callback_handle) {
    HRESULT result;
    if (refused(function, &result, NULL)) {
        return result;
    }
    struct object *object = handle_get(handle, kind);
    return object == NULL ? HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE)
                          : enroll(object, callback, context, callback_handle);
}

HRESULT WINAPI HcnRegisterGuestNetworkServiceCallback(
    HCN_GUESTNETWORKSERVICE GuestNetworkService,
    HCN_NOTIFICATION_CALLBACK Callback,
    void *Context,
    HCN_CALLBACK *CallbackHandle) {
    return enroll_object(
        __func__, GUEST_SERVICE, GuestNetworkService, Callback, Context, CallbackHandle);
}

HRESULT WINAPI HcnUnregisterGuestNetworkServiceCallback(HCN_CALLBACK CallbackHandle) {
    HRESULT result;
    return refused(__func__, &result, NULL) ? result : withdraw(CallbackHandle);
}

HRESULT WINAPI HcnRegisterNetworkCallback(
    HCN_NETWORK Network,
    HCN_NOTIFICATION_CALLBACK Callback,
    void *Context,
    HCN_CALLBACK *CallbackHandle) {
    return enroll_object(__func__, NETWORK, Network, Callback, Context, CallbackHandle);
}

HRESULT WINAPI HcnUnregisterNetworkCallback(HCN_CALLBACK CallbackHandle) {
    HRESULT result;
    return refused(__func__, &result, NULL) ? result : withdraw(CallbackHandle);
}
