package dev.barista.spi;

/**
 * A device's interrupts, whichever kind the driver has enabled.
 *
 * <p>Each vector stands for a condition. With MSI or MSI-X enabled {@link #signal} sends the
 * vector's message, or sets its pending bit while it is masked. Otherwise the INTx pin, if the
 * device has one, is asserted as long as any vector's condition holds.
 */
public interface Interrupts {
    /**
     * The condition of {@code vector} has become true, or has done so again.
     *
     * @throws IndexOutOfBoundsException if the device declares no such vector
     */
    void signal(int vector);

    /**
     * The condition of {@code vector} no longer holds. A message already sent stays sent.
     *
     * @throws IndexOutOfBoundsException if the device declares no such vector
     */
    void clear(int vector);
}
