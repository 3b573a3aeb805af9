#include "control.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

struct failure {
    struct failure *next;
    char *function;
    UINT32 after;
    HRESULT result;
    UINT32 where;
    char *document;
};

static SRWLOCK lock = SRWLOCK_INIT;
static struct failure *failures;

static struct failure **find(const char *function) {
    struct failure **place = &failures;
    while (*place != NULL && strcmp((*place)->function, function) != 0) {
        place = &(*place)->next;
    }
    return place;
}

static void drop(struct failure **place) {
    struct failure *failure = *place;
    *place = failure->next;
    free(failure->function);
    free(failure->document);
    free(failure);
}

void WINAPI BaristaStandInFail(
    const char *function, UINT32 after, HRESULT result, UINT32 where, PCWSTR document) {
    struct failure *failure = malloc(sizeof *failure);
    if (failure == NULL) {
        abort();
    }
    char *name = text_copy(function, strlen(function));
    char *text = document == NULL ? NULL : text_of(document);
    AcquireSRWLockExclusive(&lock);
    struct failure **place = find(function);
    if (*place != NULL) {
        drop(place);
    }
    *failure = (struct failure){failures, name, after, result, where, text};
    failures = failure;
    ReleaseSRWLockExclusive(&lock);
}

/* Counts a call, and tells whether it is the one to fail; leaves the failure to be taken. */
static bool fails(const char *function, UINT32 where, HRESULT *result, char **document) {
    AcquireSRWLockExclusive(&lock);
    struct failure **place = find(function);
    struct failure *failure = *place;
    bool now = false;
    if (failure != NULL && failure->where == where) {
        now = failure->after == 0;
        failure->after -= failure->after > 0;
    }
    if (now) {
        *result = failure->result;
        *document = failure->document;
        failure->document = NULL;
        drop(place);
    }
    ReleaseSRWLockExclusive(&lock);
    return now;
}

static _Thread_local char *last_document;

bool fails_call(const char *function, HRESULT *result) {
    char *document = NULL;
    if (!fails(function, FAIL_CALL, result, &document)) {
        return false;
    }
    free(last_document);
    last_document = document;
    return true;
}

char *failure_document(void) {
    char *document = last_document;
    last_document = NULL;
    return document;
}

bool fails_operation(const char *function, HRESULT *result, char **document) {
    return fails(function, FAIL_OPERATION, result, document);
}

BOOL WINAPI BaristaStandInSet(const char *name, long long value) {
    for (struct control_switch *place = control_switches; place->name != NULL; place++) {
        if (strcmp(place->name, name) == 0) {
            place->value = value;
            control_changed();
            return TRUE;
        }
    }
    return FALSE;
}

long long WINAPI BaristaStandInCount(const char *name) {
    for (const struct control_counter *place = control_counters; place->name != NULL; place++) {
        if (strcmp(place->name, name) == 0) {
            return place->count();
        }
    }
    return -1;
}

const char *WINAPI BaristaStandInLeakCounter(UINT32 index) {
    for (const struct control_counter *place = control_counters; place->name != NULL; place++) {
        if (place->leak && index-- == 0) {
            return place->name;
        }
    }
    return NULL;
}

void WINAPI BaristaStandInReset(void) {
    AcquireSRWLockExclusive(&lock);
    while (failures != NULL) {
        drop(&failures);
    }
    ReleaseSRWLockExclusive(&lock);
    for (struct control_switch *place = control_switches; place->name != NULL; place++) {
        place->value = 0;
    }
    control_changed();
    control_reset();
}
