package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.testkit.guest.RequiredGuestKit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

@Timeout(600)
class RunGuestTest {
    @TempDir Path temporary;

    @BeforeAll
    static void requireGuest() throws Exception {
        RequiredGuestKit.fetch();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(temporary).isEmptyDirectory();
        assertThat(
                        ProcessHandle.allProcesses()
                                .map(process -> process.info().commandLine().orElse(""))
                                .filter(command -> command.contains(temporary.toString())))
                .isEmpty();
    }

    @Test
    void everyPropertyOfTheDeviceHoldsInTheGuest() throws Exception {
        try (LauncherProcess run =
                LauncherProcess.start(temporary, "run", "edu", "--exec", "edu-test")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).isNotEmpty();
            assertThat(run.out().getLast()).isEqualTo("1.." + (run.out().size() - 1));
            assertThat(run.out().subList(0, run.out().size() - 1))
                    .allMatch(line -> line.startsWith("ok "));
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    void itNeedsNoNetworkOnceTheKitIsThereAndTheExitCodeIsTheCommands() throws Exception {
        try (LauncherProcess run =
                LauncherProcess.start(
                        LauncherProcess.NO_NETWORK,
                        LauncherProcess.command(temporary, "run", "edu", "--exec", "exit 7"))) {
            assertThat(run.exitCode()).isEqualTo(7);
        }
    }

    @Test
    void everyDeviceIsAFunctionOfTheGuests() throws Exception {
        try (LauncherProcess run =
                LauncherProcess.start(
                        temporary,
                        "run",
                        "edu",
                        "edu,dma_mask=0xffffffff",
                        "--exec",
                        "cat /sys/bus/pci/devices/*/device")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).filteredOn("0x11e8"::equals).hasSize(2);
        }
    }

    @Test
    void outputComesAtOnceAndASignalEndsTheGuest() throws Exception {
        try (LauncherProcess run =
                LauncherProcess.start(
                        temporary, "run", "edu", "--exec", "echo started; sleep 1000")) {
            run.awaitLine("started");
            run.signal("TERM");

            assertThat(run.exitCode()).isEqualTo(128 + 15);
        }
    }

    @Test
    void aCommandThatTakesTooLongFails() throws Exception {
        try (LauncherProcess run =
                LauncherProcess.start(
                        temporary, "run", "edu", "--timeout", "1", "--exec", "sleep 1000")) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).singleElement().asString().contains("sleep 1000");
        }
    }
}
