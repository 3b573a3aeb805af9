/* What a test can turn and count. */
#include "control.h"
#include "storage.h"
#include "text.h"

LPVOID string_allocate(SIZE_T bytes) {
    return LocalAlloc(LMEM_FIXED, bytes);
}

enum { ACCESS_DENIED };

struct control_switch control_switches[] = {[ACCESS_DENIED] = {"access-denied", 0}, {0}};

const struct control_counter control_counters[] = {{"strings", strings_live, true}, {0}};

void control_changed(void) {}

void control_reset(void) {}

bool refused(const char *function, HRESULT *result) {
    if (control_switches[ACCESS_DENIED].value != 0) {
        *result = E_ACCESSDENIED;
        return true;
    }
    return fails_call(function, result);
}
