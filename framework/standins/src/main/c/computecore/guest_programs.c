/*
 * The programs that a guest has here: cat, echo TEXT, complain TEXT (to the error stream), sleep
 * and exit CODE. Another command line ends with 127, as a shell has it.
 */
#include "core.h"

#include <stdlib.h>
#include <string.h>

#define NOT_FOUND 127

static bool write_all(HANDLE to, const char *bytes, DWORD size) {
    DWORD written = 0;
    return to == NULL || WriteFile(to, bytes, size, &written, NULL);
}

/* Waits a moment; false when the program is to end. */
static bool lives(struct process *process) {
    AcquireSRWLockExclusive(&core_lock);
    if (!process->killed) {
        SleepConditionVariableSRW(&core_changed, &core_lock, 2, 0);
    }
    bool lives = !process->killed;
    ReleaseSRWLockExclusive(&core_lock);
    return lives;
}

static bool input_closed(struct process *process) {
    AcquireSRWLockExclusive(&core_lock);
    bool closed = process->input_closed;
    ReleaseSRWLockExclusive(&core_lock);
    return closed;
}

/* Asks before it reads, so that it never blocks where it can't be killed. */
static DWORD cat(struct process *process) {
    char bytes[4096];
    while (process->input != NULL) {
        bool last = input_closed(process);
        DWORD available = 0;
        if (!PeekNamedPipe(process->input, NULL, 0, NULL, &available, NULL)) {
            return 0;
        }
        if (available == 0) {
            if (last) {
                return 0;
            }
            if (!lives(process)) {
                return 1;
            }
            continue;
        }
        DWORD size = available < sizeof bytes ? available : (DWORD)sizeof bytes;
        DWORD read = 0;
        if (!ReadFile(process->input, bytes, size, &read, NULL)
            || !write_all(process->output, bytes, read)) {
            return 1;
        }
    }
    return 0;
}

static DWORD say(HANDLE to, const char *text) {
    return write_all(to, text, (DWORD)strlen(text)) && write_all(to, "\n", 1) ? 0 : 1;
}

DWORD guest_program_run(struct process *process) {
    const char *command = process->command;
    const char *space = strchr(command, ' ');
    size_t length = space == NULL ? strlen(command) : (size_t)(space - command);
    const char *rest = space == NULL ? "" : space + 1;
    if (strncmp(command, "cat", length) == 0) {
        return cat(process);
    }
    if (strncmp(command, "echo", length) == 0) {
        return say(process->output, rest);
    }
    if (strncmp(command, "complain", length) == 0) {
        return say(process->error, rest);
    }
    if (strncmp(command, "exit", length) == 0) {
        return (DWORD)strtoul(rest, NULL, 10);
    }
    if (strncmp(command, "sleep", length) == 0) {
        while (lives(process)) {
        }
        return 1;
    }
    return NOT_FOUND;
}
