package dev.barista.hyperv.hdv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.hyperv.ffi.NativeHandle;
import dev.barista.runtime.HdvHost;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A stand-in's machine for each test, and a host on it. After the test nothing may be left: no
 * aperture, no call that crashes a real host, no thread. The test class is a {@link
 * dev.barista.standins.StandInTest}.
 */
final class HostedOnStandIn implements BeforeEachCallback, AfterEachCallback {
    private @Nullable StandInMachine machine;
    private @Nullable HdvHost host;

    @Override
    public void beforeEach(ExtensionContext context) {
        machine = new StandInMachine();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (host != null) {
            host.close();
        }
        assertThat(NativeHandle.openCounts())
                .as("handles")
                .doesNotContainKeys("HDV_HOST", "HANDLE");
        assertThat(machine().apertures()).as("apertures").isZero();
        assertThat(machine().sectionRanges()).as("section-backed ranges").isZero();
        assertThat(machine().lateDestructions()).as("calls that crash a real host").isZero();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("hyperv "));
        machine().close();
    }

    StandInMachine machine() {
        return Objects.requireNonNull(machine);
    }

    HdvHost host() {
        return Objects.requireNonNull(host);
    }

    HyperVPartition partition(HostingModel model) {
        return new HyperVPartition(machine().system(), model);
    }

    /** Closes a host after the test. */
    void close(HdvHost opened) {
        host = opened;
    }

    /** Opens a host with the devices that are added. */
    HdvHost open(HostingModel model, Consumer<HdvHost.Builder> devices) {
        HdvHost.Builder builder = HdvHost.builder().partition(partition(model));
        devices.accept(builder);
        host = builder.open();
        return host;
    }

    /** Opens a host with one device, which is in the document too, and starts the machine. */
    UUID run(HostingModel model, String device, Map<String, String> configuration) {
        open(model, builder -> builder.device(device, Map.of()));
        FlexibleIovDevice entry = FlexibleIovDevice.of(device, device, model, configuration);
        machine().add(entry);
        assertThat(machine().start()).isZero();
        return entry.instanceId();
    }
}
