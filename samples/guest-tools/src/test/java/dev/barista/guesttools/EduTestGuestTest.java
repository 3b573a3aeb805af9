package dev.barista.guesttools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.qemu.CommandResult;
import dev.barista.qemu.FetchListener;
import dev.barista.qemu.Guest;
import dev.barista.qemu.GuestException;
import dev.barista.qemu.GuestKit;
import dev.barista.qemu.GuestTools;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;

/** The programs in a real guest, against the device that QEMU itself has. */
class EduTestGuestTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void everyDocumentedPropertyHoldsOfQemusOwnDevice() throws Exception {
        try (Guest guest = boot("edu")) {
            CommandResult result = guest.run("edu-test", PATIENCE);

            assertThat(result.output())
                    .startsWith("ok 1 - PCI function 1234:11e8 is present\n")
                    .endsWith("\n1..65\n")
                    .doesNotContain("not ok");
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void aSecondRunFindsTheDeviceAsTheFirstDid() throws Exception {
        try (Guest guest = boot("edu")) {
            CommandResult first = guest.run("edu-test", PATIENCE);

            assertThat(guest.run("edu-test", PATIENCE)).isEqualTo(first);
        }
    }

    @Test
    void aDeviceWithAnotherDmaMaskFailsTheChecksOfTheMaskOnly() throws Exception {
        try (Guest guest = boot("edu,dma_mask=0xffffffff")) {
            CommandResult result = guest.run("edu-test | grep '^not ok'", PATIENCE);

            assertThat(result.output().lines())
                    .hasSize(2)
                    .allMatch(line -> line.endsWith("are cut to 28 bits"));
        }
    }

    @Test
    void aGuestWithoutTheDeviceIsReportedByExitCode2() throws Exception {
        try (Guest guest = boot("pci-testdev")) {
            assertThat(guest.run("edu-test", PATIENCE))
                    .isEqualTo(
                            new CommandResult(
                                    2,
                                    "edu-test: no edu device (PCI 1234:11e8) in this machine\n"));
        }
    }

    @Test
    void theProbePrintsOneLineOfJson() throws Exception {
        try (Guest guest = boot("edu")) {
            CommandResult result = guest.run("mmio-probe 1234:11e8 --count 1000", PATIENCE);

            assertThat(result.output())
                    .startsWith("{\"device\":\"0000:00:01.0\",\"bar\":0,\"offset\":0,")
                    .contains("\"p50_ns\":", "\"p99_ns\":", "\"p999_ns\":", "\"batch_mean_ns\":")
                    .endsWith("}\n");
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void theProbeRefusesARegisterOutsideTheBar() throws Exception {
        try (Guest guest = boot("edu")) {
            assertThat(guest.run("mmio-probe 1234:11e8 --offset 0x100000", PATIENCE))
                    .isEqualTo(
                            new CommandResult(
                                    2,
                                    "mmio-probe: BAR 0 of 0000:00:01.0 has 1048576 bytes:"
                                            + " no register at 0x100000\n"));
        }
    }

    private static Guest boot(String device) throws IOException, InterruptedException {
        return Guest.from(kit())
                .device(device)
                .programs(GuestTools.installed(EduTestGuestTest.class.getClassLoader()))
                .boot();
    }

    private static GuestKit kit() throws IOException, InterruptedException {
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
