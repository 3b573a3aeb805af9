/* What the files of this library know of each other. */
#ifndef KERNEL32_H
#define KERNEL32_H

#include "win32.h"

#include <pthread.h>
#include <stdbool.h>

enum object_kind { OBJECT_EVENT, OBJECT_THREAD, OBJECT_FILE, OBJECT_SECTION, OBJECT_SEARCH };

/* What a handle stands for. It lives until its handle is closed and nobody uses it any more. */
struct object {
    enum object_kind kind;
    int uses;
    /* Events and threads; guarded by the lock of objects. */
    bool signaled;
    bool manual_reset;
    /* Files, pipes and sections. */
    int descriptor;
    SIZE_T size;
    /* Counted up when the transfers that wait are to end. */
    int cancellations;
    /* A search through a folder. */
    void *folder;
    char *path;
};

/* An object with the use that its handle is; NULL for want of memory. */
struct object *object_create(enum object_kind kind);
/* A new handle to an object. */
HANDLE object_handle(struct object *object);
/* The object of a kind behind a handle, with one more use; NULL with ERROR_INVALID_HANDLE. */
struct object *object_use(HANDLE handle, enum object_kind kind);
/* Ends a use. */
void object_release(struct object *object);
/* Ends the transfers of an object that wait; and how often that was done. */
void object_cancel(struct object *object);
int object_cancellations(struct object *object);
/* Signals an event or thread, and wakes who waits for it. */
void object_signal(struct object *object);

/* The path as POSIX has it, to be freed. */
char *posix_path(LPCWSTR path);
/* Sets the last error that belongs to errno; FALSE. */
BOOL failed_with_errno(void);

#endif
