/* The last error of each thread. */
#include "kernel32.h"

#include <errno.h>

static _Thread_local DWORD last_error;

EXPORT DWORD WINAPI GetLastError(void) {
    return last_error;
}

EXPORT void WINAPI SetLastError(DWORD code) {
    last_error = code;
}

static DWORD code_of(int error) {
    switch (error) {
    case ENOENT:
        return ERROR_FILE_NOT_FOUND;
    case ENOTDIR:
        return ERROR_PATH_NOT_FOUND;
    case EACCES:
    case EPERM:
    case EISDIR:
        return ERROR_ACCESS_DENIED;
    case EBADF:
        return ERROR_INVALID_HANDLE;
    case ENOMEM:
        return ERROR_NOT_ENOUGH_MEMORY;
    case EEXIST:
        return ERROR_ALREADY_EXISTS;
    case ENOTEMPTY:
        return ERROR_DIR_NOT_EMPTY;
    case EPIPE:
        return ERROR_NO_DATA;
    case EINVAL:
        return ERROR_INVALID_PARAMETER;
    default:
        return ERROR_GEN_FAILURE;
    }
}

BOOL failed_with_errno(void) {
    SetLastError(code_of(errno));
    return FALSE;
}
