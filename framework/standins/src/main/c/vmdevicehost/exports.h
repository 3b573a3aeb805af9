/*
 * What the library exports: the functions of hypervdevicevirtualization.h and five that it leaves out, then, with StandIn in
 * front, what only a test calls. Those are documented where they are defined.
 */
#ifndef EXPORTS_H
#define EXPORTS_H

#include "hdv.h"

EXPORT HRESULT WINAPI HdvInitializeDeviceHostEx(void *compute_system, int32_t flags, void **out);
EXPORT HRESULT WINAPI HdvInitializeDeviceHost(void *compute_system, void **out);
EXPORT HRESULT WINAPI HdvTeardownDeviceHost(void *handle);
EXPORT HRESULT WINAPI HdvCreateDeviceInstance(
        void *handle, int32_t type, const GUID *class_id, const GUID *instance_id,
        const void *table, void *context, void **out);
EXPORT HRESULT WINAPI HdvReadGuestMemory(
        void *requestor, uint64_t address, uint32_t bytes, uint8_t *buffer);
EXPORT HRESULT WINAPI HdvWriteGuestMemory(
        void *requestor, uint64_t address, uint32_t bytes, const uint8_t *buffer);
EXPORT HRESULT WINAPI HdvCreateGuestMemoryAperture(
        void *requestor, uint64_t address, uint32_t bytes, int32_t write_protected, void **out);
EXPORT HRESULT WINAPI HdvDestroyGuestMemoryAperture(void *requestor, void *address);
EXPORT HRESULT WINAPI HdvDeliverGuestInterrupt(void *requestor, uint64_t address, uint32_t data);
EXPORT HRESULT WINAPI HdvRegisterDoorbell(
        void *requestor, int32_t bar, uint64_t offset, uint64_t value, uint64_t flags,
        HANDLE event);
EXPORT HRESULT WINAPI HdvUnregisterDoorbell(
        void *requestor, int32_t bar, uint64_t offset, uint64_t value, uint64_t flags);
EXPORT HRESULT WINAPI HdvRegisterDoorbellPage(
        void *requestor, int32_t bar, uint64_t page, HANDLE event);
EXPORT HRESULT WINAPI HdvUnregisterDoorbellPage(void *requestor, int32_t bar, uint64_t page);
EXPORT HRESULT WINAPI HdvCreateSectionBackedMmioRange(
        void *requestor, int32_t bar, uint64_t first_page, uint64_t pages, int32_t flags,
        HANDLE section_handle, uint64_t section_page);
EXPORT HRESULT WINAPI HdvDestroySectionBackedMmioRange(
        void *requestor, int32_t bar, uint64_t first_page);
EXPORT HRESULT WINAPI HdvProxyDeviceHost(
        void *compute_system, void *device_host_unknown, uint32_t process, uint64_t *ipc_section);
EXPORT HRESULT WINAPI HdvInitializeDeviceHostForProxyEx(
        const GUID *id, void *support, int32_t flags, void **out);
EXPORT HRESULT WINAPI HdvInitializeDeviceHostForProxy(const GUID *id, void *support, void **out);

EXPORT int32_t StandInHdvRam(uint64_t low, uint64_t high);
EXPORT void *StandInHdvRamAt(uint64_t address, uint64_t bytes);
EXPORT int64_t StandInHdvMemoryCount(int32_t what);
EXPORT uint32_t StandInHdvDeviceHostReferences(void);
EXPORT void StandInHdvSwitch(int32_t which, int64_t value);
EXPORT void StandInHdvReset(void);
EXPORT int32_t StandInHdvSlot(
        const GUID *class_id, const GUID *instance_id, int32_t hosting_model, uint32_t count,
        const WCHAR *const *values);
EXPORT HRESULT StandInHdvStart(void);
EXPORT void StandInHdvStop(void);
EXPORT void StandInHdvContinue(void);
EXPORT void StandInHdvEnd(void);
EXPORT int32_t StandInHdvDetails(const GUID *instance_id, HDV_PCI_PNP_ID *id, uint32_t *bars);
EXPORT int64_t StandInHdvCalls(const GUID *instance_id, int32_t callback);
EXPORT int32_t StandInHdvInterrupts(
        const GUID *instance_id, uint64_t *addresses, uint32_t *data, int32_t room);
EXPORT HRESULT StandInHdvAccess(
        uint32_t processor, const GUID *instance_id, int32_t write, int32_t bar, uint64_t offset,
        uint64_t length, void *value);
EXPORT HRESULT StandInHdvCall(
        uint32_t processor, const GUID *instance_id, int32_t callback, uint32_t count,
        void *pointer);
EXPORT HRESULT StandInHdvCallForeign(const GUID *instance_id, int32_t callback, void *context);
EXPORT int64_t StandInHdvStorm(
        const GUID *instance_id, int32_t write, int32_t bar, uint64_t offset, uint64_t length,
        int64_t count, uint32_t processors);
EXPORT void StandInHdvStormBare(void *read, int64_t count);

#endif
