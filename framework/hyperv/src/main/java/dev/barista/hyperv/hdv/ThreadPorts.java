package dev.barista.hyperv.hdv;

import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.runtime.ring.AccessPort;

import org.jspecify.annotations.Nullable;

/**
 * A device's ports, one for each thread that brings accesses: threads of the platform, of which
 * nobody says beforehand which and how many.
 *
 * <p>A table by thread id, where a thread that finds another's port in its place puts its own. Not
 * a {@code ThreadLocal}: that would keep devices alive in threads that are not ours.
 */
final class ThreadPorts {
    /** More than a machine has processors, as a rule; a power of two. */
    private static final int PLACES = 256;

    private record Place(long threadId, AccessPort port) {}

    private final DeviceEndpoint device;
    private final @Nullable Place[] places = new Place[PLACES];

    ThreadPorts(DeviceEndpoint device) {
        this.device = device;
    }

    /**
     * The calling thread's port. Places are read and written without a lock: they are immutable,
     * and whatever is found is checked.
     */
    AccessPort mine() {
        long me = Thread.currentThread().threadId();
        Place place = places[(int) me & (PLACES - 1)];
        return place != null && place.threadId == me ? place.port : open(me);
    }

    private AccessPort open(long me) {
        AccessPort port = device.openPort();
        places[(int) me & (PLACES - 1)] = new Place(me, port);
        return port;
    }
}
