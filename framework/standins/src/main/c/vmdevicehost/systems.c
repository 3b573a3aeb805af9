/* What the stand-in for computecore.dll tells of a compute system, on its way to the devices. */
#include "device_host.h"
#include "exports.h"
#include "json.h"
#include "text.h"

static const char *text_at(const struct json *object, const char *key) {
    const char *text = json_text(json_get(object, key));
    return text == NULL ? "" : text;
}

/* Adds an entry of VirtualMachine.Devices.FlexibleIov. */
static HRESULT add_slot(const char *name, const struct json *settings) {
    GUID class_id, instance_id;
    if (!guid_read(name, &instance_id) || !guid_read(text_at(settings, "EmulatorId"), &class_id)) {
        return E_INVALIDARG;
    }
    int32_t model = strcmp(text_at(settings, "HostingModel"), "ExternalRestricted") == 0 ? 2 : 1;
    WCHAR *values[MAX_VALUES];
    uint32_t count = 0;
    const struct json *list = json_get(settings, "Configuration");
    const struct json *value = list == NULL ? NULL : list->first;
    for (; value != NULL && count < MAX_VALUES; value = value->next) {
        const char *text = json_text(value);
        values[count++] = string_give(text == NULL ? "" : text);
    }
    bool added = value == NULL
            && StandInHdvSlot(
                    &class_id, &instance_id, model, count, (const WCHAR *const *)values);
    for (uint32_t i = 0; i < count; i++) {
        LocalFree(values[i]);
    }
    return added ? S_OK : E_INVALIDARG;
}

/* A document without memory leaves RAM as a test has set it up. */
static HRESULT set_up_ram(const struct json *system) {
    const char *size = json_text(json_at(system, "VirtualMachine/ComputeTopology/Memory/SizeInMB"));
    return size == NULL || StandInHdvRam(strtoull(size, NULL, 10) << 20, 0) ? S_OK
                                                                            : E_OUTOFMEMORY;
}

static HRESULT start(void *context, const char *document) {
    (void)context;
    struct json *system = json_parse_utf8(document);
    const struct json *entries = json_at(system, "VirtualMachine/Devices/FlexibleIov");
    HRESULT result = set_up_ram(system);
    hdv_clear_slots();
    for (const struct json *entry = entries == NULL ? NULL : entries->first;
            entry != NULL && SUCCEEDED(result); entry = entry->next) {
        result = add_slot(entry->key, entry);
    }
    json_free(system);
    return SUCCEEDED(result) ? StandInHdvStart() : result;
}

static void stop(void *context) {
    (void)context;
    StandInHdvStop();
}

static void resume(void *context) {
    (void)context;
    StandInHdvContinue();
}

static void teardown(void *context) {
    (void)context;
    StandInHdvEnd();
}

static HRESULT add(void *context, const char *name, const char *settings) {
    (void)context;
    struct json *entry = json_parse_utf8(settings);
    HRESULT result = add_slot(name, entry);
    json_free(entry);
    return SUCCEEDED(result) ? hdv_start_last_slot() : result;
}

/* There is one host in a process, so whose devices are meant is always clear. */
static const struct device_host DEVICES = {start, stop, resume, teardown, add};

static HRESULT set_host(void *compute_system, const struct device_host *devices) {
    HMODULE library = GetModuleHandleA("computecore.dll");
    if (library == NULL) {
        return S_OK;
    }
    set_device_host set = (set_device_host)(void (*)(void))GetProcAddress(
        library, "BaristaStandInSetDeviceHost");
    return set == NULL ? E_UNEXPECTED : set(compute_system, devices, NULL);
}

HRESULT hdv_attach(hdv_host *host) {
    return set_host(host->compute_system, &DEVICES);
}

void hdv_detach(hdv_host *host) {
    set_host(host->compute_system, NULL);
}
