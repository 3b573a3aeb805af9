/* COM's allocator, which is the process heap, and the two calls that enter and leave COM. */
#include "win32.h"

#include <stddef.h>

static _Thread_local unsigned entered;

EXPORT LPVOID WINAPI CoTaskMemAlloc(SIZE_T bytes) {
    return LocalAlloc(LMEM_FIXED, bytes);
}

EXPORT void WINAPI CoTaskMemFree(LPVOID memory) {
    LocalFree(memory);
}

EXPORT HRESULT WINAPI CoInitializeEx(LPVOID reserved, DWORD model) {
    if (reserved != NULL || model != COINIT_MULTITHREADED) {
        return E_INVALIDARG;
    }
    return entered++ == 0 ? S_OK : S_FALSE;
}

EXPORT void WINAPI CoUninitialize(void) {
    if (entered > 0) {
        entered--;
    }
}
