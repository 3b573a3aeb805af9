package dev.barista.guesttools;

import dev.barista.qemu.GuestProgram;
import dev.barista.qemu.GuestTools;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** This package's programs. */
public final class DeviceTools implements GuestTools {
    /** Called by {@link java.util.ServiceLoader}. */
    public DeviceTools() {}

    @Override
    public List<GuestProgram> programs() {
        return List.of(
                program(
                        "edu-test",
                        "edu-test.c",
                        "pci_function.c",
                        "pci_function.h",
                        "tap.c",
                        "tap.h",
                        "vfio_function.c",
                        "vfio_function.h"),
                program("mmio-probe", "mmio-probe.c", "pci_function.c", "pci_function.h"));
    }

    private static GuestProgram program(String name, String... files) {
        Map<String, String> sources = new HashMap<>();
        for (String file : files) {
            sources.put(file, source(file));
        }
        return new GuestProgram(name, sources);
    }

    private static String source(String file) {
        try (InputStream stream = DeviceTools.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the module lacks its resource " + file);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
