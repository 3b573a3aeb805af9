package dev.barista.guesttools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.qemu.CommandResult;
import dev.barista.runtime.HostedDevice;
import dev.barista.testkit.guest.GuestDevice;
import dev.barista.testkit.guest.GuestTest;
import dev.barista.testkit.guest.RunningGuest;

import org.junit.jupiter.api.RepeatedTest;

import java.util.List;
import java.util.stream.IntStream;

/** One guest with both: the device in Java, over vfio-user, and the one that QEMU itself has. */
@GuestTest(devices = @GuestDevice(name = "edu"), qemuDevices = "edu", programs = DeviceTools.class)
class EduComparisonGuestTest {
    private final RunningGuest guest;

    EduComparisonGuestTest(RunningGuest guest) {
        this.guest = guest;
    }

    /** Repeated, because the second run finds the devices as the first one has left them. */
    @RepeatedTest(2)
    void theSameBinaryPrintsTheSameLinesOnBoth(HostedDevice device) throws Exception {
        CommandResult ours = guest.run("edu-test " + guest.address(device));
        CommandResult qemus = guest.run("edu-test " + guest.qemuDeviceAddress(0));

        List<String> lines = ours.output().lines().toList();
        assertThat(lines).containsExactlyElementsOf(qemus.output().lines().toList());
        assertThat(ours.exitCode()).isEqualTo(qemus.exitCode()).isZero();
        assertThat(lines.getLast()).isEqualTo("1.." + (lines.size() - 1));
        assertThat(IntStream.range(0, lines.size() - 1))
                .allMatch(i -> lines.get(i).startsWith("ok %d - ".formatted(i + 1)));
    }
}
