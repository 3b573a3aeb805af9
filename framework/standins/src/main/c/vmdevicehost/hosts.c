/* Device hosts and device instances. */
#include "exports.h"

SRWLOCK hdv_lock = SRWLOCK_INIT;
hdv_host *hdv_hosts;
hdv_device *hdv_devices;
int64_t hdv_switches[SWITCHES];

hdv_host *hdv_host_of(void *handle) {
    for (hdv_host *host = hdv_hosts; host != NULL; host = host->next) {
        if (host == handle && !host->gone) {
            return host;
        }
    }
    return NULL;
}

hdv_device *hdv_device_of(void *handle) {
    for (hdv_device *device = hdv_devices; device != NULL; device = device->next) {
        if (device == handle && !device->host->gone) {
            return device;
        }
    }
    return NULL;
}

/* One host for each process and for each system, by field report. hdv_lock is held. */
static HRESULT may_host(void) {
    if (hdv_switches[FOREIGN_HOST]) {
        return (HRESULT)0xC0370030;
    }
    for (hdv_host *host = hdv_hosts; host != NULL; host = host->next) {
        if (!host->gone) {
            return E_ACCESSDENIED;
        }
    }
    return S_OK;
}

static void forget_host(hdv_host *host) {
    AcquireSRWLockExclusive(&hdv_lock);
    hdv_host **place = &hdv_hosts;
    while (*place != host) {
        place = &(*place)->next;
    }
    *place = host->next;
    ReleaseSRWLockExclusive(&hdv_lock);
    free(host);
}

HRESULT hdv_open_host(void *compute_system, bool proxied, hdv_host **out) {
    hdv_host *host = NULL;
    AcquireSRWLockExclusive(&hdv_lock);
    HRESULT result = may_host();
    if (SUCCEEDED(result)) {
        host = calloc(1, sizeof *host);
        host->compute_system = compute_system;
        host->proxied = proxied;
        host->initializer = GetCurrentThreadId();
        host->next = hdv_hosts;
        hdv_hosts = host;
    }
    ReleaseSRWLockExclusive(&hdv_lock);
    if (FAILED(result)) {
        return result;
    }
    result = hdv_attach(host);
    if (FAILED(result)) {
        forget_host(host);
        return result;
    }
    *out = host;
    return S_OK;
}

EXPORT HRESULT WINAPI HdvInitializeDeviceHostEx(void *compute_system, int32_t flags, void **out) {
    if (out == NULL) {
        return E_POINTER;
    }
    *out = NULL;
    if (compute_system == NULL || compute_system == (void *)-1 || (flags & ~1) != 0) {
        return E_INVALIDARG;
    }
    if ((flags & 1) != 0 && hdv_switches[COM_SECURITY_IS_SET]) {
        return RPC_E_TOO_LATE;
    }
    return hdv_open_host(compute_system, false, (hdv_host **)out);
}

EXPORT HRESULT WINAPI HdvInitializeDeviceHost(void *compute_system, void **out) {
    return HdvInitializeDeviceHostEx(compute_system, 0, out);
}

static void tear_down_devices(void *argument) {
    hdv_host *host = argument;
    for (hdv_device *device = hdv_devices; device != NULL; device = device->next) {
        if (device->host == host) {
            hdv_tear_down(device);
        }
    }
}

EXPORT HRESULT WINAPI HdvTeardownDeviceHost(void *handle) {
    AcquireSRWLockExclusive(&hdv_lock);
    hdv_host *host = hdv_host_of(handle);
    bool same_thread = host != NULL && host->initializer == GetCurrentThreadId();
    ReleaseSRWLockExclusive(&hdv_lock);
    if (host == NULL) {
        return HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    }
    if (!same_thread) {
        return RPC_E_WRONG_THREAD; /* by documentation it must be the same; which code is not known */
    }
    hdv_detach(host);
    hdv_on_processor(0, tear_down_devices, host);
    AcquireSRWLockExclusive(&hdv_lock);
    host->gone = true;
    ReleaseSRWLockExclusive(&hdv_lock);
    return S_OK;
}

static bool is_complete(const HDV_PCI_DEVICE_INTERFACE *table) {
    return table->Initialize && table->Teardown && table->SetConfiguration && table->GetDetails
            && table->Start && table->Stop && table->ReadConfigSpace && table->WriteConfigSpace
            && table->ReadInterceptedMemory && table->WriteInterceptedMemory;
}

EXPORT HRESULT WINAPI HdvCreateDeviceInstance(
        void *handle, int32_t type, const GUID *class_id, const GUID *instance_id,
        const void *table, void *context, void **out) {
    if (out == NULL || class_id == NULL || instance_id == NULL || table == NULL) {
        return E_POINTER;
    }
    *out = NULL;
    const HDV_PCI_DEVICE_INTERFACE *callbacks = table;
    if (type != 1 || callbacks->Version != 1 || !is_complete(callbacks)) {
        return E_INVALIDARG;
    }
    AcquireSRWLockExclusive(&hdv_lock);
    hdv_host *host = hdv_host_of(handle);
    HRESULT result = host == NULL ? HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE) : S_OK;
    for (hdv_device *other = hdv_devices; other != NULL; other = other->next) {
        if (!other->host->gone && memcmp(&other->instance_id, instance_id, sizeof(GUID)) == 0) {
            result = HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS);
        }
    }
    if (SUCCEEDED(result)) {
        hdv_device *device = calloc(1, sizeof *device);
        device->host = host;
        device->class_id = *class_id;
        device->instance_id = *instance_id;
        device->table = callbacks;
        device->context = context;
        device->next = hdv_devices;
        hdv_devices = device;
        *out = device;
    }
    ReleaseSRWLockExclusive(&hdv_lock);
    return result;
}
