package dev.barista.hyperv;

import dev.barista.compute.Availability;
import dev.barista.compute.ComputeProvider;
import dev.barista.hyperv.ffi.HostLibrary;
import dev.barista.hyperv.ffi.Libraries;

import java.util.List;

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
            return new Availability.Unavailable(
                    "Hyper-V is a part of Windows, and this is " + System.getProperty("os.name"),
                    "use the vfio-user partition with QEMU, or the in-process one");
        }
        for (HostLibrary library : List.of(HostLibrary.COMPUTE_CORE, HostLibrary.DEVICE_HOST)) {
            if (!libraries.has(library)) {
                return new Availability.Unavailable(
                        libraries.whyMissing(library),
                        "turn on the Windows features Hyper-V and Virtual Machine Platform");
            }
            List<String> missing =
                    required(library).stream()
                            .filter(name -> libraries.find(library, name).isEmpty())
                            .toList();
            if (!missing.isEmpty()) {
                return new Availability.Unavailable(
                        library.fileName() + " lacks " + String.join(", ", missing),
                        "update Windows: these exports came with version 1809");
            }
        }
        return new Availability.Available("computecore.dll and vmdevicehost.dll");
    }

    private static List<String> required(HostLibrary library) {
        return library == HostLibrary.COMPUTE_CORE
                ? REQUIRED_OF_COMPUTE_CORE
                : REQUIRED_OF_DEVICE_HOST;
    }
}
