/* Ports that guest network services have reserved. */
#include "network.h"

#include <stdlib.h>

struct reservation {
    struct reservation *next;
    USHORT first;
    USHORT last;
    HCN_PORT_PROTOCOL protocol;
    HCN_PORT_ACCESS access;
};

/* Where a port is taken from if the caller names none. */
#define FIRST_FREE 49152u
#define LAST_PORT 65535u

static struct reservation *reservations;
static long long arrays;

static bool is_free(unsigned first, unsigned last, HCN_PORT_PROTOCOL protocol, HCN_PORT_ACCESS access) {
    for (struct reservation *at = reservations; at != NULL; at = at->next) {
        bool shared =
            access == HCN_PORT_ACCESS_SHARED && at->access == HCN_PORT_ACCESS_SHARED;
        if (first <= at->last && last >= at->first && protocol & at->protocol && !shared) {
            return false;
        }
    }
    return true;
}

/* With the lock held. */
static HANDLE reserve(
    unsigned first, unsigned last, HCN_PORT_PROTOCOL protocol, HCN_PORT_ACCESS access) {
    struct reservation *made = malloc(sizeof *made);
    if (made == NULL) {
        abort();
    }
    *made =
        (struct reservation){reservations, (USHORT)first, (USHORT)last, protocol, access};
    reservations = made;
    return handle_new(PORTS, made);
}

/* The first port of so many free ones; 0 if there are none. */
static unsigned find_free(unsigned count, HCN_PORT_PROTOCOL protocol, HCN_PORT_ACCESS access) {
    for (unsigned first = FIRST_FREE; first + count - 1 <= LAST_PORT; first++) {
        if (is_free(first, first + count - 1, protocol, access)) {
            return first;
        }
    }
    return 0;
}

HRESULT WINAPI HcnReserveGuestNetworkServicePort(
    HCN_GUESTNETWORKSERVICE GuestNetworkService,
    HCN_PORT_PROTOCOL Protocol,
    HCN_PORT_ACCESS Access,
    USHORT Port,
    HANDLE *PortReservationHandle) {
    HRESULT result;
    if (refused(__func__, &result, NULL)) {
        return result;
    }
    if (handle_get(GuestNetworkService, GUEST_SERVICE) == NULL) {
        return HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    }
    if (Protocol < HCN_PORT_PROTOCOL_TCP || Protocol > HCN_PORT_PROTOCOL_BOTH
        || Access < HCN_PORT_ACCESS_EXCLUSIVE || Access > HCN_PORT_ACCESS_SHARED
        || PortReservationHandle == NULL) {
        return E_INVALIDARG;
    }
    AcquireSRWLockExclusive(&network_lock);
    unsigned port = Port == 0 ? find_free(1, Protocol, Access) : Port;
    bool free_port = port != 0 && is_free(port, port, Protocol, Access);
    *PortReservationHandle = free_port ? reserve(port, port, Protocol, Access) : NULL;
    ReleaseSRWLockExclusive(&network_lock);
    return free_port ? S_OK : HCN_E_PORT_ALREADY_EXISTS;
}

HRESULT WINAPI HcnReserveGuestNetworkServicePortRange(
    HCN_GUESTNETWORKSERVICE GuestNetworkService,
    USHORT PortCount,
    HCN_PORT_RANGE_RESERVATION *PortRangeReservation,
    HANDLE *PortReservationHandle) {
    HRESULT result;
    if (refused(__func__, &result, NULL)) {
        return result;
    }
    if (handle_get(GuestNetworkService, GUEST_SERVICE) == NULL) {
        return HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE);
    }
    if (PortCount == 0 || PortRangeReservation == NULL || PortReservationHandle == NULL) {
        return E_INVALIDARG;
    }
    AcquireSRWLockExclusive(&network_lock);
    unsigned first =
        find_free(PortCount, HCN_PORT_PROTOCOL_BOTH, HCN_PORT_ACCESS_EXCLUSIVE);
    if (first != 0) {
        unsigned last = first + PortCount - 1;
        *PortRangeReservation = (HCN_PORT_RANGE_RESERVATION){(USHORT)first, (USHORT)last};
        *PortReservationHandle =
            reserve(first, last, HCN_PORT_PROTOCOL_BOTH, HCN_PORT_ACCESS_EXCLUSIVE);
    }
    ReleaseSRWLockExclusive(&network_lock);
    return first == 0 ? HCN_E_PORT_ALREADY_EXISTS : S_OK;
}

HRESULT WINAPI HcnReleaseGuestNetworkServicePortReservationHandle(HANDLE PortReservationHandle) {
    HRESULT result;
    if (refused(__func__, &result, NULL)) {
        return result;
    }
    AcquireSRWLockExclusive(&network_lock);
    struct reservation *released = handle_close(PortReservationHandle, PORTS);
    if (released != NULL) {
        struct reservation **place = &reservations;
        while (*place != NULL && *place != released) {
            place = &(*place)->next;
        }
        if (*place != NULL) {
            *place = released->next;
            free(released);
        }
    }
    ReleaseSRWLockExclusive(&network_lock);
    return released == NULL ? HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE) : S_OK;
}

HRESULT WINAPI HcnEnumerateGuestNetworkPortReservations(
    ULONG *ReturnCount, HCN_PORT_RANGE_ENTRY **PortEntries) {
    HRESULT result;
    if (refused(__func__, &result, NULL)) {
        return result;
    }
    if (ReturnCount == NULL || PortEntries == NULL) {
        return E_POINTER;
    }
    AcquireSRWLockExclusive(&network_lock);
    ULONG count = 0;
    for (struct reservation *at = reservations; at != NULL; at = at->next) {
        count++;
    }
    HCN_PORT_RANGE_ENTRY *entries = count == 0 ? NULL : CoTaskMemAlloc(count * sizeof *entries);
    ULONG index = 0;
    for (struct reservation *at = reservations; at != NULL && entries != NULL; at = at->next) {
        entries[index++] = (HCN_PORT_RANGE_ENTRY){
            .Protocol = at->protocol,
            .SharingFlags = (UINT32)at->access,
            .StartingPort = at->first,
            .EndingPort = at->last};
    }
    arrays += entries != NULL;
    ReleaseSRWLockExclusive(&network_lock);
    *ReturnCount = index;
    *PortEntries = entries;
    return count > 0 && entries == NULL ? E_OUTOFMEMORY : S_OK;
}

VOID WINAPI HcnFreeGuestNetworkPortReservations(HCN_PORT_RANGE_ENTRY *PortEntries) {
    if (PortEntries == NULL) {
        return;
    }
    AcquireSRWLockExclusive(&network_lock);
    arrays--;
    ReleaseSRWLockExclusive(&network_lock);
    CoTaskMemFree(PortEntries);
}

long long arrays_live(void) {
    AcquireSRWLockExclusive(&network_lock);
    long long live = arrays;
    ReleaseSRWLockExclusive(&network_lock);
    return live;
}

/* Handles that are still open keep their memory. */
void ports_reset(void) {
    AcquireSRWLockExclusive(&network_lock);
    reservations = NULL;
    ReleaseSRWLockExclusive(&network_lock);
}
