package dev.barista.vfiouser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.qemu.Guest;
import dev.barista.runtime.HdvHost;
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
import java.util.concurrent.TimeUnit;

/**
 * A Linux guest whose device is plugged in and out, and which is rebooted with it: the device works
 * each time, and its server keeps nothing of the times before.
 */
@Timeout(600)
class HotPlugGuestTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PLUGS = 50;
    private static final int PLUGS_TO_WARM_UP = 5;
    private static final int REBOOTS = 10;

    /** Behind the only port. */
    private static final String ADDRESS = "0000:01:00.0";

    @TempDir static Path folder;
    private static HdvHost host;
    private static Guest guest;

    // Of ours, while nobody is connected.
    private static int idleFds;
    private static int idleMappings;

    @BeforeAll
    static void boot() throws Exception {
        host =
                HdvHost.builder()
                        .partition(VfioUserPartition.in(folder))
                        .device("edu", Map.of())
                        .open();
        idleFds = Fd.openCount();
        idleMappings = Mapping.liveCount();
        guest =
                Guest.from(QemuGuestTest.kit())
                        .device("pcie-root-port,id=rootport,chassis=1")
                        .kernelArgument(QemuGuestTest.RESERVATION)
                        .boot();
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
    void theDeviceWorksEachTimeItIsPluggedIn() throws Exception {
        plugInAndOut(PLUGS_TO_WARM_UP);
        ProcessFootprint before = ProcessFootprint.settled();

        plugInAndOut(PLUGS);

        ProcessFootprint.settled().isNoMoreThan(before);
    }

    @Test
    void theDeviceWorksAfterEachReboot() throws Exception {
        plugIn();
        guest.reset();
        useDevice();
        int fds = Fd.openCount();
        int mappings = Mapping.liveCount();
        ProcessFootprint before = ProcessFootprint.settled();

        for (int i = 1; i < REBOOTS; i++) {
            guest.reset();
            useDevice();
        }

        ProcessFootprint.settled().isNoMoreThan(before);
        assertThat(Fd.openCount()).as("descriptors of ours").isEqualTo(fds);
        assertThat(Mapping.liveCount()).as("mappings of ours").isEqualTo(mappings);
        plugOut();
    }

    private static void plugInAndOut(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            plugIn();
            useDevice();
            plugOut();
        }
    }

    private static void plugIn() throws Exception {
        Map<String, String> socket =
                Map.of("type", "unix", "path", host.address(host.device("edu")));
        guest.qmp()
                .execute(
                        "device_add",
                        Map.of(
                                "driver", "vfio-user-pci",
                                "id", "edu",
                                "bus", "rootport",
                                "socket", socket));
    }

    /** The driver's work in the guest, which a reset or another machine's device would not do. */
    private static void useDevice() throws Exception {
        String waiting =
                "until [ -e /sys/bus/pci/devices/%s/enable ]; do sleep 0.1; done\n"
                        .formatted(ADDRESS);
        assertThat(guest.run(waiting + QemuGuestTest.copying(ADDRESS), PATIENCE).output())
                .isEqualTo(QemuGuestTest.COPIED);
    }

    private static void plugOut() throws Exception {
        var gone =
                guest.qmp()
                        .nextEvent(
                                event ->
                                        event.name().equals("DEVICE_DELETED")
                                                && "edu".equals(event.data().get("device")));
        guest.qmp().execute("device_del", Map.of("id", "edu"));
        gone.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (Fd.openCount() != idleFds || Mapping.liveCount() != idleMappings) {
            assertThat(System.nanoTime())
                    .as(
                            "the client has gone; %d descriptors and %d mappings are left of it",
                            Fd.openCount() - idleFds, Mapping.liveCount() - idleMappings)
                    .isLessThan(deadline);
            Thread.sleep(1);
        }
    }
}
