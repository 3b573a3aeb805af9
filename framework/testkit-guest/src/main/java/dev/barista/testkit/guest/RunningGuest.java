package dev.barista.testkit.guest;

import dev.barista.qemu.CommandResult;
import dev.barista.qemu.Guest;
import dev.barista.qemu.GuestException;
import dev.barista.runtime.HostedDevice;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The Linux that a {@link GuestTest} has booted. Any thread may use it. */
public final class RunningGuest {
    private final Guest machine;
    private final List<HostedDevice> devices;
    private final int qemuDevices;
    private final Duration commandTime;

    RunningGuest(Guest machine, List<HostedDevice> devices, int qemuDevices, Duration commandTime) {
        this.machine = machine;
        this.devices = devices;
        this.qemuDevices = qemuDevices;
        this.commandTime = commandTime;
    }

    /**
     * Executes a shell command.
     *
     * @return its exit code and what it printed
     * @throws GuestException when it takes longer than {@link GuestTest#commandSeconds}, or the
     *     guest has ended
     */
    public CommandResult run(String command) throws IOException, InterruptedException {
        return machine.run(command, commandTime);
    }

    /**
     * Executes a shell command that has to succeed.
     *
     * @return what it printed
     * @throws AssertionError for any exit code but 0, with what it printed
     */
    public String output(String command) throws IOException, InterruptedException {
        CommandResult result = run(command);
        if (result.exitCode() != 0) {
            throw new AssertionError(
                    "in the guest, '%s' ended with %d; it printed:%n%s"
                            .formatted(command, result.exitCode(), result.output()));
        }
        return result.output();
    }

    /** Where the guest finds a device of this process, such as {@code 0000:00:01.0}. */
    public String address(HostedDevice device) {
        int index = devices.indexOf(device);
        if (index < 0) {
            throw new IllegalArgumentException(
                    device.instanceName() + " is no device of this guest");
        }
        return address(qemuDevices + index);
    }

    /**
     * Where the guest finds one of QEMU's own devices.
     *
     * @param index the device's place in {@link GuestTest#qemuDevices}
     */
    public String qemuDeviceAddress(int index) {
        return address(Objects.checkIndex(index, qemuDevices));
    }

    /** The machine: its console, its process, QEMU's management protocol. */
    public Guest machine() {
        return machine;
    }

    /** Slot 0 is the host bridge's; then come QEMU's own devices, then those of this process. */
    private static String address(int index) {
        return "0000:00:%02x.0".formatted(index + 1);
    }
}
