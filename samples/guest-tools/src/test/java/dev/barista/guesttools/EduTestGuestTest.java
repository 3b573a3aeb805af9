package dev.barista.guesttools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.qemu.CommandResult;
import dev.barista.testkit.guest.GuestTest;
import dev.barista.testkit.guest.RunningGuest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs in a real guest, against the device that QEMU itself has. */
@GuestTest(
        qemuDevices = {"edu", "edu,dma_mask=0xffffffff"},
        programs = DeviceTools.class)
class EduTestGuestTest {
    private final RunningGuest guest;

    EduTestGuestTest(RunningGuest guest) {
        this.guest = guest;
    }

    @Test
    void everyDocumentedPropertyHoldsOfQemusOwnDeviceEveryTime() throws Exception {
        CommandResult result = guest.run("edu-test");

        assertThat(result.output())
                .startsWith("ok 1 - PCI function 1234:11e8 is present\n")
                .endsWith("\n1..65\n")
                .doesNotContain("not ok");
        assertThat(result.exitCode()).isZero();
        assertThat(guest.run("edu-test")).isEqualTo(result);
    }

    @Test
    void aDeviceWithAnotherDmaMaskFailsTheChecksOfTheMaskAndNoOthers() throws Exception {
        CommandResult result = guest.run("edu-test " + guest.qemuDeviceAddress(1));

        assertThat(result.output().lines().filter(line -> line.startsWith("not ok")))
                .hasSize(2)
                .allMatch(line -> line.endsWith("are cut to 28 bits"));
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void aMachineWithoutTheDeviceIsReportedByExitCode2() throws Exception {
        guest.output("for d in /sys/bus/pci/devices/0000:00:0[12].0; do echo 1 >$d/remove; done");
        try {
            assertThat(guest.run("edu-test"))
                    .isEqualTo(
                            new CommandResult(
                                    2,
                                    "edu-test: no edu device (PCI 1234:11e8) in this machine\n"));
        } finally {
            guest.output("echo 1 >/sys/bus/pci/rescan");
        }
    }

    @Test
    void theProbePrintsOneLineOfJson() throws Exception {
        CommandResult result = guest.run("mmio-probe 1234:11e8 --count 1000");

        assertThat(result.output())
                .startsWith("{\"device\":\"0000:00:01.0\",\"bar\":0,\"offset\":0,")
                .contains("\"p50_ns\":", "\"p99_ns\":", "\"p999_ns\":", "\"batch_mean_ns\":")
                .endsWith("}\n");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void theProbeRefusesARegisterOutsideTheBar() throws Exception {
        assertThat(guest.run("mmio-probe 1234:11e8 --offset 0x100000"))
                .isEqualTo(
                        new CommandResult(
                                2,
                                "mmio-probe: BAR 0 of 0000:00:01.0 has 1048576 bytes:"
                                        + " no register at 0x100000\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "edu-test 0000:00:1d.7",
                "edu-test a b",
                "mmio-probe",
                "mmio-probe 1234:11e8 --width 3",
                "mmio-probe 1234:11e8 --count 0",
                "mmio-probe 1234:11e8 --offset -4",
                "mmio-probe 1234:11e8 --nonsense",
                "mmio-probe 1234:11e9"
            })
    void aWrongCommandLineIsRefusedInOneLine(String command) throws Exception {
        CommandResult result = guest.run(command);

        assertThat(result.output().lines()).hasSize(1);
        assertThat(result.exitCode()).isEqualTo(2);
    }
}
