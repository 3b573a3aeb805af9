/* Many accesses: from several processors at once, or in a row for who measures them. */
#include "exports.h"

typedef struct {
    const HDV_PCI_DEVICE_INTERFACE *table;
    void *context;
    bool write;
    int32_t bar;
    uint64_t offset, length;
    int64_t count, failures;
    uint32_t processor;
} storm;

static void blow(void *argument) {
    storm *s = argument;
    uint8_t value[8] = {1};
    for (int64_t i = 0; i < s->count; i++) {
        HRESULT result = s->write
                ? s->table->WriteInterceptedMemory(
                        s->context, s->bar, s->offset, s->length, value)
                : s->table->ReadInterceptedMemory(
                        s->context, s->bar, s->offset, s->length, value);
        s->failures += FAILED(result);
    }
}

static DWORD WINAPI blow_from_thread(LPVOID argument) {
    storm *s = argument;
    hdv_on_processor(s->processor, blow, s);
    return 0;
}

static bool aim(storm *s, const GUID *instance_id) {
    bool found = false;
    AcquireSRWLockExclusive(&hdv_lock);
    for (hdv_device *device = hdv_devices; device != NULL && !found; device = device->next) {
        found = memcmp(&device->instance_id, instance_id, sizeof(GUID)) == 0;
        if (found) {
            s->table = device->table;
            s->context = device->context;
        }
    }
    ReleaseSRWLockExclusive(&hdv_lock);
    return found;
}

/* So many accesses on each of some processors at once, writes of 1; answers how many failed. */
EXPORT int64_t StandInHdvStorm(
        const GUID *instance_id, int32_t write, int32_t bar, uint64_t offset, uint64_t length,
        int64_t count, uint32_t processors) {
    storm storms[4];
    HANDLE threads[4];
    storm one = {
        .write = write != 0, .bar = bar, .offset = offset, .length = length, .count = count
    };
    if (processors > 4 || !aim(&one, instance_id)) {
        return -1;
    }
    for (uint32_t i = 0; i < processors; i++) {
        storms[i] = one;
        storms[i].processor = i;
        threads[i] = CreateThread(NULL, 0, blow_from_thread, &storms[i], 0, NULL);
    }
    int64_t failures = 0;
    for (uint32_t i = 0; i < processors; i++) {
        WaitForSingleObject(threads[i], INFINITE);
        CloseHandle(threads[i]);
        failures += storms[i].failures;
    }
    return failures;
}

/* So many accesses in a row on one processor, into any function with the type of the callback. */
EXPORT void StandInHdvStormBare(void *read, int64_t count) {
    HDV_PCI_DEVICE_INTERFACE table = {0};
    memcpy(&table.ReadInterceptedMemory, &read, sizeof read);
    storm s = {.table = &table, .length = 4, .count = count};
    hdv_on_processor(0, blow, &s);
}
