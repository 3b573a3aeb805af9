package dev.barista.runtime.partition;

/** A backend: where guests reach devices. */
public interface Partition extends AutoCloseable {
    /** What people call it: {@code vfio-user}, {@code hyperv}, {@code in-process}. */
    String name();

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
