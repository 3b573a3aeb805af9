/* What the files of this library know of each other. */
#ifndef STORAGE_H
#define STORAGE_H

#include "win32.h"

#include <stdbool.h>

/* Whether this call is to answer an error without doing anything: a failure, or no rights. */
bool refused(const char *function, HRESULT *result);

#endif
