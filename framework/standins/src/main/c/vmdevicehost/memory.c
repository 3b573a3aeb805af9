/* Guest RAM, which has a hole below 4 GiB, and the ways of the host to it. */
#include "exports.h"

#define HIGH_START (1ull << 32)

/* A view begins at a multiple of this on Windows. */
#define GRANULARITY 0x10000ull

static HANDLE ram;
static mapping ram_view;
static uint64_t low_bytes, high_bytes;
static int64_t made, late_destructions;

bool hdv_map(mapping *out, HANDLE section, uint64_t offset, uint64_t bytes, bool writable) {
    uint64_t start = offset & ~(GRANULARITY - 1);
    DWORD access = writable ? FILE_MAP_READ | FILE_MAP_WRITE : FILE_MAP_READ;
    out->view = MapViewOfFile(
        section, access, (DWORD)(start >> 32), (DWORD)start, (SIZE_T)(offset - start + bytes));
    out->address = out->view == NULL ? NULL : (uint8_t *)out->view + (offset - start);
    return out->view != NULL;
}

void hdv_unmap(mapping *mapped) {
    UnmapViewOfFile(mapped->view);
    mapped->view = NULL;
}

/* Lets RAM begin anew, zeroed: so many bytes from 0 on, and so many from 4 GiB on. */
EXPORT int32_t StandInHdvRam(uint64_t low, uint64_t high) {
    AcquireSRWLockExclusive(&hdv_lock);
    if (ram_view.view != NULL) {
        hdv_unmap(&ram_view);
        CloseHandle(ram);
    }
    low_bytes = low;
    high_bytes = high;
    made = 0;
    late_destructions = 0;
    ram = CreateFileMappingW(
        INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, (DWORD)((low + high) >> 32),
        (DWORD)(low + high), NULL);
    bool mapped = ram != NULL && hdv_map(&ram_view, ram, 0, low + high, true);
    ReleaseSRWLockExclusive(&hdv_lock);
    return mapped;
}

int64_t hdv_ram_offset(uint64_t address, uint64_t bytes) {
    if (address < low_bytes && bytes <= low_bytes - address) {
        return (int64_t)address;
    }
    uint64_t high = address - HIGH_START;
    if (address >= HIGH_START && high < high_bytes && bytes <= high_bytes - high) {
        return (int64_t)(low_bytes + high);
    }
    return -1;
}

/* RAM as the guest sees it: where a guest address is, or NULL. */
EXPORT void *StandInHdvRamAt(uint64_t address, uint64_t bytes) {
    AcquireSRWLockExclusive(&hdv_lock);
    int64_t offset = hdv_ram_offset(address, bytes);
    ReleaseSRWLockExclusive(&hdv_lock);
    return offset < 0 ? NULL : ram_view.address + offset;
}

void hdv_count_late_destruction(void) {
    late_destructions++;
}

/*
 * What to count: 0 apertures there now, 1 apertures ever made, 2 calls a real host crashes at, 3 ranges of BARs that are
 * sections now.
 */
EXPORT int64_t StandInHdvMemoryCount(int32_t what) {
    int64_t count = 0;
    AcquireSRWLockExclusive(&hdv_lock);
    switch (what) {
    case 0:
        for (hdv_device *device = hdv_devices; device != NULL; device = device->next) {
            for (aperture *each = device->apertures; each != NULL; each = each->next) {
                count++;
            }
        }
        break;
    case 1:
        count = made;
        break;
    case 2:
        count = late_destructions;
        break;
    default:
        for (hdv_device *device = hdv_devices; device != NULL; device = device->next) {
            for (section_range *each = device->sections; each != NULL; each = each->next) {
                count++;
            }
        }
    }
    ReleaseSRWLockExclusive(&hdv_lock);
    return count;
}

static HRESULT copy(
        void *requestor, uint64_t address, uint32_t bytes, uint8_t *out, const uint8_t *in) {
    if (out == NULL && in == NULL) {
        return E_POINTER;
    }
    AcquireSRWLockExclusive(&hdv_lock);
    HRESULT result = S_OK;
    hdv_device *device = hdv_device_of(requestor);
    int64_t offset = hdv_ram_offset(address, bytes);
    if (device == NULL) {
        result = HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    } else if (hdv_switches[COPIES_DENIED] || device->host->proxied) {
        result = E_ACCESSDENIED; /* restricted hosts, by field report */
    } else if (offset < 0) {
        result = E_INVALIDARG;
    }
    ReleaseSRWLockExclusive(&hdv_lock);
    if (SUCCEEDED(result) && out != NULL) {
        memcpy(out, ram_view.address + offset, bytes);
    } else if (SUCCEEDED(result)) {
        memcpy(ram_view.address + offset, in, bytes);
    }
    return result;
}

EXPORT HRESULT WINAPI HdvReadGuestMemory(
        void *requestor, uint64_t address, uint32_t bytes, uint8_t *buffer) {
    return copy(requestor, address, bytes, buffer, NULL);
}

EXPORT HRESULT WINAPI HdvWriteGuestMemory(
        void *requestor, uint64_t address, uint32_t bytes, const uint8_t *buffer) {
    return copy(requestor, address, bytes, NULL, buffer);
}

/* hdv_lock is held. */
static HRESULT may_map(hdv_device *device, uint64_t address, uint32_t bytes) {
    if (device == NULL) {
        return HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    }
    if (hdv_switches[APERTURES_DENIED]) {
        return E_ACCESSDENIED;
    }
    /* What a real host does with odd addresses is not known; here they are refused. */
    if (address % PAGE_BYTES != 0 || bytes == 0 || bytes % PAGE_BYTES != 0
            || hdv_ram_offset(address, bytes) < 0) {
        return E_INVALIDARG;
    }
    int64_t count = 0;
    for (hdv_device *each = hdv_devices; each != NULL; each = each->next) {
        for (aperture *open = each->apertures; open != NULL; open = open->next) {
            count++;
        }
    }
    int64_t quota = hdv_switches[APERTURE_QUOTA];
    return quota != 0 && count >= quota ? HRESULT_FROM_WIN32(ERROR_NOT_ENOUGH_QUOTA) : S_OK;
}

EXPORT HRESULT WINAPI HdvCreateGuestMemoryAperture(
        void *requestor, uint64_t address, uint32_t bytes, int32_t write_protected, void **out) {
    if (out == NULL) {
        return E_POINTER;
    }
    *out = NULL;
    AcquireSRWLockExclusive(&hdv_lock);
    hdv_device *device = hdv_device_of(requestor);
    HRESULT result = may_map(device, address, bytes);
    if (SUCCEEDED(result)) {
        aperture *new = calloc(1, sizeof *new);
        new->address = address;
        new->bytes = bytes;
        uint64_t offset = (uint64_t)hdv_ram_offset(address, bytes);
        if (hdv_map(&new->view, ram, offset, bytes, !write_protected)) {
            new->next = device->apertures;
            device->apertures = new;
            made++;
            *out = new->view.address;
        } else {
            free(new);
            result = E_OUTOFMEMORY;
        }
    }
    ReleaseSRWLockExclusive(&hdv_lock);
    return result;
}

EXPORT HRESULT WINAPI HdvDestroyGuestMemoryAperture(void *requestor, void *address) {
    HRESULT result = E_INVALIDARG;
    AcquireSRWLockExclusive(&hdv_lock);
    hdv_device *device = hdv_device_of(requestor);
    if (device == NULL) {
        late_destructions++;
        result = HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    } else {
        for (aperture **each = &device->apertures; *each != NULL; each = &(*each)->next) {
            aperture *found = *each;
            if (found->view.address == address) {
                *each = found->next;
                hdv_unmap(&found->view);
                free(found);
                result = S_OK;
                break;
            }
        }
    }
    ReleaseSRWLockExclusive(&hdv_lock);
    return result;
}
