/* Interrupts to the guest, doorbells from it, and the parts of BARs that are memory. */
#include "exports.h"

EXPORT HRESULT WINAPI HdvDeliverGuestInterrupt(void *requestor, uint64_t address, uint32_t data) {
    AcquireSRWLockExclusive(&hdv_lock);
    hdv_device *device = hdv_device_of(requestor);
    HRESULT result = S_OK;
    if (device == NULL) {
        result = HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    } else if (device->state != RUNNING || hdv_switches[INTERRUPTS_REFUSED]) {
        result = HRESULT_FROM_WIN32(ERROR_INVALID_STATE);
    } else {
        if (device->message_count == device->message_room) {
            device->message_room = device->message_room == 0 ? 64 : device->message_room * 2;
            device->messages =
                    realloc(device->messages, device->message_room * sizeof *device->messages);
        }
        device->messages[device->message_count++] = (message){address, data};
    }
    ReleaseSRWLockExclusive(&hdv_lock);
    return result;
}

/* hdv_lock is held. */
static HRESULT add_doorbell(hdv_device *device, doorbell key) {
    if (device == NULL) {
        return HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    }
    if (device->host->proxied) {
        return E_ACCESSDENIED; /* restricted hosts, by field report */
    }
    if (key.bar < 0 || key.bar >= HDV_PCI_BAR_COUNT || key.event == NULL) {
        return E_INVALIDARG;
    }
    doorbell *new = malloc(sizeof *new);
    *new = key;
    new->next = device->doorbells;
    device->doorbells = new;
    return S_OK;
}

/* hdv_lock is held. */
static HRESULT remove_doorbell(hdv_device *device, doorbell key) {
    if (device == NULL) {
        return HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    }
    for (doorbell **each = &device->doorbells; *each != NULL; each = &(*each)->next) {
        doorbell *found = *each;
        if (found->page == key.page && found->bar == key.bar && found->offset == key.offset
                && found->value == key.value && found->flags == key.flags) {
            *each = found->next;
            free(found);
            return S_OK;
        }
    }
    return HRESULT_FROM_WIN32(ERROR_NOT_FOUND);
}

EXPORT HRESULT WINAPI HdvRegisterDoorbell(
        void *requestor, int32_t bar, uint64_t offset, uint64_t value, uint64_t flags,
        HANDLE event) {
    AcquireSRWLockExclusive(&hdv_lock);
    doorbell key = {.bar = bar, .offset = offset, .value = value, .flags = flags, .event = event};
    HRESULT result = add_doorbell(hdv_device_of(requestor), key);
    ReleaseSRWLockExclusive(&hdv_lock);
    return result;
}

EXPORT HRESULT WINAPI HdvUnregisterDoorbell(
        void *requestor, int32_t bar, uint64_t offset, uint64_t value, uint64_t flags) {
    AcquireSRWLockExclusive(&hdv_lock);
    doorbell key = {.bar = bar, .offset = offset, .value = value, .flags = flags};
    HRESULT result = remove_doorbell(hdv_device_of(requestor), key);
    ReleaseSRWLockExclusive(&hdv_lock);
    return result;
}

EXPORT HRESULT WINAPI HdvRegisterDoorbellPage(
        void *requestor, int32_t bar, uint64_t page, HANDLE event) {
    AcquireSRWLockExclusive(&hdv_lock);
    doorbell key = {.page = true, .bar = bar, .offset = page, .event = event};
    HRESULT result = add_doorbell(hdv_device_of(requestor), key);
    ReleaseSRWLockExclusive(&hdv_lock);
    return result;
}

EXPORT HRESULT WINAPI HdvUnregisterDoorbellPage(void *requestor, int32_t bar, uint64_t page) {
    AcquireSRWLockExclusive(&hdv_lock);
    doorbell key = {.page = true, .bar = bar, .offset = page};
    HRESULT result = remove_doorbell(hdv_device_of(requestor), key);
    ReleaseSRWLockExclusive(&hdv_lock);
    return result;
}

EXPORT HRESULT WINAPI HdvCreateSectionBackedMmioRange(
        void *requestor, int32_t bar, uint64_t first_page, uint64_t pages, int32_t flags,
        HANDLE section_handle, uint64_t section_page) {
    if (bar < 0 || bar >= HDV_PCI_BAR_COUNT || pages == 0 || section_handle == NULL) {
        return E_INVALIDARG;
    }
    AcquireSRWLockExclusive(&hdv_lock);
    hdv_device *device = hdv_device_of(requestor);
    HRESULT result = S_OK;
    if (device == NULL) {
        result = HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    } else if (device->state != RUNNING || hdv_switches[RUNS_LATE]-- > 0) {
        result = HRESULT_FROM_WIN32(ERROR_INVALID_STATE); /* until the VM runs, by field report */
    } else {
        section_range *new = calloc(1, sizeof *new);
        new->bar = bar;
        new->first_page = first_page;
        new->pages = pages;
        new->flags = flags;
        if (hdv_map(&new->view, section_handle, section_page * PAGE_BYTES,
                    pages * PAGE_BYTES, true)) {
            new->next = device->sections;
            device->sections = new;
        } else {
            free(new);
            result = E_INVALIDARG;
        }
    }
    if (hdv_switches[RUNS_LATE] < 0) {
        hdv_switches[RUNS_LATE] = 0;
    }
    ReleaseSRWLockExclusive(&hdv_lock);
    return result;
}

EXPORT HRESULT WINAPI HdvDestroySectionBackedMmioRange(
        void *requestor, int32_t bar, uint64_t first_page) {
    HRESULT result = HRESULT_FROM_WIN32(ERROR_NOT_FOUND);
    AcquireSRWLockExclusive(&hdv_lock);
    hdv_device *device = hdv_device_of(requestor);
    if (device == NULL) {
        hdv_count_late_destruction();
        result = HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    } else {
        for (section_range **each = &device->sections; *each != NULL; each = &(*each)->next) {
            section_range *found = *each;
            if (found->bar == bar && found->first_page == first_page) {
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

void hdv_release(hdv_device *device) {
    while (device->apertures != NULL) {
        aperture *each = device->apertures;
        device->apertures = each->next;
        hdv_unmap(&each->view);
        free(each);
    }
    while (device->sections != NULL) {
        section_range *each = device->sections;
        device->sections = each->next;
        hdv_unmap(&each->view);
        free(each);
    }
    while (device->doorbells != NULL) {
        doorbell *each = device->doorbells;
        device->doorbells = each->next;
        free(each);
    }
}
