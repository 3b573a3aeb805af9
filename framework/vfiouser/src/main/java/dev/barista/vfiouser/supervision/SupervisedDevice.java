package dev.barista.vfiouser.supervision;

import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.runtime.partition.PartitionException;
import dev.barista.spi.binding.DeviceDescription;

import java.nio.file.Path;
import java.util.function.Function;

/**
 * A device whose code runs in another process, which is started again when it ends.
 *
 * <p>The new process gets the state, the memory and the interrupts that the last one had, and is
 * asked again what was not answered. When it has ended too often the device answers all ones, until
 * a reset starts it afresh. Thread-safe.
 */
public final class SupervisedDevice implements AutoCloseable {
    private final RemoteDevice device;

    /**
     * Starts the device's process.
     *
     * @param command makes its command line, from the path that it gives to {@link
     *     SupervisedPartition}
     * @throws PartitionException with one line for people if the device can't be supervised, or its
     *     process can't be started
     */
    public SupervisedDevice(
            String instanceName,
            DeviceDescription description,
            Function<Path, ProcessBuilder> command,
            RestartPolicy policy) {
        device = new RemoteDevice(instanceName, description, command, policy);
    }

    /** The device, for a {@link dev.barista.vfiouser.VfioUserPartition}. */
    public DeviceEndpoint endpoint() {
        return device;
    }

    /** The id of the device's process; -1 while there is none, or when it has been given up. */
    public long pid() {
        return device.pid();
    }

    /** Ends the process. Called again, does nothing. */
    @Override
    public void close() {
        device.close();
    }
}
