/*
 * The machine that the devices are in, as a test drives it: its document, its power, and what its
 * guest does. Callbacks come on virtual processors.
 */
#include "exports.h"

#define MAX_SLOTS 16
#define CONFIG (-1)

static slot slots[MAX_SLOTS];
static uint32_t slot_count;

/* Sets one of hdv_switch. */
EXPORT void StandInHdvSwitch(int32_t which, int64_t value) {
    AcquireSRWLockExclusive(&hdv_lock);
    if (which >= 0 && which < SWITCHES) {
        hdv_switches[which] = value;
    }
    ReleaseSRWLockExclusive(&hdv_lock);
}

static WCHAR *copied(const WCHAR *text) {
    size_t length = 0;
    while (text[length] != 0) {
        length++;
    }
    WCHAR *copy = malloc((length + 1) * sizeof *copy);
    memcpy(copy, text, (length + 1) * sizeof *copy);
    return copy;
}

void hdv_clear_slots(void) {
    for (uint32_t i = 0; i < slot_count; i++) {
        for (uint32_t j = 0; j < slots[i].count; j++) {
            free(slots[i].values[j]);
        }
    }
    slot_count = 0;
}

/* Forgets everything: hosts that nobody has torn down, devices, document, switches, RAM's content. */
EXPORT void StandInHdvReset(void) {
    AcquireSRWLockExclusive(&hdv_lock);
    while (hdv_devices != NULL) {
        hdv_device *device = hdv_devices;
        hdv_devices = device->next;
        hdv_release(device);
        free(device->messages);
        free(device);
    }
    while (hdv_hosts != NULL) {
        hdv_host *host = hdv_hosts;
        hdv_hosts = host->next;
        hdv_detach(host);
        free(host);
    }
    hdv_clear_slots();
    memset(hdv_switches, 0, sizeof hdv_switches);
    ReleaseSRWLockExclusive(&hdv_lock);
}

/* Adds a FlexibleIov entry to the document. */
EXPORT int32_t StandInHdvSlot(
        const GUID *class_id, const GUID *instance_id, int32_t hosting_model, uint32_t count,
        const WCHAR *const *values) {
    if (slot_count == MAX_SLOTS || count > MAX_VALUES) {
        return 0;
    }
    slot *new = &slots[slot_count++];
    new->class_id = *class_id;
    new->instance_id = *instance_id;
    new->hosting_model = hosting_model;
    new->count = count;
    for (uint32_t i = 0; i < count; i++) {
        new->values[i] = copied(values[i]);
    }
    return 1;
}

/* The newest device with an instance id, even one whose host is gone. */
static hdv_device *find(const GUID *instance_id) {
    hdv_device *found = NULL;
    AcquireSRWLockExclusive(&hdv_lock);
    for (hdv_device *device = hdv_devices; device != NULL && found == NULL; device = device->next) {
        found = memcmp(&device->instance_id, instance_id, sizeof(GUID)) == 0 ? device : NULL;
    }
    ReleaseSRWLockExclusive(&hdv_lock);
    return found;
}

static hdv_device *emulator_of(const slot *wanted) {
    hdv_device *device = find(&wanted->instance_id);
    bool fits = device != NULL && !device->host->gone
            && memcmp(&device->class_id, &wanted->class_id, sizeof(GUID)) == 0
            && device->host->proxied == (wanted->hosting_model == 2);
    return fits ? device : NULL;
}

static HRESULT power_on(const slot *wanted, hdv_device *device) {
    const HDV_PCI_DEVICE_INTERFACE *table = device->table;
    device->calls[0]++;
    HRESULT result = table->Initialize(device->context);
    if (SUCCEEDED(result)) {
        device->state = CONFIGURED;
        device->calls[2]++;
        result = table->SetConfiguration(
                device->context, wanted->count, (const WCHAR *const *)wanted->values);
    }
    if (SUCCEEDED(result)) {
        device->calls[3]++;
        memset(&device->id, 0, sizeof device->id);
        memset(device->bars, 0, sizeof device->bars);
        result = table->GetDetails(
                device->context, &device->id, HDV_PCI_BAR_COUNT, device->bars);
    }
    if (SUCCEEDED(result)) {
        device->state = RUNNING;
        device->calls[4]++;
        result = table->Start(device->context);
    }
    if (FAILED(result)) {
        device->state = STOPPED;
    }
    return result;
}

static HRESULT start_slot(const slot *wanted) {
    hdv_device *device = emulator_of(wanted);
    if (device == NULL) {
        return E_UNEXPECTED; /* the slot resolves to no registered emulator */
    }
    if (hdv_switches[CUSTOM_CLASSES]
            && memcmp(&wanted->class_id, &slots[0].class_id, sizeof(GUID)) != 0) {
        return (HRESULT)0xC0350005;
    }
    return power_on(wanted, device);
}

static void start_machine(void *argument) {
    HRESULT *result = argument;
    *result = S_OK;
    for (uint32_t i = 0; i < slot_count && SUCCEEDED(*result); i++) {
        *result = start_slot(&slots[i]);
    }
}

static void start_last(void *argument) {
    HRESULT *result = argument;
    *result = start_slot(&slots[slot_count - 1]);
}

HRESULT hdv_start_last_slot(void) {
    HRESULT result;
    hdv_on_processor(0, start_last, &result);
    return result;
}

/* Starts the machine: every slot's device gets Initialize, SetConfiguration, GetDetails, Start. */
EXPORT HRESULT StandInHdvStart(void) {
    HRESULT result;
    hdv_on_processor(0, start_machine, &result);
    return result;
}

static void stop_devices(void *argument) {
    (void)argument;
    for (hdv_device *device = hdv_devices; device != NULL; device = device->next) {
        if (device->state == RUNNING && !device->host->gone) {
            device->state = STOPPED;
            device->calls[5]++;
            device->table->Stop(device->context);
        }
    }
}

/* Holds the processors: every device gets Stop. */
EXPORT void StandInHdvStop(void) {
    hdv_on_processor(1, stop_devices, NULL);
}

static void continue_devices(void *argument) {
    (void)argument;
    for (hdv_device *device = hdv_devices; device != NULL; device = device->next) {
        if (device->state == STOPPED && !device->host->gone) {
            device->state = RUNNING;
            device->calls[4]++;
            device->table->Start(device->context);
        }
    }
}

/* Lets the processors go on: every device gets Start again. */
EXPORT void StandInHdvContinue(void) {
    hdv_on_processor(2, continue_devices, NULL);
}

void hdv_tear_down(hdv_device *device) {
    if (device->state != TORN_DOWN) {
        device->state = TORN_DOWN;
        device->calls[1]++;
        device->table->Teardown(device->context);
    }
    AcquireSRWLockExclusive(&hdv_lock);
    hdv_release(device);
    ReleaseSRWLockExclusive(&hdv_lock);
}

static void clean_up(void *argument) {
    (void)argument;
    for (hdv_device *device = hdv_devices; device != NULL; device = device->next) {
        if (!device->host->gone && device->state != TORN_DOWN) {
            device->state = TORN_DOWN;
            device->calls[1]++;
            device->table->Teardown(device->context);
        }
    }
}

/* Ends the machine: every device gets Teardown; the host and its mappings are still there. */
EXPORT void StandInHdvEnd(void) {
    hdv_on_processor(3, clean_up, NULL);
}

/* What GetDetails answered. */
EXPORT int32_t StandInHdvDetails(const GUID *instance_id, HDV_PCI_PNP_ID *id, uint32_t *bars) {
    hdv_device *device = find(instance_id);
    if (device == NULL) {
        return 0;
    }
    *id = device->id;
    memcpy(bars, device->bars, sizeof device->bars);
    return 1;
}

/* How often a callback was made, by its place in the interface from 0 on; accesses are not counted. */
EXPORT int64_t StandInHdvCalls(const GUID *instance_id, int32_t callback) {
    hdv_device *device = find(instance_id);
    return device == NULL || callback < 0 || callback > 5 ? -1 : (int64_t)device->calls[callback];
}

/* Takes the recorded interrupts away; answers how many there were. */
EXPORT int32_t StandInHdvInterrupts(
        const GUID *instance_id, uint64_t *addresses, uint32_t *data, int32_t room) {
    hdv_device *device = find(instance_id);
    if (device == NULL) {
        return -1;
    }
    AcquireSRWLockExclusive(&hdv_lock);
    int32_t count = (int32_t)device->message_count;
    for (int32_t i = 0; i < count && i < room; i++) {
        addresses[i] = device->messages[i].address;
        data[i] = device->messages[i].data;
    }
    device->message_count = 0;
    ReleaseSRWLockExclusive(&hdv_lock);
    return count;
}

typedef struct {
    hdv_device *device;
    bool write;
    int32_t bar;
    uint64_t offset, length;
    uint8_t *value;
    HRESULT result;
} guest_access;

/* The memory that a section gives a BAR at an offset, or NULL. */
static uint8_t *section_at(const guest_access *a, bool write) {
    uint8_t *found = NULL;
    AcquireSRWLockExclusive(&hdv_lock);
    for (section_range *each = a->device->sections; each != NULL; each = each->next) {
        uint64_t start = each->first_page * PAGE_BYTES;
        if (each->bar == a->bar && a->offset >= start
                && a->offset + a->length <= start + each->pages * PAGE_BYTES
                && (!write || (each->flags & 1) != 0)) {
            found = (uint8_t *)each->view.address + (a->offset - start);
        }
    }
    ReleaseSRWLockExclusive(&hdv_lock);
    return found;
}

/* Whether a doorbell takes a write. */
static bool rang(const guest_access *a) {
    static const uint64_t SIZES[] = {0, 1, 2, 4, 8};
    uint64_t value = 0;
    memcpy(&value, a->value, a->length <= 8 ? a->length : 8);
    HANDLE event = NULL;
    AcquireSRWLockExclusive(&hdv_lock);
    for (doorbell *each = a->device->doorbells; each != NULL && event == NULL; each = each->next) {
        uint64_t size = (each->flags & 7) < 5 ? SIZES[each->flags & 7] : 0;
        bool matches = each->page
                ? each->offset == a->offset / PAGE_BYTES
                : each->offset == a->offset && (size == 0 || size == a->length)
                        && ((each->flags & 0x80000000u) != 0 || each->value == value);
        event = matches && each->bar == a->bar ? each->event : NULL;
    }
    ReleaseSRWLockExclusive(&hdv_lock);
    return event != NULL && SetEvent(event);
}

static void perform(void *argument) {
    guest_access *a = argument;
    const HDV_PCI_DEVICE_INTERFACE *table = a->device->table;
    void *context = a->device->context;
    if (a->bar == CONFIG) {
        uint32_t dword;
        memcpy(&dword, a->value, sizeof dword);
        a->result = a->write
                ? table->WriteConfigSpace(context, (uint32_t)a->offset, dword)
                : table->ReadConfigSpace(context, (uint32_t)a->offset, (uint32_t *)a->value);
        return;
    }
    uint8_t *memory = section_at(a, a->write);
    if (memory != NULL) {
        memcpy(a->write ? memory : a->value, a->write ? a->value : memory, a->length);
        a->result = S_OK;
    } else if (a->write) {
        a->result = rang(a) ? S_OK
                            : table->WriteInterceptedMemory(
                                    context, a->bar, a->offset, a->length, a->value);
    } else {
        a->result =
                table->ReadInterceptedMemory(context, a->bar, a->offset, a->length, a->value);
    }
}

/*
 * The guest reads or writes on a processor: a BAR, or with -1 an aligned dword of configuration
 * space. Whatever is given reaches the callback, after Teardown too.
 */
EXPORT HRESULT StandInHdvAccess(
        uint32_t processor, const GUID *instance_id, int32_t write, int32_t bar, uint64_t offset,
        uint64_t length, void *value) {
    guest_access a = {
        .device = find(instance_id),
        .write = write != 0,
        .bar = bar,
        .offset = offset,
        .length = length,
        .value = value
    };
    if (a.device == NULL) {
        return HRESULT_FROM_WIN32(ERROR_NOT_FOUND);
    }
    hdv_on_processor(processor, perform, &a);
    return a.result;
}

typedef struct {
    hdv_device *device;
    int32_t callback;
    uint32_t count;
    void *pointer;
    HRESULT result;
} call;

static void make_call(void *argument) {
    call *c = argument;
    const HDV_PCI_DEVICE_INTERFACE *table = c->device->table;
    void *context = c->device->context;
    uint32_t dword = 0;
    uint64_t qword = 0;
    HDV_PCI_PNP_ID id;
    c->result = S_OK;
    switch (c->callback) {
    case 0: c->result = table->Initialize(context); break;
    case 1: table->Teardown(context); break;
    case 2: c->result = table->SetConfiguration(context, c->count, c->pointer); break;
    case 3: c->result = table->GetDetails(context, &id, c->count, c->pointer); break;
    case 4: c->result = table->Start(context); break;
    case 5: table->Stop(context); break;
    case 6: c->result = table->ReadConfigSpace(context, 0, &dword); break;
    case 7: c->result = table->WriteConfigSpace(context, 0, 0); break;
    case 8: c->result = table->ReadInterceptedMemory(context, 0, 0, 4, (uint8_t *)&qword); break;
    default: c->result = table->WriteInterceptedMemory(context, 0, 0, 4, (uint8_t *)&qword);
    }
}

/* Makes one callback, by its place in the interface from 0 on, whatever the device's state. */
EXPORT HRESULT StandInHdvCall(
        uint32_t processor, const GUID *instance_id, int32_t callback, uint32_t count,
        void *pointer) {
    call c = {find(instance_id), callback, count, pointer, S_OK};
    if (c.device == NULL) {
        return HRESULT_FROM_WIN32(ERROR_NOT_FOUND);
    }
    hdv_on_processor(processor, make_call, &c);
    return c.result;
}

/* Makes one callback for a context that nobody has given. */
EXPORT HRESULT StandInHdvCallForeign(const GUID *instance_id, int32_t callback, void *context) {
    hdv_device *device = find(instance_id);
    if (device == NULL) {
        return HRESULT_FROM_WIN32(ERROR_NOT_FOUND);
    }
    hdv_device foreign = *device;
    foreign.context = context;
    call c = {&foreign, callback, 0, NULL, S_OK};
    hdv_on_processor(0, make_call, &c);
    return c.result;
}
