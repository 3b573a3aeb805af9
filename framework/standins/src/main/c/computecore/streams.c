/*
 * The streams of a process. What a client gets of Windows takes overlapped transfers: users of the
 * real library read them through completion ports.
 */
#include "core.h"

#include <stdlib.h>

#ifdef _WIN32

bool stream_create(bool client_reads, HANDLE *guest, HANDLE *client) {
    static LONG count;
    char *name = text_format(
        "\\\\.\\pipe\\barista-stand-in-%lu-%ld", GetCurrentProcessId(), InterlockedIncrement(&count));
    PWSTR wide = string_give(name);
    DWORD mode = client_reads ? PIPE_ACCESS_INBOUND : PIPE_ACCESS_OUTBOUND;
    HANDLE made = CreateNamedPipeW(
        wide,
        mode | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
        PIPE_TYPE_BYTE | PIPE_WAIT,
        1,
        4096,
        4096,
        0,
        NULL);
    HANDLE other = INVALID_HANDLE_VALUE;
    if (made != INVALID_HANDLE_VALUE) {
        DWORD access = client_reads ? GENERIC_WRITE : GENERIC_READ;
        other = CreateFileW(wide, access, 0, NULL, OPEN_EXISTING, 0, NULL);
        if (other == INVALID_HANDLE_VALUE) {
            CloseHandle(made);
        }
    }
    LocalFree(wide);
    free(name);
    if (other == INVALID_HANDLE_VALUE) {
        return false;
    }
    *client = made;
    *guest = other;
    return true;
}

#else

bool stream_create(bool client_reads, HANDLE *guest, HANDLE *client) {
    return client_reads ? CreatePipe(client, guest, NULL, 0) : CreatePipe(guest, client, NULL, 0);
}

#endif
