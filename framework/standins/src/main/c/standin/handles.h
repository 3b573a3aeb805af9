/*
 * Handles that stand for objects. They are numbers, not addresses, and none is given twice: a null,
 * foreign or closed handle is always found out, and never crashes.
 */
#ifndef HANDLES_H
#define HANDLES_H

#include "win32.h"

#include <stddef.h>

/* A new handle to an object of a kind; NULL for want of memory. */
void *handle_new(int kind, void *object);
/* The object of a kind behind a handle; NULL if there is none. */
void *handle_get(const void *handle, int kind);
/* Ends a handle; its object, or NULL if there is none. */
void *handle_close(const void *handle, int kind);
/* How many handles of a kind are open. */
long long handles_open(int kind);
/* Calls with each open handle of a kind. */
void handles_each(int kind, void (*visit)(void *handle, void *object, void *context), void *context);

#endif
