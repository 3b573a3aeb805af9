/* What every stand-in library lets a test turn and count; more is in exports.h. */
#include "control.h"
#include "exports.h"
#include "text.h"

LPVOID string_allocate(SIZE_T bytes) {
    return LocalAlloc(LMEM_FIXED, bytes);
}

static long long apertures(void) {
    return StandInHdvMemoryCount(0);
}

static long long section_ranges(void) {
    return StandInHdvMemoryCount(3);
}

static long long hosts(void) {
    long long count = 0;
    AcquireSRWLockExclusive(&hdv_lock);
    for (hdv_host *host = hdv_hosts; host != NULL; host = host->next) {
        count += !host->gone;
    }
    ReleaseSRWLockExclusive(&hdv_lock);
    return count;
}

struct control_switch control_switches[] = {{0}};

const struct control_counter control_counters[] = {
    {"apertures", apertures, true},
    {"section-backed ranges", section_ranges, true},
    {"device hosts", hosts, true},
    {0}
};

void control_changed(void) {}

void control_reset(void) {
    StandInHdvReset();
}
