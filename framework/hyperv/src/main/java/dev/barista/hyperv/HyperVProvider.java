package dev.barista.hyperv;

import dev.barista.compute.Availability;
import dev.barista.compute.ComputeProvider;
import dev.barista.hyperv.ffi.HostLibrary;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Hyper-V on this machine. Thread-safe. */
public final class HyperVProvider implements ComputeProvider {
    private final String operatingSystem;
    private final Path systemFolder;

    /** Looks at the machine this runs on. */
    public HyperVProvider() {
        this(
                System.getProperty("os.name"),
                Path.of(
                        Optional.ofNullable(System.getenv("SystemRoot")).orElse("C:\\Windows"),
                        "System32"));
    }

    HyperVProvider(String operatingSystem, Path systemFolder) {
        this.operatingSystem = operatingSystem;
        this.systemFolder = systemFolder;
    }

    @Override
    public String name() {
        return "hyperv";
    }

    @Override
    public Availability availability() {
        if (!operatingSystem.toLowerCase(Locale.ROOT).startsWith("windows")) {
            return new Availability.Unavailable(
                    "Hyper-V is a part of Windows, and this is " + operatingSystem,
                    "use the vfio-user partition with QEMU, or the in-process one");
        }
        try (Arena arena = Arena.ofConfined()) {
            for (HostLibrary library : HostLibrary.values()) {
                Optional<SymbolLookup> loaded = library.load(systemFolder, arena);
                if (loaded.isEmpty()) {
                    return new Availability.Unavailable(
                            library.fileName() + " is not in " + systemFolder,
                            "turn on the Windows features Hyper-V and Virtual Machine Platform");
                }
                List<String> missing = library.missing(loaded.get());
                if (!missing.isEmpty()) {
                    return new Availability.Unavailable(
                            library.fileName() + " lacks " + String.join(", ", missing),
                            "update Windows: these exports came with version 1809");
                }
            }
        }
        return new Availability.Available("computecore.dll and vmdevicehost.dll");
    }
}
