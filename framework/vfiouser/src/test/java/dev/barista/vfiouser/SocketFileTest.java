package dev.barista.vfiouser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.runtime.HdvHost;
import dev.barista.runtime.partition.PartitionException;
import dev.barista.vfiouser.ffi.ListeningSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class SocketFileTest {
    @TempDir Path folder;

    @Test
    void theFileIsThereWhileTheDeviceIsServed() throws Exception {
        Path path = folder.resolve("socket");
        try (HdvHost host = serve(path)) {
            assertThat(path).exists();
            assertThat(host.address(host.device("probe"))).isEqualTo(path.toString());
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void aStaleFileIsReplaced() throws Exception {
        Path path = folder.resolve("socket");
        ListeningSocket.bind(path).close();

        try (HdvHost host = serve(path);
                VfioUserClient client = VfioUserClient.connectAndNegotiate(path)) {
            assertThat(host.devices()).hasSize(1);
            assertThat(client.readInt(0, 0)).isEqualTo(ProbeDevice.ID_VALUE);
        }
    }

    @Test
    void aPathThatSomebodyServesIsInUseAndGoesOnBeingServed() throws Exception {
        Path path = folder.resolve("socket");
        try (HdvHost host = serve(path)) {
            assertThatThrownBy(() -> serve(path))
                    .isInstanceOf(PartitionException.class)
                    .hasMessage(
                            "socket path %s is in use by another server; stop that or choose"
                                    + " another path",
                            path);
            assertThat(host.devices()).hasSize(1);
            try (VfioUserClient client = VfioUserClient.connectAndNegotiate(path)) {
                assertThat(client.readInt(0, 0)).isEqualTo(ProbeDevice.ID_VALUE);
            }
        }
    }

    @Test
    void askingWhetherAPathIsInUseDoesNotDisturbTheClientThere() throws Exception {
        Path path = folder.resolve("socket");
        try (HdvHost host = serve(path);
                VfioUserClient client = VfioUserClient.connectAndNegotiate(path)) {
            assertThat(host.devices()).hasSize(1);
            assertThatThrownBy(() -> serve(path)).isInstanceOf(PartitionException.class);

            assertThat(client.readInt(0, 0)).isEqualTo(ProbeDevice.ID_VALUE);
        }
    }

    @Test
    void whatIsNoSocketIsNotReplaced() throws Exception {
        Path path = Files.writeString(folder.resolve("precious"), "data");

        assertThatThrownBy(() -> serve(path))
                .isInstanceOf(PartitionException.class)
                .hasMessage("%s exists and is no socket; remove it or choose another path", path);
        assertThat(path).hasContent("data");
    }

    @Test
    void aPathThatIsTooLongIsRefusedWithItsLength() {
        Path path = folder.resolve("s".repeat(108 - folder.toString().length() - 1));
        assertThat(path.toString()).hasSize(108);

        assertThatThrownBy(() -> serve(path))
                .isInstanceOf(PartitionException.class)
                .hasMessage(
                        "socket path %s is 108 bytes long and a UNIX socket's can have 107; choose"
                                + " a shorter one",
                        path);
    }

    @Test
    void thePathMayHaveAllTheBytesThereAre() throws Exception {
        Path path = folder.resolve("s".repeat(107 - folder.toString().length() - 1));

        try (HdvHost host = serve(path)) {
            assertThat(host.devices()).hasSize(1);
            VfioUserClient.connectAndNegotiate(path).close();
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path path = folder.resolve("nowhere/socket");

        assertThatThrownBy(() -> serve(path))
                .isInstanceOf(PartitionException.class)
                .hasMessage(
                        "there is no folder %s for socket %s; create it", path.getParent(), path);
    }

    @Test
    void aFileThatSomebodyPutInPlaceOfOursStays() throws Exception {
        Path path = folder.resolve("socket");
        HdvHost host = serve(path);
        Files.delete(path);
        Files.writeString(path, "somebody else's");

        host.close();

        assertThat(path).exists();
    }

    @Test
    void severalDevicesHaveASocketEach() throws Exception {
        try (HdvHost host =
                HdvHost.builder()
                        .partition(VfioUserPartition.in(folder))
                        .device(new ProbeDevice_Type(), Map.of())
                        .device(new ProbeDevice_Type(), Map.of())
                        .open()) {
            assertThat(host.devices()).hasSize(2);
            try (VfioUserClient first =
                            VfioUserClient.connectAndNegotiate(folder.resolve("probe.sock"));
                    VfioUserClient second =
                            VfioUserClient.connectAndNegotiate(folder.resolve("probe-2.sock"))) {
                first.writeInt(0, ProbeDevice.INT, 1);
                second.writeInt(0, ProbeDevice.INT, 2);

                assertThat(first.readInt(0, ProbeDevice.INT)).isEqualTo(1);
            }
        }
    }

    @Test
    void theFileIsRemovedWhenTheProgramIsTerminated() throws Exception {
        Path path = folder.resolve("socket");
        Process program = startServing(path);
        try {
            try (BufferedReader output = program.inputReader()) {
                assertThat(output.readLine()).isEqualTo("serving");
            }
            assertThat(path).exists();

            program.destroy();

            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(path).doesNotExist();
        } finally {
            program.destroyForcibly();
        }
    }

    private static HdvHost serve(Path path) {
        return HdvHost.builder()
                .partition(VfioUserPartition.at(path))
                .device(new ProbeDevice_Type(), Map.of())
                .open();
    }

    private static Process startServing(Path path) throws Exception {
        List<String> places = new ArrayList<>();
        places.add(locationOf(SocketFileTest.class));
        places.add(locationOf(VfioUserPartition.class));
        places.add(System.getProperty("jdk.module.path", ""));
        places.add(System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        String.join(":", places),
                        Serving.class.getName(),
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String locationOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }

    /** Serves a device until it is terminated. */
    static final class Serving {
        private Serving() {}

        public static void main(String[] args) throws Exception {
            HdvHost host = serve(Path.of(args[0]));
            System.out.println("serving");
            Thread.currentThread().join();
            host.close();
        }
    }
}
