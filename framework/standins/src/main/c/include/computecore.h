/* The functions of computecore.h, and the exports of computecore.dll that have no header. */
#ifndef COMPUTECORE_H
#define COMPUTECORE_H

#include "computedefs.h"

EXPORT HRESULT WINAPI HcsEnumerateComputeSystems(PCWSTR query, HCS_OPERATION operation);
EXPORT HRESULT WINAPI HcsEnumerateComputeSystemsInNamespace(
    PCWSTR idNamespace, PCWSTR query, HCS_OPERATION operation);
EXPORT HCS_OPERATION WINAPI HcsCreateOperation(
    const void *context, HCS_OPERATION_COMPLETION callback);
EXPORT HCS_OPERATION WINAPI HcsCreateOperationWithNotifications(
    HCS_OPERATION_OPTIONS eventTypes, const void *context, HCS_EVENT_CALLBACK callback);
EXPORT void WINAPI HcsCloseOperation(HCS_OPERATION operation);
EXPORT void *WINAPI HcsGetOperationContext(HCS_OPERATION operation);
EXPORT HRESULT WINAPI HcsSetOperationContext(HCS_OPERATION operation, const void *context);
EXPORT HCS_SYSTEM WINAPI HcsGetComputeSystemFromOperation(HCS_OPERATION operation);
EXPORT HCS_PROCESS WINAPI HcsGetProcessFromOperation(HCS_OPERATION operation);
EXPORT HCS_OPERATION_TYPE WINAPI HcsGetOperationType(HCS_OPERATION operation);
EXPORT UINT64 WINAPI HcsGetOperationId(HCS_OPERATION operation);
EXPORT HRESULT WINAPI HcsGetOperationResult(HCS_OPERATION operation, PWSTR *resultDocument);
EXPORT HRESULT WINAPI HcsGetOperationResultAndProcessInfo(
    HCS_OPERATION operation, HCS_PROCESS_INFORMATION *processInformation, PWSTR *resultDocument);
EXPORT HRESULT WINAPI HcsAddResourceToOperation(
    HCS_OPERATION operation, HCS_RESOURCE_TYPE type, PCWSTR uri, HANDLE handle);
EXPORT HRESULT WINAPI HcsGetProcessorCompatibilityFromSavedState(
    PCWSTR RuntimeFileName, PCWSTR *ProcessorFeaturesString);
EXPORT HRESULT WINAPI HcsWaitForOperationResult(
    HCS_OPERATION operation, DWORD timeoutMs, PWSTR *resultDocument);
EXPORT HRESULT WINAPI HcsWaitForOperationResultAndProcessInfo(
    HCS_OPERATION operation,
    DWORD timeoutMs,
    HCS_PROCESS_INFORMATION *processInformation,
    PWSTR *resultDocument);
EXPORT HRESULT WINAPI HcsSetOperationCallback(
    HCS_OPERATION operation, const void *context, HCS_OPERATION_COMPLETION callback);
EXPORT HRESULT WINAPI HcsCancelOperation(HCS_OPERATION operation);
EXPORT HRESULT WINAPI HcsGetOperationProperties(
    HCS_OPERATION operation, PCWSTR options, PWSTR *resultDocument);
EXPORT HRESULT WINAPI HcsCreateComputeSystem(
    PCWSTR id,
    PCWSTR configuration,
    HCS_OPERATION operation,
    const SECURITY_DESCRIPTOR *securityDescriptor,
    HCS_SYSTEM *computeSystem);
EXPORT HRESULT WINAPI HcsCreateComputeSystemInNamespace(
    PCWSTR idNamespace,
    PCWSTR id,
    PCWSTR configuration,
    HCS_OPERATION operation,
    const HCS_CREATE_OPTIONS *options,
    HCS_SYSTEM *computeSystem);
EXPORT HRESULT WINAPI HcsOpenComputeSystem(
    PCWSTR id, DWORD requestedAccess, HCS_SYSTEM *computeSystem);
EXPORT HRESULT WINAPI HcsOpenComputeSystemInNamespace(
    PCWSTR idNamespace, PCWSTR id, DWORD requestedAccess, HCS_SYSTEM *computeSystem);
EXPORT void WINAPI HcsCloseComputeSystem(HCS_SYSTEM computeSystem);
EXPORT HRESULT WINAPI HcsStartComputeSystem(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options);
EXPORT HRESULT WINAPI HcsShutDownComputeSystem(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options);
EXPORT HRESULT WINAPI HcsTerminateComputeSystem(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options);
EXPORT HRESULT WINAPI HcsCrashComputeSystem(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options);
EXPORT HRESULT WINAPI HcsPauseComputeSystem(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options);
EXPORT HRESULT WINAPI HcsResumeComputeSystem(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options);
EXPORT HRESULT WINAPI HcsSaveComputeSystem(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options);
EXPORT HRESULT WINAPI HcsGetComputeSystemProperties(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR propertyQuery);
EXPORT HRESULT WINAPI HcsModifyComputeSystem(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR configuration, HANDLE identity);
EXPORT HRESULT WINAPI HcsWaitForComputeSystemExit(
    HCS_SYSTEM computeSystem, DWORD timeoutMs, PWSTR *result);
EXPORT HRESULT WINAPI HcsSetComputeSystemCallback(
    HCS_SYSTEM computeSystem,
    HCS_EVENT_OPTIONS callbackOptions,
    const void *context,
    HCS_EVENT_CALLBACK callback);
EXPORT HRESULT WINAPI HcsInitializeLiveMigrationOnSource(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options);
EXPORT HRESULT WINAPI HcsStartLiveMigrationOnSource(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options);
EXPORT HRESULT WINAPI HcsStartLiveMigrationTransfer(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options);
EXPORT HRESULT WINAPI HcsFinalizeLiveMigration(
    HCS_SYSTEM computeSystem, HCS_OPERATION operation, PCWSTR options);
EXPORT HRESULT WINAPI HcsCreateProcess(
    HCS_SYSTEM computeSystem,
    PCWSTR processParameters,
    HCS_OPERATION operation,
    const SECURITY_DESCRIPTOR *securityDescriptor,
    HCS_PROCESS *process);
EXPORT HRESULT WINAPI HcsOpenProcess(
    HCS_SYSTEM computeSystem, DWORD processId, DWORD requestedAccess, HCS_PROCESS *process);
EXPORT void WINAPI HcsCloseProcess(HCS_PROCESS process);
EXPORT HRESULT WINAPI HcsTerminateProcess(
    HCS_PROCESS process, HCS_OPERATION operation, PCWSTR options);
EXPORT HRESULT WINAPI HcsSignalProcess(
    HCS_PROCESS process, HCS_OPERATION operation, PCWSTR options);
EXPORT HRESULT WINAPI HcsGetProcessInfo(HCS_PROCESS process, HCS_OPERATION operation);
EXPORT HRESULT WINAPI HcsGetProcessProperties(
    HCS_PROCESS process, HCS_OPERATION operation, PCWSTR propertyQuery);
EXPORT HRESULT WINAPI HcsModifyProcess(
    HCS_PROCESS process, HCS_OPERATION operation, PCWSTR settings);
EXPORT HRESULT WINAPI HcsSetProcessCallback(
    HCS_PROCESS process,
    HCS_EVENT_OPTIONS callbackOptions,
    void *context,
    HCS_EVENT_CALLBACK callback);
EXPORT HRESULT WINAPI HcsWaitForProcessExit(HCS_PROCESS process, DWORD timeoutMs, PWSTR *result);
EXPORT HRESULT WINAPI HcsGetServiceProperties(PCWSTR propertyQuery, PWSTR *result);
EXPORT HRESULT WINAPI HcsModifyServiceSettings(PCWSTR settings, PWSTR *result);
EXPORT HRESULT WINAPI HcsSubmitWerReport(PCWSTR settings);
EXPORT HRESULT WINAPI HcsCreateEmptyGuestStateFile(PCWSTR guestStateFilePath);
EXPORT HRESULT WINAPI HcsCreateEmptyRuntimeStateFile(PCWSTR runtimeStateFilePath);
EXPORT HRESULT WINAPI HcsGrantVmAccess(PCWSTR vmId, PCWSTR filePath);
EXPORT HRESULT WINAPI HcsRevokeVmAccess(PCWSTR vmId, PCWSTR filePath);
EXPORT HRESULT WINAPI HcsGrantVmGroupAccess(PCWSTR filePath);
EXPORT HRESULT WINAPI HcsRevokeVmGroupAccess(PCWSTR filePath);

/* Known by name only. */
EXPORT HRESULT WINAPI HcsStartSystemPreservation(void);
EXPORT HRESULT WINAPI HcsFinalizeSystemPreservation(void);
EXPORT HRESULT WINAPI HcsAbortSystemPreservation(void);
EXPORT HRESULT WINAPI HcsEnumerateVmWorkerProcesses(void);
EXPORT HRESULT WINAPI HcsFindVmWorkerProcesses(void);
EXPORT HRESULT WINAPI HcsGetWorkerProcessJob(void);
EXPORT HRESULT WINAPI HcsStartVmWorkerProcess(void);
EXPORT HRESULT WINAPI HcsSystemControl(void);

#endif
