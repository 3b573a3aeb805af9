package dev.barista.hyperv.ffi.devicehost;

import org.jspecify.annotations.Nullable;

/**
 * The devices that callbacks may reach, by the context that they registered with. A context names a
 * slot and how often it has been given away, so an old one finds nobody.
 */
final class LiveDevices {
    private static final int SLOTS = 256;
    private static final int SLOT_BITS = 8;

    private record Entry(long context, @Nullable PciDeviceCallbacks device) {}

    private static final @Nullable Entry[] ENTRIES = new Entry[SLOTS];
    private static long registrations;

    private LiveDevices() {}

    /**
     * Sets a context aside, behind which there is nobody yet.
     *
     * @return never 0
     * @throws IllegalStateException if there are too many
     */
    static synchronized long reserve() {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (ENTRIES[slot] == null) {
                long context = ++registrations << SLOT_BITS | slot;
                ENTRIES[slot] = new Entry(context, null);
                return context;
            }
        }
        throw new IllegalStateException(
                "this process has " + SLOTS + " devices on Hyper-V already; close some");
    }

    /** Callbacks reach the device from now on, unless {@link #remove} came first. */
    static synchronized void put(long context, PciDeviceCallbacks device) {
        Entry entry = ENTRIES[slot(context)];
        if (entry != null && entry.context == context) {
            ENTRIES[slot(context)] = new Entry(context, device);
        }
    }

    /** No callback that begins from now on reaches a device; called again, does nothing. */
    static synchronized void remove(long context) {
        Entry entry = ENTRIES[slot(context)];
        if (entry != null && entry.context == context) {
            ENTRIES[slot(context)] = null;
        }
    }

    /**
     * The device of a context, or null if there is none. Read without a lock: an entry is
     * immutable, and a callback that comes while its device goes may still find it.
     */
    static @Nullable PciDeviceCallbacks find(long context) {
        Entry entry = ENTRIES[slot(context)];
        return entry != null && entry.context == context ? entry.device : null;
    }

    private static int slot(long context) {
        return (int) context & (SLOTS - 1);
    }
}
