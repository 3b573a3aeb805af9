/* Libraries that somebody has loaded, and what they export. */
#include "kernel32.h"

#include <dlfcn.h>

/* Whoever has loaded it keeps it. */
EXPORT HMODULE WINAPI GetModuleHandleA(LPCSTR name) {
    void *library = dlopen(name, RTLD_NOLOAD | RTLD_LAZY);
    if (library == NULL) {
        SetLastError(ERROR_MOD_NOT_FOUND);
        return NULL;
    }
    dlclose(library);
    return library;
}

EXPORT FARPROC WINAPI GetProcAddress(HMODULE library, LPCSTR name) {
    FARPROC function = (FARPROC)dlsym(library, name);
    if (function == NULL) {
        SetLastError(ERROR_PROC_NOT_FOUND);
    }
    return function;
}
