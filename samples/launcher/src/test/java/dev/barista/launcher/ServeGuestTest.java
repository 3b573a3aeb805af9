package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.qemu.CommandResult;
import dev.barista.qemu.Guest;
import dev.barista.qemu.GuestKit;
import dev.barista.qemu.GuestTools;
import dev.barista.testkit.guest.RequiredGuestKit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

@Timeout(600)
class ServeGuestTest {
    @TempDir Path folder;

    @Test
    void aQemuThatIsKilledAndStartedAgainFindsTheSameServer() throws Exception {
        GuestKit kit = RequiredGuestKit.fetch();
        Path socket = folder.resolve("edu.sock");
        try (LauncherProcess serve =
                LauncherProcess.start(folder, "serve", "edu", "--socket", socket.toString())) {
            serve.awaitLine("listening");
            for (int i = 0; i < 2; i++) {
                try (Guest guest = boot(kit, socket)) {
                    CommandResult result = guest.run("edu-test", Duration.ofMinutes(2));

                    assertThat(result.output()).doesNotContain("not ok");
                    assertThat(result.exitCode()).isZero();
                    ProcessHandle.of(guest.pid()).orElseThrow().destroyForcibly();
                    guest.awaitEnd();
                }
            }

            serve.signal("TERM");
            assertThat(serve.exitCode()).isZero();
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static Guest boot(GuestKit kit, Path socket) throws Exception {
        return Guest.from(kit)
                .vfioUserDevice(socket)
                .programs(GuestTools.installed(ServeGuestTest.class.getClassLoader()))
                .boot();
    }
}
