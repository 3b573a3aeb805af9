package dev.barista.vfiouser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.qemu.CommandResult;
import dev.barista.qemu.Guest;
import dev.barista.runtime.HdvHost;
import dev.barista.runtime.HostedDevice;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.Mapping;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A Linux guest in QEMU shares pages with devices that are served here. */
@Timeout(600)
class MappedPagesGuestTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String WITH_DOORBELL = "0000:00:01.0";
    private static final String POLLED = "0000:00:02.0";

    @TempDir static Path folder;
    private static HdvHost host;
    private static Guest guest;

    @BeforeAll
    static void boot() throws Exception {
        host =
                HdvHost.builder()
                        .partition(VfioUserPartition.in(folder))
                        .device(new MappedProbe_Type(), Map.of())
                        .device(new PolledProbe_Type(), Map.of())
                        .open();
        Guest.Builder builder = Guest.from(QemuGuestTest.kit());
        for (HostedDevice device : host.devices()) {
            builder.vfioUserDevice(Path.of(host.address(device)));
        }
        guest = builder.boot();
    }

    @AfterAll
    static void close() throws Exception {
        try {
            if (guest != null) {
                guest.close();
            }
        } finally {
            host.close();
        }
        assertThat(Fd.openCount()).isZero();
        assertThat(Mapping.liveCount()).isZero();
    }

    @Test
    void mappedPagesAreMemoryForTheGuestAndTheRestIsTrapped() throws Exception {
        in(WITH_DOORBELL, "true"); // QEMU maps what the guest has switched on

        // What is memory for QEMU is no message for the device.
        String memory =
                guest.qmp()
                        .execute("human-monitor-command", Map.of("command-line", "info mtree"))
                        .toString();

        assertThat(memory)
                .contains("BAR 0 mmaps[0]", "BAR 0 mmaps[1]", "BAR 2 mmaps[0]")
                .doesNotContain("BAR 0 mmaps[2]");
    }

    @Test
    void whatTheGuestStoresInMemoryTheDeviceAddsAtTheDoorbell() throws Exception {
        String output =
                in(
                        WITH_DOORBELL,
                        """
                        devmem $((bar + %1$d)) 64 23
                        devmem $((bar + %2$d)) 32 1
                        devmem $((bar + %3$d)) 32
                        devmem $((bar + %1$d)) 64
                        """
                                .formatted(
                                        MappedProbe.REQUEST,
                                        MappedProbe.DOORBELL,
                                        MappedProbe.TOTAL));

        int total = MappedProbe.TOTAL_AFTER_RESET + 23;
        assertThat(output).isEqualTo("0x%08X%n0x%016X%n".formatted(total, 0));
        assertThat(host.device("mapped-probe").register("total")).isEqualTo(total);
    }

    @Test
    void aDeviceThatPollsAnswersWithoutADoorbell() throws Exception {
        String output =
                in(
                        POLLED,
                        """
                        devmem $((bar + %1$d)) 32 21
                        until [ $(($(devmem $((bar + %2$d)) 32))) != 0 ]; do :; done
                        devmem $((bar + %2$d)) 32
                        """
                                .formatted(PolledProbe.REQUEST, PolledProbe.ANSWER));

        assertThat(output).isEqualTo("0x%08X%n".formatted(42));
    }

    /** Executes commands in the guest that find a device switched on, and BAR 0 in {@code bar}. */
    private static String in(String device, String commands) throws Exception {
        CommandResult result =
                guest.run(
                        """
                        device=/sys/bus/pci/devices/%s
                        [ $(cat $device/enable) = 1 ] || echo 1 >$device/enable
                        read -r bar end flags <$device/resource
                        """
                                        .formatted(device)
                                + commands,
                        PATIENCE);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
