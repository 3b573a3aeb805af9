/* Sections: memory that several places map. */
#include "kernel32.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct view {
    struct view *next;
    void *address;
    SIZE_T size;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct view *views;

EXPORT HANDLE WINAPI CreateFileMappingW(
    HANDLE file,
    LPSECURITY_ATTRIBUTES attributes,
    DWORD protection,
    DWORD sizeHigh,
    DWORD sizeLow,
    LPCWSTR name) {
    (void)attributes;
    SIZE_T size = (SIZE_T)sizeHigh << 32 | sizeLow;
    if (file != INVALID_HANDLE_VALUE || protection != PAGE_READWRITE || size == 0 || name != NULL) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return NULL;
    }
    struct object *section = object_create(OBJECT_SECTION);
    if (section == NULL) {
        return NULL;
    }
    section->size = size;
    section->descriptor = memfd_create("section", MFD_CLOEXEC);
    if (section->descriptor < 0 || ftruncate(section->descriptor, (off_t)size) != 0) {
        failed_with_errno();
        object_release(section);
        return NULL;
    }
    return object_handle(section);
}

EXPORT LPVOID WINAPI MapViewOfFile(
    HANDLE handle, DWORD access, DWORD offsetHigh, DWORD offsetLow, SIZE_T size) {
    struct object *section = object_use(handle, OBJECT_SECTION);
    if (section == NULL) {
        return NULL;
    }
    SIZE_T offset = (SIZE_T)offsetHigh << 32 | offsetLow;
    struct view *view = malloc(sizeof *view);
    void *address = MAP_FAILED;
    if (view == NULL) {
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
    } else if (offset >= section->size || size > section->size - offset) {
        SetLastError(ERROR_ACCESS_DENIED);
    } else {
        view->size = size == 0 ? section->size - offset : size;
        int protection = PROT_READ | (access & FILE_MAP_WRITE ? PROT_WRITE : 0);
        address =
            mmap(NULL, view->size, protection, MAP_SHARED, section->descriptor, (off_t)offset);
        if (address == MAP_FAILED) {
            failed_with_errno();
        }
    }
    object_release(section);
    if (address == MAP_FAILED) {
        free(view);
        return NULL;
    }
    view->address = address;
    pthread_mutex_lock(&lock);
    view->next = views;
    views = view;
    pthread_mutex_unlock(&lock);
    return address;
}

EXPORT BOOL WINAPI UnmapViewOfFile(LPCVOID address) {
    pthread_mutex_lock(&lock);
    struct view **place = &views;
    while (*place != NULL && (*place)->address != address) {
        place = &(*place)->next;
    }
    struct view *view = *place;
    if (view != NULL) {
        *place = view->next;
    }
    pthread_mutex_unlock(&lock);
    if (view == NULL) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return FALSE;
    }
    munmap(view->address, view->size);
    free(view);
    return TRUE;
}
