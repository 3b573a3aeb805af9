package dev.barista.spi.binding;

/** One device instance as its host drives it. */
public interface DeviceBinding {
    /**
     * The handler of a declared BAR; the same object each time.
     *
     * @throws IndexOutOfBoundsException if the device declares no such BAR
     */
    BarHandler bar(int index);

    /**
     * Sets registers to their reset values and saved state to its default, then tells the device.
     */
    void reset();

    /**
     * Writes registers and saved state.
     *
     * @throws UnsupportedOperationException if the device says it cannot be saved
     */
    void save(StateWriter out);

    /**
     * Takes over the state that {@link #save} wrote, without running hooks, then tells the device.
     * Timers and offloaded work of the state it had before must have been cancelled, as for {@link
     * #reset}.
     *
     * @throws InvalidStateException if an entry is missing or does not fit; the device must be
     *     reset before it is used again
     * @throws UnsupportedOperationException if the device says it cannot be saved
     */
    void restore(StateReader in);

    /** Whether the device looks for work by {@link #poll}. */
    default boolean polls() {
        return false;
    }

    /** Lets the device look for work; answers whether there was some. */
    default boolean poll() {
        return false;
    }

    /** Counts what the guest did wrong; the same object that the handlers use. */
    GuestErrors guestErrors();
}
