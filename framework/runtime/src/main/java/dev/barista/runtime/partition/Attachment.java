package dev.barista.runtime.partition;

/** One device on a partition. */
public interface Attachment extends AutoCloseable {
    /** Where a guest finds the device, for people: a socket's path, an instance id. */
    String address();

    /** From here on accesses may arrive. */
    void start();

    /**
     * Takes the device away from the guest. When this returns no access is under way and none will
     * come, every mapping and descriptor is given back. Called again, does nothing.
     */
    @Override
    void close();
}
