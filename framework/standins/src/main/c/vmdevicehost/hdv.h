/*
 * What the parts of the stand-in for vmdevicehost.dll know of each other: hosts, devices, and what
 * the driver's side may do. hypervdevicevirtualization.h by documentation; what documentation leaves
 * open is by field report, and said so where it is decided.
 */
#ifndef HDV_H
#define HDV_H

#include "win32.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define HDV_PCI_BAR_COUNT 6
#define PAGE_BYTES 4096u
#define MAX_VALUES 32

typedef struct {
    uint16_t VendorID, DeviceID;
    uint8_t RevisionID, ProgIf, SubClass, BaseClass;
    uint16_t SubVendorID, SubSystemID;
} HDV_PCI_PNP_ID;

typedef struct {
    int32_t Version;
    HRESULT(WINAPI *Initialize)(void *context);
    void(WINAPI *Teardown)(void *context);
    HRESULT(WINAPI *SetConfiguration)(void *context, uint32_t count, const WCHAR *const *values);
    HRESULT(WINAPI *GetDetails)(void *context, HDV_PCI_PNP_ID *id, uint32_t count, uint32_t *bars);
    HRESULT(WINAPI *Start)(void *context);
    void(WINAPI *Stop)(void *context);
    HRESULT(WINAPI *ReadConfigSpace)(void *context, uint32_t offset, uint32_t *value);
    HRESULT(WINAPI *WriteConfigSpace)(void *context, uint32_t offset, uint32_t value);
    HRESULT(WINAPI *ReadInterceptedMemory)(
            void *context, int32_t bar, uint64_t offset, uint64_t length, uint8_t *value);
    HRESULT(WINAPI *WriteInterceptedMemory)(
            void *context, int32_t bar, uint64_t offset, uint64_t length, const uint8_t *value);
} HDV_PCI_DEVICE_INTERFACE;

typedef enum { CREATED, CONFIGURED, RUNNING, STOPPED, TORN_DOWN } device_state;

typedef struct hdv_host {
    void *compute_system;
    bool proxied;
    bool gone;
    DWORD initializer;
    struct hdv_host *next;
} hdv_host;

/* A view of a part of a section, at any page. */
typedef struct {
    uint8_t *address;
    void *view;
} mapping;

typedef struct aperture {
    uint64_t address;
    uint32_t bytes;
    mapping view;
    struct aperture *next;
} aperture;

typedef struct doorbell {
    bool page;
    int32_t bar;
    uint64_t offset, value, flags;
    HANDLE event;
    struct doorbell *next;
} doorbell;

typedef struct section_range {
    int32_t bar;
    uint64_t first_page, pages;
    int32_t flags;
    mapping view;
    struct section_range *next;
} section_range;

typedef struct {
    uint64_t address;
    uint32_t data;
} message;

typedef struct hdv_device {
    hdv_host *host;
    GUID class_id, instance_id;
    const HDV_PCI_DEVICE_INTERFACE *table; /* not copied: whether HDV copies it is not known */
    void *context;
    device_state state;
    HDV_PCI_PNP_ID id;
    uint32_t bars[HDV_PCI_BAR_COUNT];
    aperture *apertures;
    doorbell *doorbells;
    section_range *sections;
    message *messages;
    size_t message_count, message_room;
    uint64_t calls[10];
    struct hdv_device *next;
} hdv_device;

/* A slot of the document, VirtualMachine.Devices.FlexibleIov. */
typedef struct {
    GUID class_id, instance_id;
    int32_t hosting_model; /* 1 External, 2 ExternalRestricted */
    uint32_t count;
    WCHAR *values[MAX_VALUES];
} slot;

/* What a test can make go wrong; the numbers are part of the driver's side. */
typedef enum {
    APERTURE_QUOTA,       /* how many may exist at a time */
    COPIES_DENIED,        /* HdvRead/WriteGuestMemory answer E_ACCESSDENIED, as in restricted hosts */
    COM_SECURITY_IS_SET,  /* RPC_E_TOO_LATE for the flag that sets it */
    FOREIGN_HOST,         /* another process hosts devices of every system already */
    RUNS_LATE,            /* so many attempts at a section-backed range are refused although it runs */
    INTERRUPTS_REFUSED,   /* HdvDeliverGuestInterrupt fails */
    APERTURES_DENIED,     /* no guest memory can be mapped */
    CUSTOM_CLASSES,       /* a second class id fails the start with 0xC0350005 */
    SWITCHES
} hdv_switch;

/* Held while the lists below are looked at or changed; never while a callback runs. */
extern SRWLOCK hdv_lock;
extern hdv_host *hdv_hosts;
extern hdv_device *hdv_devices;
extern int64_t hdv_switches[SWITCHES];

/* Answer NULL for what is no live handle; hdv_lock is held. */
hdv_host *hdv_host_of(void *handle);
hdv_device *hdv_device_of(void *handle);

/*
 * Has a compute system tell its host's devices what happens to it. E_INVALIDARG for a handle that is
 * none. Where no library of compute systems is loaded, only a test drives the devices.
 */
HRESULT hdv_attach(hdv_host *host);
void hdv_detach(hdv_host *host);

/* Forgets the slots of the document. */
void hdv_clear_slots(void);
/* Starts the device of the slot that was added last, in a machine that runs. */
HRESULT hdv_start_last_slot(void);

/* Makes a host, if there may be one. */
HRESULT hdv_open_host(void *compute_system, bool proxied, hdv_host **out);

/* Ends a device as seen from the platform: callback Teardown, then everything it holds. */
void hdv_tear_down(hdv_device *device);
/* Drops apertures, doorbells, sections and messages; hdv_lock is held. */
void hdv_release(hdv_device *device);
/* Counts a destruction that a real vmdevicehost.dll would crash at. */
void hdv_count_late_destruction(void);

/* Maps a part of a section; whether it can be mapped. */
bool hdv_map(mapping *out, HANDLE section, uint64_t offset, uint64_t bytes, bool writable);
void hdv_unmap(mapping *mapped);

/* Where a range of guest addresses lies in RAM's section, or -1; ranges don't cross the hole. */
int64_t hdv_ram_offset(uint64_t address, uint64_t bytes);

/* Runs work on a virtual processor, which is a thread of the library, and waits for it. */
void hdv_on_processor(uint32_t processor, void (*work)(void *), void *argument);

#endif
