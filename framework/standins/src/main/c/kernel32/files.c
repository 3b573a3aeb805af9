/* Pipes, files and folders. */
#include "kernel32.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

static size_t length(LPCWSTR text) {
    size_t units = 0;
    while (text[units] != 0) {
        units++;
    }
    return units;
}

/* UTF-8 of UTF-16; a lone surrogate becomes a question mark. */
char *posix_path(LPCWSTR path) {
    char *bytes = malloc(3 * length(path) + 1);
    if (bytes == NULL) {
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    unsigned char *to = (unsigned char *)bytes;
    for (; *path != 0; path++) {
        uint32_t character = *path == '\\' ? '/' : *path;
        if (character >= 0xD800 && character < 0xE000) {
            bool pair = character < 0xDC00 && path[1] >= 0xDC00 && path[1] < 0xE000;
            character =
                pair ? 0x10000 + ((character - 0xD800) << 10) + (*++path - 0xDC00u) : '?';
        }
        if (character < 0x80) {
            *to++ = (unsigned char)character;
        } else if (character < 0x800) {
            *to++ = (unsigned char)(0xC0 | character >> 6);
            *to++ = (unsigned char)(0x80 | (character & 0x3F));
        } else {
            if (character < 0x10000) {
                *to++ = (unsigned char)(0xE0 | character >> 12);
            } else {
                *to++ = (unsigned char)(0xF0 | character >> 18);
                *to++ = (unsigned char)(0x80 | (character >> 12 & 0x3F));
            }
            *to++ = (unsigned char)(0x80 | (character >> 6 & 0x3F));
            *to++ = (unsigned char)(0x80 | (character & 0x3F));
        }
    }
    *to = 0;
    return bytes;
}

/* Names of files here are ASCII or get question marks: tests make no others. */
static void windows_name(const char *name, WCHAR *to) {
    size_t units = 0;
    for (; *name != 0 && units < MAX_PATH - 1; name++) {
        to[units++] = (unsigned char)*name < 0x80 ? (WCHAR)*name : u'?';
    }
    to[units] = 0;
}

EXPORT BOOL WINAPI CreatePipe(
    PHANDLE readEnd, PHANDLE writeEnd, LPSECURITY_ATTRIBUTES attributes, DWORD size) {
    (void)attributes;
    (void)size;
    int descriptors[2];
    if (pipe2(descriptors, O_CLOEXEC) != 0) {
        return failed_with_errno();
    }
    HANDLE handles[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++) {
        struct object *end = object_create(OBJECT_FILE);
        if (end == NULL) {
            close(descriptors[i]);
            continue;
        }
        end->descriptor = descriptors[i];
        handles[i] = object_handle(end);
    }
    if (handles[0] == NULL || handles[1] == NULL) {
        for (int i = 0; i < 2; i++) {
            if (handles[i] != NULL) {
                CloseHandle(handles[i]);
            }
        }
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
        return FALSE;
    }
    *readEnd = handles[0];
    *writeEnd = handles[1];
    return TRUE;
}

EXPORT BOOL WINAPI PeekNamedPipe(
    HANDLE handle, LPVOID bytes, DWORD size, LPDWORD read, LPDWORD available, LPDWORD left) {
    (void)size;
    (void)left;
    struct object *pipe = object_use(handle, OBJECT_FILE);
    if (pipe == NULL) {
        return FALSE;
    }
    struct pollfd state = {pipe->descriptor, POLLIN, 0};
    int waiting = 0;
    bool good = bytes == NULL && read == NULL && poll(&state, 1, 0) >= 0
        && ioctl(pipe->descriptor, FIONREAD, &waiting) == 0;
    object_release(pipe);
    if (!good) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return FALSE;
    }
    if (waiting == 0 && state.revents & POLLHUP) {
        SetLastError(ERROR_BROKEN_PIPE);
        return FALSE;
    }
    *available = (DWORD)waiting;
    return TRUE;
}

/* Whether the handle is an end of a pipe, whose transfers have no place. */
static bool is_pipe(const struct object *file) {
    struct stat status;
    return fstat(file->descriptor, &status) == 0 && S_ISFIFO(status.st_mode);
}

static off_t place_of(const OVERLAPPED *overlapped) {
    return (off_t)((uint64_t)overlapped->OffsetHigh << 32 | overlapped->Offset);
}

/* Waits for a pipe until there is something, or nothing more to come; false if that was cancelled. */
static bool wait_for_bytes(struct object *pipe) {
    int before = object_cancellations(pipe);
    struct pollfd state = {pipe->descriptor, POLLIN, 0};
    while (poll(&state, 1, 5) == 0) {
        if (object_cancellations(pipe) != before) {
            return false;
        }
    }
    return true;
}

static void finish(OVERLAPPED *overlapped, DWORD transferred) {
    if (overlapped == NULL) {
        return;
    }
    overlapped->Internal = 0;
    overlapped->InternalHigh = transferred;
    if (overlapped->hEvent != NULL) {
        SetEvent(overlapped->hEvent);
    }
}

EXPORT BOOL WINAPI ReadFile(
    HANDLE handle, LPVOID bytes, DWORD size, LPDWORD read_bytes, OVERLAPPED *overlapped) {
    struct object *file = object_use(handle, OBJECT_FILE);
    if (file == NULL) {
        return FALSE;
    }
    bool pipe = is_pipe(file);
    ssize_t result = -1;
    bool cancelled = pipe && !wait_for_bytes(file);
    if (!cancelled) {
        do {
            result = pipe || overlapped == NULL
                ? read(file->descriptor, bytes, size)
                : pread(file->descriptor, bytes, size, place_of(overlapped));
        } while (result < 0 && errno == EINTR);
    }
    object_release(file);
    if (cancelled) {
        SetLastError(ERROR_OPERATION_ABORTED);
        return FALSE;
    }
    if (result < 0) {
        return failed_with_errno();
    }
    if (read_bytes != NULL) {
        *read_bytes = (DWORD)result;
    }
    finish(overlapped, (DWORD)result);
    if (result == 0 && size > 0 && pipe) {
        /* Windows says so when the other end is closed; at a file's end it only reads nothing. */
        SetLastError(ERROR_BROKEN_PIPE);
        return FALSE;
    }
    return TRUE;
}

EXPORT BOOL WINAPI WriteFile(
    HANDLE handle, LPCVOID bytes, DWORD size, LPDWORD written, OVERLAPPED *overlapped) {
    struct object *file = object_use(handle, OBJECT_FILE);
    if (file == NULL) {
        return FALSE;
    }
    bool placed = overlapped != NULL && !is_pipe(file);
    DWORD done = 0;
    ssize_t result = 0;
    while (done < size && result >= 0) {
        const char *rest = (const char *)bytes + done;
        result = placed
            ? pwrite(file->descriptor, rest, size - done, place_of(overlapped) + (off_t)done)
            : write(file->descriptor, rest, size - done);
        if (result > 0) {
            done += (DWORD)result;
        } else if (result < 0 && errno == EINTR) {
            result = 0;
        }
    }
    object_release(file);
    if (written != NULL) {
        *written = done;
    }
    if (result < 0) {
        return failed_with_errno();
    }
    finish(overlapped, done);
    return TRUE;
}

EXPORT BOOL WINAPI GetOverlappedResult(
    HANDLE handle, OVERLAPPED *overlapped, LPDWORD transferred, BOOL wait) {
    (void)wait;
    struct object *file = object_use(handle, OBJECT_FILE);
    if (file == NULL) {
        return FALSE;
    }
    object_release(file);
    *transferred = (DWORD)overlapped->InternalHigh;
    return TRUE;
}

EXPORT BOOL WINAPI CancelIoEx(HANDLE handle, OVERLAPPED *overlapped) {
    struct object *file = object_use(handle, OBJECT_FILE);
    if (file == NULL) {
        return FALSE;
    }
    if (overlapped == NULL) {
        object_cancel(file);
    } else {
        SetLastError(ERROR_NOT_FOUND);
    }
    object_release(file);
    return overlapped == NULL;
}

EXPORT HANDLE WINAPI CreateFileW(
    LPCWSTR path,
    DWORD access,
    DWORD share,
    LPSECURITY_ATTRIBUTES attributes,
    DWORD disposition,
    DWORD flags,
    HANDLE model) {
    (void)share;
    (void)attributes;
    (void)flags;
    (void)model;
    char *name = posix_path(path);
    struct object *file = object_create(OBJECT_FILE);
    if (name == NULL || file == NULL) {
        free(name);
        free(file);
        return INVALID_HANDLE_VALUE;
    }
    int mode = access & (GENERIC_WRITE | GENERIC_ALL) ? O_RDWR : O_RDONLY;
    if (disposition == CREATE_NEW) {
        mode |= O_CREAT | O_EXCL;
    } else if (disposition == CREATE_ALWAYS) {
        mode |= O_CREAT | O_TRUNC;
    }
    file->descriptor = open(name, mode | O_CLOEXEC, 0666);
    file->path = name;
    HANDLE handle = NULL;
    if (file->descriptor < 0) {
        failed_with_errno();
        if (errno == EEXIST) {
            SetLastError(ERROR_FILE_EXISTS);
        }
        object_release(file);
    } else {
        handle = object_handle(file);
    }
    return handle == NULL ? INVALID_HANDLE_VALUE : handle;
}

EXPORT DWORD WINAPI GetFileAttributesW(LPCWSTR path) {
    char *name = posix_path(path);
    struct stat status;
    if (name == NULL || stat(name, &status) != 0) {
        if (name != NULL) {
            failed_with_errno();
        }
        free(name);
        return INVALID_FILE_ATTRIBUTES;
    }
    free(name);
    return S_ISDIR(status.st_mode) ? FILE_ATTRIBUTE_DIRECTORY : FILE_ATTRIBUTE_NORMAL;
}

/* What a POSIX function of one path answers. */
static BOOL apply(LPCWSTR path, int (*function)(const char *)) {
    char *name = posix_path(path);
    if (name == NULL) {
        return FALSE;
    }
    BOOL done = function(name) == 0 ? TRUE : failed_with_errno();
    free(name);
    return done;
}

static int make_folder(const char *path) {
    return mkdir(path, 0777);
}

EXPORT BOOL WINAPI CreateDirectoryW(LPCWSTR path, LPSECURITY_ATTRIBUTES attributes) {
    (void)attributes;
    return apply(path, make_folder);
}

EXPORT BOOL WINAPI RemoveDirectoryW(LPCWSTR path) {
    return apply(path, rmdir);
}

EXPORT BOOL WINAPI DeleteFileW(LPCWSTR path) {
    return apply(path, unlink);
}

static bool copy(const char *from, const char *to, bool fail_if_there) {
    int source = open(from, O_RDONLY | O_CLOEXEC);
    if (source < 0) {
        return false;
    }
    int mode = O_WRONLY | O_CREAT | O_CLOEXEC | (fail_if_there ? O_EXCL : O_TRUNC);
    int target = open(to, mode, 0666);
    ssize_t result = -1;
    if (target >= 0) {
        do {
            result = sendfile(target, source, NULL, 1 << 20);
        } while (result > 0);
        close(target);
    }
    int error = errno;
    close(source);
    errno = error;
    return result == 0;
}

EXPORT BOOL WINAPI CopyFileW(LPCWSTR from, LPCWSTR to, BOOL failIfThere) {
    char *source = posix_path(from);
    char *target = posix_path(to);
    BOOL done = FALSE;
    if (source != NULL && target != NULL) {
        done = copy(source, target, failIfThere) ? TRUE : failed_with_errno();
    }
    free(source);
    free(target);
    return done;
}

static BOOL next(struct object *search, WIN32_FIND_DATAW *found) {
    struct dirent *file = readdir(search->folder);
    if (file == NULL) {
        SetLastError(ERROR_NO_MORE_FILES);
        return FALSE;
    }
    bool folder = file->d_type == DT_DIR;
    found->dwFileAttributes = folder ? FILE_ATTRIBUTE_DIRECTORY : FILE_ATTRIBUTE_NORMAL;
    windows_name(file->d_name, found->cFileName);
    return TRUE;
}

/* Only for patterns that end in \*: all that a folder holds. */
EXPORT HANDLE WINAPI FindFirstFileW(LPCWSTR pattern, WIN32_FIND_DATAW *found) {
    char *folder = posix_path(pattern);
    struct object *search = object_create(OBJECT_SEARCH);
    size_t end = folder == NULL ? 0 : strlen(folder);
    if (search == NULL || end < 2 || strcmp(folder + end - 2, "/*") != 0) {
        SetLastError(ERROR_INVALID_PARAMETER);
        free(folder);
        free(search);
        return INVALID_HANDLE_VALUE;
    }
    folder[end - 2] = 0;
    search->folder = opendir(folder);
    free(folder);
    HANDLE handle = NULL;
    if (search->folder == NULL) {
        failed_with_errno();
        object_release(search);
    } else if (!next(search, found)) {
        object_release(search);
    } else {
        handle = object_handle(search);
    }
    return handle == NULL ? INVALID_HANDLE_VALUE : handle;
}

EXPORT BOOL WINAPI FindNextFileW(HANDLE handle, WIN32_FIND_DATAW *found) {
    struct object *search = object_use(handle, OBJECT_SEARCH);
    if (search == NULL) {
        return FALSE;
    }
    BOOL more = next(search, found);
    object_release(search);
    return more;
}

EXPORT BOOL WINAPI FindClose(HANDLE handle) {
    return CloseHandle(handle);
}

EXPORT DWORD WINAPI GetFinalPathNameByHandleW(
    HANDLE handle, LPWSTR path, DWORD size, DWORD flags) {
    (void)flags;
    struct object *file = object_use(handle, OBJECT_FILE);
    if (file == NULL) {
        return 0;
    }
    DWORD units = file->path == NULL ? 0 : (DWORD)strlen(file->path);
    if (file->path == NULL) {
        SetLastError(ERROR_INVALID_HANDLE);
    } else if (units < size && units < MAX_PATH) {
        windows_name(file->path, path);
    } else {
        units++;
    }
    object_release(file);
    return units;
}
