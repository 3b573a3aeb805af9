package dev.barista.qemu;

import java.util.List;
import java.util.ServiceLoader;

/**
 * A service that gives programs to guests: a plugin may bring the programs that test its devices.
 * Implementations are found by {@link ServiceLoader}.
 */
public interface GuestTools {
    /** The programs; the same ones at every call. */
    List<GuestProgram> programs();

    /** The programs of every service that a class loader sees, in no particular order. */
    static List<GuestProgram> installed(ClassLoader loader) {
        return ServiceLoader.load(GuestTools.class, loader).stream()
                .flatMap(provider -> provider.get().programs().stream())
                .toList();
    }
}
