/* Exports that no source knows more of than the name. */
#include "computecore.h"

HRESULT WINAPI HcsStartSystemPreservation(void) {
    return E_NOTIMPL;
}

HRESULT WINAPI HcsFinalizeSystemPreservation(void) {
    return E_NOTIMPL;
}

HRESULT WINAPI HcsAbortSystemPreservation(void) {
    return E_NOTIMPL;
}

HRESULT WINAPI HcsEnumerateVmWorkerProcesses(void) {
    return E_NOTIMPL;
}

HRESULT WINAPI HcsFindVmWorkerProcesses(void) {
    return E_NOTIMPL;
}

HRESULT WINAPI HcsGetWorkerProcessJob(void) {
    return E_NOTIMPL;
}

HRESULT WINAPI HcsStartVmWorkerProcess(void) {
    return E_NOTIMPL;
}

HRESULT WINAPI HcsSystemControl(void) {
    return E_NOTIMPL;
}
