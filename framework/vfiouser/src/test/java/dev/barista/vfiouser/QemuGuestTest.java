package dev.barista.vfiouser;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** Where the guest's kernel leaves its memory alone. */
    private static final String RESERVED = "0x8000000";

    static final String RESERVATION = "memmap=64K$" + RESERVED;

    /**
     * A driver of the device at {@code $device}, with {@code copy SOURCE DESTINATION COMMAND}: one
     * transfer of 8 bytes, from its begin to its end.
     */
    private static final String DRIVER =
            """
            echo 1 >$device/enable
            printf '\\006' | dd of=$device/config bs=1 seek=4 conv=notrunc 2>/dev/null
            read -r bar end flags <$device/resource
            copy() {
                devmem $((bar + 0x80)) 64 $(($1)) && devmem $((bar + 0x88)) 64 $(($2)) &&
                    devmem $((bar + 0x90)) 64 8 && devmem $((bar + 0x98)) 64 $3 || return
                while [ $(($(devmem $((bar + 0x98)) 64) & 1)) = 1 ]; do :; done
            }
            """;

    /** What {@link #copying} prints if the device works. */
    static final String COPIED = "0x1122334455667788\n";

    private static final String ADDRESS = "0000:00:01.0";

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
    void theDeviceCopiesTheGuestsMemory() throws Exception {
        try (Guest guest = boot()) {
            assertThat(guest.run(copying(ADDRESS), PATIENCE).output()).isEqualTo(COPIED);
        }
    }

    @Test
    void aGuestThatIsKilledWhileTheDeviceCopiesLeavesTheServerReadyForTheNext() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (Guest guest = boot()) {
                assertThat(guest.run("lspci", PATIENCE).output()).contains("1234:11e8");
                String copying = "while copy %s 0x40000 1; do :; done".formatted(RESERVED);
                guest.run("(%s) >/dev/null 2>&1 &".formatted(driver(ADDRESS) + copying), PATIENCE);

                ProcessHandle.of(guest.pid()).orElseThrow().destroyForcibly();
                guest.awaitEnd();
            }
        }
    }

    /** Copies 8 bytes to the device at an address and back to another place, and prints them. */
    static String copying(String address) {
        return driver(address)
                + """
                devmem $((%1$s)) 64 0x1122334455667788
                devmem $((%2$s)) 64 0
                copy "%1$s" 0x40000 1
                copy 0x40000 "%2$s" 3
                devmem $((%2$s)) 64
                """
                        .formatted(RESERVED, RESERVED + " + 0x1000");
    }

    private static String driver(String address) {
        return "device=/sys/bus/pci/devices/%s\n".formatted(address) + DRIVER;
    }

    private static Guest boot() throws Exception {
        return Guest.from(kit())
                .vfioUserDevice(Path.of(host.address(host.device("edu"))))
                .kernelArgument(RESERVATION)
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
