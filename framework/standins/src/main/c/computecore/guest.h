/* What a test makes the guest of a compute system do. */
#ifndef GUEST_H
#define GUEST_H

#include "computedefs.h"

/* Any event of a system, also one that no header knows. FALSE if there is no such system. */
EXPORT BOOL WINAPI BaristaStandInRaise(const char *id, DWORD type, PCWSTR data);
/* The guest ends, with a status and a NotificationType. FALSE if there is no such system. */
EXPORT BOOL WINAPI BaristaStandInExit(const char *id, HRESULT status, const char *exitType);

#endif
