package dev.barista.hyperv.ffi;

/** A library of Windows that functions are looked up in. */
public enum HostLibrary {
    /** computecore.h. */
    COMPUTE_CORE("computecore.dll"),
    /** computenetwork.h. */
    COMPUTE_NETWORK("computenetwork.dll"),
    /** computestorage.h. */
    COMPUTE_STORAGE("computestorage.dll"),
    /** hypervdevicevirtualization.h. */
    DEVICE_HOST("vmdevicehost.dll"),
    /** Memory and handles that the others give out. */
    KERNEL("kernel32.dll"),
    /** The version of Windows. */
    NT("ntdll.dll"),
    /** COM, and the memory that it gives out. */
    OLE("ole32.dll");

    private final String fileName;

    HostLibrary(String fileName) {
        this.fileName = fileName;
    }

    /** The file's name, on every operating system: {@code computecore.dll}. */
    public String fileName() {
        return fileName;
    }

    /** Whether it is a part of every Windows, and no stand-in for it can be. */
    boolean isWindowsOwn() {
        return this == KERNEL || this == NT || this == OLE;
    }
}
