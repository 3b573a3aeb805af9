package dev.barista.testkit.guest;

import dev.barista.qemu.Guest;
import dev.barista.qemu.GuestKit;
import dev.barista.qemu.GuestTools;
import dev.barista.runtime.HdvHost;
import dev.barista.runtime.HostedDevice;
import dev.barista.testkit.FaultExpectation;
import dev.barista.testkit.RequestedDevice;
import dev.barista.vfiouser.VfioUserPartition;

import org.junit.platform.commons.support.ReflectionSupport;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A guest, the devices it has, and their host. */
final class GuestRig implements AutoCloseable {
    private final HdvHost host;
    private final List<HostedDevice> devices;
    private final RunningGuest guest;
    private final Map<HostedDevice, Long> faultsBefore = new HashMap<>();

    private GuestRig(GuestTest test, HdvHost host, Guest machine) {
        this.host = host;
        this.devices = List.copyOf(host.devices());
        this.guest =
                new RunningGuest(
                        machine,
                        devices,
                        test.qemuDevices().length,
                        Duration.ofSeconds(test.commandSeconds()));
    }

    /** Opens the devices and boots the guest; what fails leaves nothing behind. */
    static GuestRig boot(GuestTest test) throws IOException, InterruptedException {
        GuestKit kit = RequiredGuestKit.fetch();
        HdvHost host = open(test);
        boolean booted = false;
        try {
            Guest machine = machine(kit, test, host).boot();
            booted = true;
            return new GuestRig(test, host, machine);
        } finally {
            if (!booted) {
                host.close();
            }
        }
    }

    private static HdvHost open(GuestTest test) {
        HdvHost.Builder builder = HdvHost.builder().partition(VfioUserPartition.temporary());
        for (GuestDevice device : test.devices()) {
            requested(device).addTo(builder);
        }
        return builder.open();
    }

    private static RequestedDevice requested(GuestDevice device) {
        boolean byName = !device.name().isEmpty();
        if (byName == (device.value() != void.class)) {
            throw new IllegalArgumentException("@GuestDevice needs either a class or a name");
        }
        return byName
                ? RequestedDevice.named(device.name(), device.parameters())
                : RequestedDevice.of(device.value(), device.parameters());
    }

    private static Guest.Builder machine(GuestKit kit, GuestTest test, HdvHost host) {
        Guest.Builder builder = Guest.from(kit).memoryMib(test.memoryMib());
        for (HostedDevice device : host.devices()) {
            builder.vfioUserDevice(Path.of(host.address(device)));
        }
        for (String option : test.qemuDevices()) {
            builder.device(option);
        }
        for (Class<? extends GuestTools> tools : test.programs()) {
            builder.programs(ReflectionSupport.newInstance(tools).programs());
        }
        return builder;
    }

    HdvHost host() {
        return host;
    }

    /** The one device of this process. */
    HostedDevice device() {
        if (devices.size() != 1) {
            throw new IllegalStateException(
                    "this guest has %d devices of this process; take the HdvHost, and ask it for one"
                            .formatted(devices.size()));
        }
        return devices.getFirst();
    }

    RunningGuest guest() {
        return guest;
    }

    /** Notes how the devices are before a test. */
    void begin() {
        for (HostedDevice device : devices) {
            faultsBefore.put(device, device.faults());
        }
    }

    /** Checks what the test has done to the devices. */
    void finish(FaultExpectation faults) {
        faults.check(
                devices.stream()
                        .filter(device -> device.faults() > faultsBefore.getOrDefault(device, 0L))
                        .flatMap(device -> device.faultCause().stream())
                        .findFirst()
                        .orElse(null));
    }

    @Override
    public void close() throws IOException {
        try (host) {
            guest.machine().close();
        }
    }
}
