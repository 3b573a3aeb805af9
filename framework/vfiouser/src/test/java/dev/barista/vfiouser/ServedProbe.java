package dev.barista.vfiouser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.runtime.HdvHost;
import dev.barista.runtime.HostedDevice;
import dev.barista.spi.binding.DeviceType;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.Mapping;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A {@link ProbeDevice}, or another device, behind a socket for each test, and clients. After the
 * test nothing of all that may be left: no descriptor, mapping, thread or file.
 */
final class ServedProbe implements BeforeEachCallback, AfterEachCallback {
    private final ServingOptions options;
    private final DeviceType type;
    private final List<AutoCloseable> closeables = new ArrayList<>();
    private int fdsBefore;
    private int mappingsBefore;
    private @Nullable Path folder;
    private @Nullable HdvHost host;

    ServedProbe() {
        this(new WaitPolicy.Block());
    }

    ServedProbe(WaitPolicy waiting) {
        this(waiting, new ProbeDevice_Type());
    }

    ServedProbe(WaitPolicy waiting, DeviceType type) {
        this(ServingOptions.with(waiting), type);
    }

    ServedProbe(ServingOptions options) {
        this(options, new ProbeDevice_Type());
    }

    private ServedProbe(ServingOptions options, DeviceType type) {
        this.options = options;
        this.type = type;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        fdsBefore = Fd.openCount();
        mappingsBefore = Mapping.liveCount();
        folder = Files.createTempDirectory("served");
        host =
                HdvHost.builder()
                        .partition(new VfioUserPartition(instance -> socket(), options))
                        .device(type, Map.of())
                        .open();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AutoCloseable each : closeables) {
            each.close();
        }
        host().close();
        Path folder = folder();
        assertThat(Fd.openCount()).as("descriptors").isEqualTo(fdsBefore);
        assertThat(Mapping.liveCount()).as("mappings").isEqualTo(mappingsBefore);
        assertThat(serverThreads()).as("threads").isEmpty();
        try (var rest = Files.walk(folder)) {
            assertThat(rest.sorted(Comparator.reverseOrder())).as("files").containsExactly(folder);
        }
        Files.delete(folder);
    }

    Path socket() {
        return folder().resolve("socket");
    }

    /** Serves another device of the same kind for this test, and answers where. */
    Path another() {
        Path socket = folder().resolve("another");
        closing(
                HdvHost.builder()
                        .partition(new VfioUserPartition(instance -> socket, options))
                        .device(new ProbeDevice_Type(), Map.of())
                        .open());
        return socket;
    }

    HdvHost host() {
        return Objects.requireNonNull(host);
    }

    private Path folder() {
        return Objects.requireNonNull(folder);
    }

    HostedDevice device() {
        return host().devices().iterator().next();
    }

    /** A client that has said nothing yet. */
    VfioUserClient connect() throws ErrnoException {
        return closing(VfioUserClient.connect(socket()));
    }

    /** A client that has agreed on a version. */
    VfioUserClient client() throws ErrnoException {
        return closing(VfioUserClient.connectAndNegotiate(socket()));
    }

    /** Closes something after the test. */
    <T extends AutoCloseable> T closing(T closeable) {
        closeables.add(closeable);
        return closeable;
    }

    static List<String> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("vfio-user "))
                .toList();
    }
}
