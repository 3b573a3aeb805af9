package dev.barista.hyperv.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A library of Windows, with the exports that nothing works without (by documentation). */
public enum HostLibrary {
    /** computecore.h. */
    COMPUTE_CORE("computecore.dll"),
    /** hypervdevicevirtualization.h. */
    DEVICE_HOST("vmdevicehost.dll");

    private final String fileName;

    HostLibrary(String fileName) {
        this.fileName = fileName;
    }

    private List<String> required() {
        return switch (this) {
            case COMPUTE_CORE ->
                    List.of(
                            "HcsCreateOperation",
                            "HcsCloseOperation",
                            "HcsWaitForOperationResult",
                            "HcsCreateComputeSystem",
                            "HcsStartComputeSystem",
                            "HcsTerminateComputeSystem",
                            "HcsCloseComputeSystem");
            case DEVICE_HOST ->
                    List.of(
                            "HdvInitializeDeviceHost",
                            "HdvTeardownDeviceHost",
                            "HdvCreateDeviceInstance",
                            "HdvReadGuestMemory",
                            "HdvWriteGuestMemory",
                            "HdvCreateGuestMemoryAperture",
                            "HdvDestroyGuestMemoryAperture",
                            "HdvDeliverGuestInterrupt");
        };
    }

    /** The file's name. */
    public String fileName() {
        return fileName;
    }

    /** The required exports that a library lacks. */
    public List<String> missing(SymbolLookup library) {
        return required().stream().filter(name -> library.find(name).isEmpty()).toList();
    }

    /** Loads the library from a folder; it stays loaded as long as the arena lives. */
    @SuppressWarnings("restricted") // loading is what this package is for
    public Optional<SymbolLookup> load(Path folder, Arena arena) {
        try {
            // UNSAFETY: the library is Microsoft's own, by its full path in the system's folder,
            // so no initializer but Microsoft's runs; no symbol is called here.
            return Optional.of(SymbolLookup.libraryLookup(folder.resolve(fileName), arena));
        } catch (IllegalArgumentException notThere) {
            return Optional.empty();
        }
    }
}
