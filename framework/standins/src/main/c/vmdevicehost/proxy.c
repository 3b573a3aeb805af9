/*
 * Hosts whose registration goes through a broker's COM object (HostingModel ExternalRestricted), by
 * documentation and field report.
 */
#include "exports.h"

typedef struct unknown unknown;

typedef struct {
    HRESULT(WINAPI *QueryInterface)(unknown *self, const GUID *interface_id, void **out);
    uint32_t(WINAPI *AddRef)(unknown *self);
    uint32_t(WINAPI *Release)(unknown *self);
    /* IVmDeviceHostSupport */
    HRESULT(WINAPI *RegisterDeviceHost)(
            unknown *self, unknown *device_host, uint32_t process, uint64_t *ipc_section);
} support_table;

struct unknown {
    const support_table *table;
};

static const GUID IUNKNOWN = {0, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}};
static const GUID DEVICE_HOST =
        {0x78523d62, 0xd919, 0x47ca, {0x9c, 0xd7, 0x08, 0x13, 0x91, 0x72, 0xd6, 0x85}};
static const GUID DEVICE_HOST_SUPPORT =
        {0xe31aa49b, 0x0914, 0x465e, {0xb1, 0x45, 0x1b, 0x9b, 0xa1, 0x3e, 0xfb, 0x10}};

/* IVmDeviceHost, of which a broker gets a reference. There is one, as there is one host. */
typedef struct {
    HRESULT(WINAPI *QueryInterface)(void *self, const GUID *interface_id, void **out);
    uint32_t(WINAPI *AddRef)(void *self);
    uint32_t(WINAPI *Release)(void *self);
    HRESULT(WINAPI *GetDeviceInstance)(
            void *self, const GUID *class_id, const GUID *instance_id, void **out);
} device_host_table;

static struct {
    const device_host_table *table;
    uint32_t references;
    void *compute_system; /* what the broker has bound it to */
} device_host;

static bool same(const GUID *a, const GUID *b) {
    return memcmp(a, b, sizeof(GUID)) == 0;
}

static uint32_t WINAPI add_reference(void *self) {
    (void)self;
    AcquireSRWLockExclusive(&hdv_lock);
    uint32_t references = ++device_host.references;
    ReleaseSRWLockExclusive(&hdv_lock);
    return references;
}

static uint32_t WINAPI release(void *self) {
    (void)self;
    AcquireSRWLockExclusive(&hdv_lock);
    uint32_t references = --device_host.references;
    ReleaseSRWLockExclusive(&hdv_lock);
    return references;
}

static HRESULT WINAPI query(void *self, const GUID *interface_id, void **out) {
    if (!same(interface_id, &IUNKNOWN) && !same(interface_id, &DEVICE_HOST)) {
        *out = NULL;
        return E_NOINTERFACE;
    }
    *out = self;
    add_reference(self);
    return S_OK;
}

static HRESULT WINAPI no_instance(void *self, const GUID *class_id, const GUID *id, void **out) {
    (void)self, (void)class_id, (void)id;
    *out = NULL;
    return E_NOTIMPL;
}

static const device_host_table DEVICE_HOST_TABLE = {query, add_reference, release, no_instance};

/* How many references to the device host nobody has released. */
EXPORT uint32_t StandInHdvDeviceHostReferences(void) {
    return device_host.references;
}

EXPORT HRESULT WINAPI HdvProxyDeviceHost(
        void *compute_system, void *device_host_unknown, uint32_t process, uint64_t *ipc_section) {
    if (ipc_section == NULL || device_host_unknown == NULL) {
        return E_POINTER;
    }
    if (compute_system == NULL || process == 0) {
        return E_INVALIDARG;
    }
    unknown *object = device_host_unknown;
    void *own = NULL;
    HRESULT result = object->table->QueryInterface(object, &DEVICE_HOST, &own);
    if (SUCCEEDED(result)) {
        device_host.compute_system = compute_system;
        *ipc_section = 0x5EC7;
        object->table->Release(object);
    }
    return result;
}

EXPORT HRESULT WINAPI HdvInitializeDeviceHostForProxyEx(
        const GUID *id, void *support, int32_t flags, void **out) {
    if (out == NULL || id == NULL || support == NULL) {
        return E_POINTER; /* a real host crashes at no id, by field report */
    }
    *out = NULL;
    if ((flags & 1) != 0 && hdv_switches[COM_SECURITY_IS_SET]) {
        return RPC_E_TOO_LATE;
    }
    unknown *object = support;
    unknown *broker = NULL;
    HRESULT result =
            object->table->QueryInterface(object, &DEVICE_HOST_SUPPORT, (void **)&broker);
    if (FAILED(result)) {
        return result;
    }
    device_host.table = &DEVICE_HOST_TABLE;
    device_host.references = 1;
    device_host.compute_system = NULL;
    uint64_t ipc_section = 0;
    result = broker->table->RegisterDeviceHost(
            broker, (unknown *)&device_host, GetCurrentProcessId(), &ipc_section);
    if (SUCCEEDED(result) && (device_host.compute_system == NULL || ipc_section == 0)) {
        result = E_UNEXPECTED;
    }
    if (SUCCEEDED(result)) {
        result = hdv_open_host(device_host.compute_system, true, (hdv_host **)out);
    }
    broker->table->Release(broker);
    release(&device_host);
    return result;
}

EXPORT HRESULT WINAPI HdvInitializeDeviceHostForProxy(const GUID *id, void *support, void **out) {
    return HdvInitializeDeviceHostForProxyEx(id, support, 0, out);
}
