package dev.barista.runtime.partition;

import dev.barista.spi.binding.BarDescription;

/** A backend: where guests reach devices. */
public interface Partition extends AutoCloseable {
    /** What people call it: {@code vfio-user}, {@code hyperv}, {@code in-process}. */
    String name();

    /**
     * Makes memory for the mapped pages of a BAR of a device that is attached later. By default
     * guests can't map it, and accesses by message do what they would do.
     *
     * @param bar with at least one mapped page
     * @return memory that ends with the last mapped page; its device closes it, after its
     *     attachment
     * @throws PartitionException with one line for people if there is none
     */
    default BarMemory allocate(String instanceName, BarDescription bar) {
        return new UnsharedMemory(bar.mappedEnd());
    }

    /**
     * Makes a device known to the guest's side. No access may arrive before {@link
     * Attachment#start}.
     *
     * @throws PartitionException with one line for people if it can't; nothing is left behind
     */
    Attachment attach(DeviceEndpoint device);

    /** Gives up what all attachments share, after they are closed; called again, does nothing. */
    @Override
    void close();
}
