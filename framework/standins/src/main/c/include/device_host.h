/*
 * Between the stand-ins of computecore and vmdevicehost, which on Windows talk through the virtual
 * machine's worker process.
 */
#ifndef DEVICE_HOST_H
#define DEVICE_HOST_H

#include "computedefs.h"

/* What the devices of a compute system are told, on the thread of the operation, without a lock. */
struct device_host {
    /*
     * Before the system runs, with its whole document as UTF-8; a failure fails the start. Devices
     * initialise here, take their configuration and start.
     */
    HRESULT (*start)(void *context, const char *document);
    /* The processors stop: pause, save, or the end. */
    void (*stop)(void *context);
    /* They go on after a pause. */
    void (*resume)(void *context);
    /* The system has ended. */
    void (*teardown)(void *context);
    /* A FlexibleIov entry was added to a running system: its name and its settings as UTF-8. */
    HRESULT (*add)(void *context, const char *name, const char *settings);
};

/*
 * Exported by computecore: gives a system its device host, or takes it back with NULL. A system has
 * one at most: the second is refused with 0xC0370030 (by field report). E_INVALIDARG for a handle
 * that is none.
 */
EXPORT HRESULT WINAPI BaristaStandInSetDeviceHost(
    HCS_SYSTEM system, const struct device_host *host, void *context);
typedef HRESULT(WINAPI *set_device_host)(
    HCS_SYSTEM system, const struct device_host *host, void *context);

#endif
