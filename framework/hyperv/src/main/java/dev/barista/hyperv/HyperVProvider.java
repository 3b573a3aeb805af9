package dev.barista.hyperv;

import dev.barista.compute.Availability;
import dev.barista.compute.ComputeProvider;
import dev.barista.compute.Finding;
import dev.barista.hyperv.ffi.HostLibrary;
import dev.barista.hyperv.ffi.Libraries;

import java.util.List;
import java.util.stream.Stream;

/** Hyper-V on this machine. Thread-safe. */
public final class HyperVProvider implements ComputeProvider {
    private static final List<String> REQUIRED_OF_COMPUTE_CORE =
            List.of(
                    "HcsCreateOperation",
                    "HcsCloseOperation",
                    "HcsWaitForOperationResult",
                    "HcsCreateComputeSystem",
                    "HcsStartComputeSystem",
                    "HcsTerminateComputeSystem",
                    "HcsCloseComputeSystem");
    private static final List<String> REQUIRED_OF_DEVICE_HOST =
            List.of(
                    "HdvInitializeDeviceHost",
                    "HdvTeardownDeviceHost",
                    "HdvCreateDeviceInstance",
                    "HdvReadGuestMemory",
                    "HdvWriteGuestMemory",
                    "HdvCreateGuestMemoryAperture",
                    "HdvDestroyGuestMemoryAperture",
                    "HdvDeliverGuestInterrupt");

    private static final List<HostLibrary> LIBRARIES =
            List.of(
                    HostLibrary.COMPUTE_CORE,
                    HostLibrary.COMPUTE_NETWORK,
                    HostLibrary.COMPUTE_STORAGE,
                    HostLibrary.DEVICE_HOST);

    private final Libraries libraries;

    /** Looks at the machine this runs on. */
    public HyperVProvider() {
        this(Libraries.ofThisProcess());
    }

    HyperVProvider(Libraries libraries) {
        this.libraries = libraries;
    }

    @Override
    public String name() {
        return "hyperv";
    }

    @Override
    public Availability availability() {
        if (!libraries.haveFolder()) {
            return notWindows();
        }
        return Stream.of(HostLibrary.COMPUTE_CORE, HostLibrary.DEVICE_HOST)
                .map(this::availability)
                .filter(Availability.Unavailable.class::isInstance)
                .findFirst()
                .orElse(new Availability.Available("computecore.dll and vmdevicehost.dll"));
    }

    @Override
    public List<Finding> findings() {
        if (!libraries.haveFolder()) {
            return List.of(new Finding("Windows", notWindows()));
        }
        return LIBRARIES.stream()
                .map(library -> new Finding(library.fileName(), availability(library)))
                .toList();
    }

    private static Availability notWindows() {
        return new Availability.Unavailable(
                "Hyper-V is a part of Windows, and this is " + System.getProperty("os.name"),
                "use the vfio-user partition with QEMU, or the in-process one");
    }

    private Availability availability(HostLibrary library) {
        if (!libraries.has(library)) {
            return new Availability.Unavailable(
                    libraries.whyMissing(library),
                    "turn on the Windows features Hyper-V and Virtual Machine Platform");
        }
        List<String> missing =
                required(library).stream()
                        .filter(name -> libraries.find(library, name).isEmpty())
                        .toList();
        return missing.isEmpty()
                ? new Availability.Available("it is there, with all that nothing works without")
                : new Availability.Unavailable(
                        library.fileName() + " lacks " + String.join(", ", missing),
                        "update Windows: these exports came with version 1809");
    }

    private static List<String> required(HostLibrary library) {
        return switch (library) {
            case COMPUTE_CORE -> REQUIRED_OF_COMPUTE_CORE;
            case DEVICE_HOST -> REQUIRED_OF_DEVICE_HOST;
            default -> List.of();
        };
    }
}
