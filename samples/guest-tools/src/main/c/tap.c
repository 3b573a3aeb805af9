#include "tap.h"

#include <stdarg.h>
#include <stdio.h>

static unsigned checks;
static unsigned failures;

bool check(bool condition, const char *name, ...)
{
    va_list arguments;

    checks++;
    if (!condition)
        failures++;
    printf("%s %u - ", condition ? "ok" : "not ok", checks);
    va_start(arguments, name);
    vprintf(name, arguments);
    va_end(arguments);
    printf("\n");
    fflush(stdout);
    return condition;
}

void explain(const char *format, ...)
{
    va_list arguments;

    printf("# ");
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\n");
    fflush(stdout);
}

int finish_checks(void)
{
    printf("1..%u\n", checks);
    if (failures != 0)
        printf("# %u of %u checks failed\n", failures, checks);
    fflush(stdout);
    return failures == 0 ? 0 : 1;
}
