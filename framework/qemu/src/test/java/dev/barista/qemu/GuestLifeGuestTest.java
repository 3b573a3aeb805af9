package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How real guests begin and end. */
class GuestLifeGuestTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static GuestKit kit;

    @TempDir Path folder;

    @BeforeAll
    static void fetch() throws Exception {
        kit = RequiredKit.fetch();
    }

    @Test
    void aGuestClosedOnceOrTwiceLeavesNoProcess() throws Exception {
        Guest guest = Guest.from(kit).boot();
        ProcessHandle qemu = ProcessHandle.of(guest.pid()).orElseThrow();

        guest.close();
        guest.close();

        assertThat(qemu.isAlive()).isFalse();
        assertThatThrownBy(() -> guest.run("true", PATIENCE)).isInstanceOf(GuestException.class);
    }

    @Test
    void aGuestThatPowersOffEndsWithStatusZero() throws Exception {
        try (Guest guest = Guest.from(kit).boot()) {
            assertThatThrownBy(() -> guest.run("poweroff -f", PATIENCE))
                    .isInstanceOf(GuestException.class)
                    .hasMessageStartingWith("the guest has ended");

            assertThat(guest.awaitEnd()).isZero();
        }
    }

    @Test
    void aGuestThatIsResetBootsAgainAndStillEndsWhenItRebootsItself() throws Exception {
        try (Guest guest = Guest.from(kit).boot()) {
            guest.run("touch /tmp/before", PATIENCE);

            guest.reset();

            assertThat(guest.run("ls /tmp", PATIENCE).output()).isEmpty();
            assertThatThrownBy(() -> guest.run("reboot -f", PATIENCE))
                    .isInstanceOf(GuestException.class)
                    .hasMessageStartingWith("the guest has ended");
        }
    }

    @Test
    void aGuestThatPanicsEndsAndItsConsoleSaysWhy() throws Exception {
        try (Guest guest = Guest.from(kit).boot()) {
            assertThatThrownBy(() -> guest.run("echo c >/proc/sysrq-trigger", PATIENCE))
                    .isInstanceOf(GuestException.class)
                    .hasMessageContaining("Kernel panic - not syncing: sysrq triggered crash");
        }
    }

    @Test
    void aGuestThatDoesNotBootIsReportedWithItsConsole() {
        assertThatThrownBy(() -> Guest.from(kit).kernelArgument("rdinit=/absent").boot())
                .isInstanceOf(GuestException.class)
                .hasMessageStartingWith("the guest has ended")
                .hasMessageContaining("Unable to mount root fs");
    }

    @Test
    void aGuestThatTakesTooLongToBootIsGivenUp() {
        assertThatThrownBy(() -> Guest.from(kit).bootTimeout(Duration.ofSeconds(1)).boot())
                .isInstanceOf(GuestException.class);
    }

    @Test
    void aDeviceThatQemuDoesNotHaveIsRefusedInItsWords() {
        assertThatThrownBy(() -> Guest.from(kit).device("nonesuch").boot())
                .isInstanceOf(GuestException.class)
                .hasMessageContaining("'nonesuch' is not a valid device model name");
    }

    @Test
    void aSocketThatNobodyServesIsNamed() {
        Path socket = folder.resolve("nobody");

        assertThatThrownBy(() -> Guest.from(kit).vfioUserDevice(socket).boot())
                .isInstanceOf(GuestException.class)
                .hasMessageContaining(socket.toString());
    }

    @Test
    void aProgramThatDoesNotCompileIsReportedInTheCompilersWords() {
        GuestProgram broken = new GuestProgram("broken", Map.of("broken.c", "int main( {"));

        assertThatThrownBy(() -> Guest.from(kit).programs(List.of(broken)).boot())
                .isInstanceOf(GuestException.class)
                .hasMessageStartingWith("the guest program broken doesn't compile:")
                .hasMessageContaining("broken.c:1: error:");
    }

    @Test
    void aGuestEndsWithAJvmThatIsTerminated() throws Exception {
        try (GuestOwner owner = GuestOwner.start(kit, folder)) {
            owner.process().destroy();

            assertThat(endsInTime(owner.qemu())).isTrue();
            assertThat(folder).isDirectoryNotContaining("glob:**/barista*");
        }
    }

    @Test
    void aGuestEndsWithAJvmThatIsKilled() throws Exception {
        try (GuestOwner owner = GuestOwner.start(kit, folder)) {
            owner.process().destroyForcibly();

            assertThat(endsInTime(owner.qemu())).isTrue();
            assertThat(folder).isDirectoryNotContaining("glob:**/barista*");
        }
    }

    private static boolean endsInTime(ProcessHandle process) throws Exception {
        return process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS) != null;
    }
}
