package dev.barista.hyperv;

import dev.barista.compute.Availability;
import dev.barista.compute.ComputeProvider;
import dev.barista.compute.Finding;
import dev.barista.hyperv.error.MissingExportException;
import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.FirstBuild;
import dev.barista.hyperv.ffi.HostLibrary;
import dev.barista.hyperv.ffi.Libraries;
import dev.barista.hyperv.ffi.WindowsVersion;

import java.util.ArrayList;
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
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding("Windows", windows()));
        LIBRARIES.forEach(
                library -> findings.add(new Finding(library.fileName(), exports(library))));
        if (libraries.has(HostLibrary.COMPUTE_CORE)) {
            findings.add(new Finding("schema versions", ServiceAnswers.schemaVersions()));
            findings.add(new Finding("rights", ServiceAnswers.rights()));
        }
        return List.copyOf(findings);
    }

    private static Availability windows() {
        try {
            WindowsVersion version = WindowsVersion.ofThisMachine();
            // Which Windows Wine says it is has nothing to do with what it is given as Hyper-V.
            return version.wine() || version.build() >= FirstBuild.V1809.having()
                    ? new Availability.Available(version.toString())
                    : new Availability.Unavailable(
                            version + " is too old", "update to Windows 10 1809 or Server 2019");
        } catch (MissingExportException e) {
            return new Availability.Unavailable(
                    String.valueOf(e.getMessage()), "use a folder of stand-ins that has it");
        }
    }

    /** How many of the functions that this module calls a library has. */
    private Availability exports(HostLibrary library) {
        Availability availability = availability(library);
        if (availability instanceof Availability.Unavailable) {
            return availability;
        }
        List<String> bound =
                HyperVFunction.bound().stream()
                        .filter(export -> export.library() == library)
                        .map(Export::name)
                        .toList();
        List<String> missing =
                bound.stream().filter(name -> libraries.find(library, name).isEmpty()).toList();
        String found = "%d of %d functions".formatted(bound.size() - missing.size(), bound.size());
        return new Availability.Available(
                missing.isEmpty() ? found : found + "; without " + String.join(", ", missing));
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
