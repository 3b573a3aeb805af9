/*
 * What a test asks of a library beyond its header: to fail as field reports describe, and to count.
 * Each library exports these functions; names and texts are ASCII.
 */
#ifndef CONTROL_H
#define CONTROL_H

#include "win32.h"

#include <stdbool.h>

/* Where a failure shows. */
#define FAIL_CALL 0
#define FAIL_OPERATION 1

/*
 * The call of a function after so many others that succeed answers a result: at once (FAIL_CALL),
 * or as its operation's (FAIL_OPERATION). A document, or NULL, goes with it. One failure at a time
 * for each function.
 */
EXPORT void WINAPI BaristaStandInFail(
    const char *function, UINT32 after, HRESULT result, UINT32 where, PCWSTR document);
/* Turns a switch of the library to a value; FALSE if it has no such switch. */
EXPORT BOOL WINAPI BaristaStandInSet(const char *name, long long value);
/* A counter of the library; -1 if it has no such counter. */
EXPORT long long WINAPI BaristaStandInCount(const char *name);
/* The name of one of the counters that are zero when a caller has given everything back; or NULL. */
EXPORT const char *WINAPI BaristaStandInLeakCounter(UINT32 index);
/* No failures, all switches off, and what is behind the library as at its start. */
EXPORT void WINAPI BaristaStandInReset(void);

/* Whether this call of a function is to answer a failure now. */
bool fails_call(const char *function, HRESULT *result);
/* Whether this call's operation is to fail; the document, if any, is to be freed. */
bool fails_operation(const char *function, HRESULT *result, char **document);
/* The document that goes with the failure that fails_call has just told of; to be freed. */
char *failure_document(void);

/* Given by each library. */
struct control_switch {
    const char *name;
    long long value;
};
struct control_counter {
    const char *name;
    long long (*count)(void);
    /* It is zero when a caller has given everything back. */
    bool leak;
};
/* Both end with a NULL name. */
extern struct control_switch control_switches[];
extern const struct control_counter control_counters[];
void control_reset(void);
/* A switch was turned. */
void control_changed(void);

#endif
