/* Test Anything Protocol output: one line a check, then the plan. */
#ifndef TAP_H
#define TAP_H

#include <stdbool.h>

/* Prints "ok N - NAME" or "not ok N - NAME" and returns the condition. NAME is a printf format. */
bool check(bool condition, const char *name, ...);

/* Adds a "# ..." line; call it before the check that it explains. */
void explain(const char *format, ...);

/* Prints the plan. Returns the program's exit code: 0 when every check passed, else 1. */
int finish_checks(void);

#endif
