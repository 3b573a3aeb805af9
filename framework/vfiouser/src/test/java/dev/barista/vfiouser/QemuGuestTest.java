package dev.barista.vfiouser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.guesttools.DeviceTools;
import dev.barista.qemu.CommandResult;
import dev.barista.qemu.FetchListener;
import dev.barista.qemu.Guest;
import dev.barista.qemu.GuestException;
import dev.barista.qemu.GuestKit;
import dev.barista.runtime.HdvHost;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.Mapping;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A Linux guest in QEMU drives a device that is served here. */
@Timeout(600)
class QemuGuestTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir static Path folder;
    private static HdvHost host;

    @BeforeAll
    static void serve() {
        host =
                HdvHost.builder()
                        .partition(VfioUserPartition.in(folder))
                        .device("edu", Map.of())
                        .open();
    }

    @AfterAll
    static void close() {
        host.close();
        assertThat(Fd.openCount()).isZero();
        assertThat(Mapping.liveCount()).isZero();
    }

    @Test
    void everyDocumentedPropertyOfTheDeviceHoldsInTheGuest() throws Exception {
        try (Guest guest = boot()) {
            CommandResult result = guest.run("edu-test", PATIENCE);

            assertThat(result.output()).doesNotContain("not ok").contains("ok 1 - ");
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void aGuestThatIsKilledLeavesTheServerReadyForTheNext() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (Guest guest = boot()) {
                assertThat(guest.run("lspci -n", PATIENCE).output()).contains("1234:11e8");
                guest.run("edu-test >/dev/null 2>&1 &", PATIENCE);

                ProcessHandle.of(guest.pid()).orElseThrow().destroyForcibly();
                guest.awaitEnd();
            }
        }
    }

    private static Guest boot() throws Exception {
        return Guest.from(kit())
                .vfioUserDevice(Path.of(host.address(host.device("edu"))))
                .programs(new DeviceTools().programs())
                .boot();
    }

    static GuestKit kit() throws IOException, InterruptedException {
        try {
            return GuestKit.fetch(FetchListener.SILENT);
        } catch (GuestException e) {
            if (System.getProperty("barista.require", "").equals("all")) {
                throw e;
            }
            return Assumptions.abort("no guest kit: " + e.getMessage());
        }
    }
}
