/* What a test can turn and count. */
#include "core.h"

struct control_switch control_switches[] = {
    [ACCESS_DENIED] = {"access-denied", 0},
    [HOLD_OPERATIONS] = {"hold-operations", 0},
    [OPERATION_DELAY] = {"operation-delay-ms", 0},
    [CANCEL_NOT_IMPLEMENTED] = {"cancel-not-implemented", 0},
    [GARBAGE_DOCUMENTS] = {"garbage-documents", 0},
    [DOCUMENT_PADDING] = {"document-padding", 0},
    [LATE_CALLBACKS] = {"late-callbacks", 0},
    [SCHEMA_MINOR] = {"schema-minor", 0},
    {0},
};

/* What Windows 11 24H2 has, by field report. */
#define NEWEST_SCHEMA_MINOR 7

static long long open_operations(void) {
    return handles_open(OPERATION);
}

static long long open_systems(void) {
    return handles_open(SYSTEM);
}

static long long open_processes(void) {
    return handles_open(PROCESS);
}

const struct control_counter control_counters[] = {
    {"operation-handles", open_operations, true},
    {"system-handles", open_systems, true},
    {"process-handles", open_processes, true},
    {"strings", strings_live, true},
    {"operations-outstanding", operations_outstanding, true},
    {"handles-closed-in-use", handles_closed_in_use, true},
    {"file-grants", grants_live, false},
    {0},
};

bool is_on(int name) {
    return control_switches[name].value != 0;
}

long long setting(int name) {
    long long value = control_switches[name].value;
    return name == SCHEMA_MINOR && value == 0 ? NEWEST_SCHEMA_MINOR : value;
}

bool refused(const char *function, HRESULT *result) {
    if (is_on(ACCESS_DENIED)) {
        *result = HCS_E_ACCESS_DENIED;
        return true;
    }
    return fails_call(function, result);
}

void control_changed(void) {
    AcquireSRWLockExclusive(&core_lock);
    WakeAllConditionVariable(&core_changed);
    ReleaseSRWLockExclusive(&core_lock);
}

void control_reset(void) {
    systems_reset();
}
