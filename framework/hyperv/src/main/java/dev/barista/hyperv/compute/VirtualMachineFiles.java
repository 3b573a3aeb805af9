package dev.barista.hyperv.compute;

import dev.barista.hyperv.ffi.compute.ServiceCalls;

import java.nio.file.Path;

/**
 * Files of virtual machines: who may use them, and state files. A virtual machine has an account of
 * its own, which must be let in to each disk, kernel and state file. Thread-safe.
 */
public final class VirtualMachineFiles {
    private VirtualMachineFiles() {}

    /** Lets a virtual machine, which need not exist yet, use a file. */
    public static void grantAccess(String systemId, Path file) {
        ServiceCalls.grantAccess(systemId, text(file)).orThrow();
    }

    /** Takes {@link #grantAccess} back. */
    public static void revokeAccess(String systemId, Path file) {
        ServiceCalls.revokeAccess(systemId, text(file)).orThrow();
    }

    /** Lets all virtual machines of the host read a file. */
    public static void grantGroupAccess(Path file) {
        ServiceCalls.grantGroupAccess(text(file)).orThrow();
    }

    /** Takes {@link #grantGroupAccess} back. */
    public static void revokeGroupAccess(Path file) {
        ServiceCalls.revokeGroupAccess(text(file)).orThrow();
    }

    /** Makes an empty file for what the firmware keeps, {@code .vmgs}. */
    public static void createGuestStateFile(Path file) {
        ServiceCalls.createGuestState(text(file)).orThrow();
    }

    /** Makes an empty file for a saved state, {@code .vmrs}. */
    public static void createRuntimeStateFile(Path file) {
        ServiceCalls.createRuntimeState(text(file)).orThrow();
    }

    /** What a saved state asks of the processor, JSON. */
    public static String processorCompatibility(Path runtimeStateFile) {
        return ServiceCalls.processorCompatibility(text(runtimeStateFile)).orThrow();
    }

    private static String text(Path file) {
        return file.toAbsolutePath().toString();
    }
}
