/* The types of computedefs.h, from the facts that several sources agree on. */
#ifndef COMPUTEDEFS_H
#define COMPUTEDEFS_H

#include "win32.h"

typedef void *HCS_SYSTEM;
typedef void *HCS_PROCESS;
typedef void *HCS_OPERATION;

typedef enum {
    HcsOperationTypeNone = -1,
    HcsOperationTypeEnumerate = 0,
    HcsOperationTypeCreate = 1,
    HcsOperationTypeStart = 2,
    HcsOperationTypeShutdown = 3,
    HcsOperationTypePause = 4,
    HcsOperationTypeResume = 5,
    HcsOperationTypeSave = 6,
    HcsOperationTypeTerminate = 7,
    HcsOperationTypeModify = 8,
    HcsOperationTypeGetProperties = 9,
    HcsOperationTypeCreateProcess = 10,
    HcsOperationTypeSignalProcess = 11,
    HcsOperationTypeGetProcessInfo = 12,
    HcsOperationTypeGetProcessProperties = 13,
    HcsOperationTypeModifyProcess = 14,
    HcsOperationTypeCrash = 15,
    HcsOperationTypeLiveMigration = 19
} HCS_OPERATION_TYPE;

typedef enum {
    HcsEventInvalid = 0x00000000,
    HcsEventSystemExited = 0x00000001,
    HcsEventSystemCrashInitiated = 0x00000002,
    HcsEventSystemCrashReport = 0x00000003,
    HcsEventProcessExited = 0x00010000,
    HcsEventOperationCallback = 0x01000000,
    HcsEventServiceDisconnect = 0x02000000
} HCS_EVENT_TYPE;

typedef enum {
    HcsEventOptionNone = 0x0,
    HcsEventOptionEnableOperationCallbacks = 0x1
} HCS_EVENT_OPTIONS;

typedef enum {
    HcsOperationOptionNone = 0x0,
    HcsOperationOptionProgressUpdate = 0x1
} HCS_OPERATION_OPTIONS;

typedef enum {
    HcsResourceTypeNone = 0,
    HcsResourceTypeFile = 1,
    HcsResourceTypeJob = 2,
    HcsResourceTypeComObject = 3,
    HcsResourceTypeSocket = 4
} HCS_RESOURCE_TYPE;

typedef enum { HcsCreateOptions_1 = 0x00010000 } HCS_CREATE_OPTIONS;

typedef struct {
    HCS_EVENT_TYPE Type;
    PCWSTR EventData;
    HCS_OPERATION Operation;
} HCS_EVENT;

typedef struct {
    DWORD ProcessId;
    DWORD Reserved;
    HANDLE StdInput;
    HANDLE StdOutput;
    HANDLE StdError;
} HCS_PROCESS_INFORMATION;

typedef void(CALLBACK *HCS_OPERATION_COMPLETION)(HCS_OPERATION operation, void *context);
typedef void(CALLBACK *HCS_EVENT_CALLBACK)(HCS_EVENT *event, void *context);

typedef struct {
    HCS_CREATE_OPTIONS Version;
    HANDLE UserToken;
    SECURITY_DESCRIPTOR *SecurityDescriptor;
    HCS_EVENT_OPTIONS CallbackOptions;
    void *CallbackContext;
    HCS_EVENT_CALLBACK Callback;
} HCS_CREATE_OPTIONS_1;

_Static_assert(sizeof(HCS_EVENT) == 24, "HCS_EVENT");
_Static_assert(sizeof(HCS_PROCESS_INFORMATION) == 32, "HCS_PROCESS_INFORMATION");
_Static_assert(sizeof(HCS_CREATE_OPTIONS_1) == 48, "HCS_CREATE_OPTIONS_1");

#define HCS_INVALID_OPERATION_ID 0xFFFFFFFFFFFFFFFFull

#define HCS_E_TERMINATED_DURING_START ((HRESULT)0x80370100u)
#define HCS_E_INVALID_STATE ((HRESULT)0x80370105u)
#define HCS_E_UNEXPECTED_EXIT ((HRESULT)0x80370106u)
#define HCS_E_TERMINATED ((HRESULT)0x80370107u)
#define HCS_E_INVALID_JSON ((HRESULT)0x8037010Du)
#define HCS_E_SYSTEM_NOT_FOUND ((HRESULT)0x8037010Eu)
#define HCS_E_SYSTEM_ALREADY_EXISTS ((HRESULT)0x8037010Fu)
#define HCS_E_SYSTEM_ALREADY_STOPPED ((HRESULT)0x80370110u)
#define HCS_E_SERVICE_NOT_AVAILABLE ((HRESULT)0x80370114u)
#define HCS_E_OPERATION_NOT_STARTED ((HRESULT)0x80370115u)
#define HCS_E_OPERATION_ALREADY_STARTED ((HRESULT)0x80370116u)
#define HCS_E_OPERATION_PENDING ((HRESULT)0x80370117u)
#define HCS_E_OPERATION_TIMEOUT ((HRESULT)0x80370118u)
#define HCS_E_OPERATION_SYSTEM_CALLBACK_ALREADY_SET ((HRESULT)0x80370119u)
#define HCS_E_ACCESS_DENIED ((HRESULT)0x8037011Bu)
#define HCS_E_PROCESS_INFO_NOT_AVAILABLE ((HRESULT)0x8037011Du)
#define HCS_E_PROCESS_ALREADY_STOPPED ((HRESULT)0x8037011Fu)
#define HCS_E_SYSTEM_NOT_CONFIGURED_FOR_OPERATION ((HRESULT)0x80370120u)
#define HCS_E_OPERATION_ALREADY_CANCELLED ((HRESULT)0x80370121u)

#endif
