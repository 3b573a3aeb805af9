/* What a test can turn and count. */
#include "network.h"

#include <stdlib.h>

enum { ACCESS_DENIED, GARBAGE_DOCUMENTS };

struct control_switch control_switches[] = {
    [ACCESS_DENIED] = {"access-denied", 0},
    [GARBAGE_DOCUMENTS] = {"garbage-documents", 0},
    {0},
};

static long long open_objects(void) {
    return handles_open(NETWORK) + handles_open(NAMESPACE) + handles_open(ENDPOINT)
        + handles_open(LOAD_BALANCER) + handles_open(GUEST_SERVICE) + handles_open(SDN_ROUTE);
}

static long long open_callbacks(void) {
    return handles_open(CALLBACK_HANDLE);
}

static long long open_reservations(void) {
    return handles_open(PORTS);
}

const struct control_counter control_counters[] = {
    {"object-handles", open_objects, true},
    {"callback-handles", open_callbacks, true},
    {"port-reservations", open_reservations, true},
    {"port-arrays", arrays_live, true},
    {"strings", strings_live, true},
    {0},
};

bool spoiled(void) {
    return control_switches[GARBAGE_DOCUMENTS].value != 0;
}

bool refused(const char *function, HRESULT *result, PWSTR *error_record) {
    if (error_record != NULL) {
        *error_record = NULL;
    }
    if (control_switches[ACCESS_DENIED].value != 0) {
        *result = E_ACCESSDENIED;
        return true;
    }
    if (!fails_call(function, result)) {
        return false;
    }
    char *document = failure_document();
    if (document != NULL && error_record != NULL) {
        *error_record = give_document(document);
    }
    free(document);
    return true;
}

void control_changed(void) {}

void control_reset(void) {
    objects_reset();
    ports_reset();
}
