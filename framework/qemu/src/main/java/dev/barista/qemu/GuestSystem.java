package dev.barista.qemu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** What runs in the guest, as an initial RAM disk: init, busybox, kernel modules, programs. */
final class GuestSystem {
    private final Path root;

    /**
     * @param root the folder that busybox-static and the kernel were unpacked to
     */
    GuestSystem(Path root) {
        this.root = root;
    }

    /**
     * The RAM disk in {@code cache}, built unless it is there.
     *
     * @param programs executables by their names in the guest
     */
    Path initramfs(SequencedMap<String, Path> programs, List<KernelModule> modules, Path cache)
            throws IOException, InterruptedException {
        ContentHash hash = new ContentHash().add(resource("init")).add(resource("lspci"));
        hash.add(modules.toString());
        // An executable's file name tells its program and its content.
        programs.values().forEach(file -> hash.add(file.getFileName().toString()));
        Path file = cache.resolve(hash.name() + ".cpio");
        CacheFolder.provide(file, place -> write(place, programs, modules));
        return file;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = GuestSystem.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the module lacks its resource " + name);
            }
            return stream.readAllBytes();
        }
    }

    private void write(Path file, Map<String, Path> programs, List<KernelModule> modules)
            throws IOException {
        SequencedMap<String, byte[]> loaded =
                new KernelModules(root.resolve("usr/lib/modules"))
                        .load(modules.stream().map(KernelModule::name).toList());
        try (Initramfs disk = new Initramfs(file)) {
            for (String folder : List.of("bin", "etc", "modules", "tools")) {
                disk.folder(folder);
            }
            disk.program("init", resource("init"));
            disk.program("bin/lspci", resource("lspci"));
            disk.program("bin/busybox", Files.readAllBytes(root.resolve("usr/bin/busybox")));
            disk.link("bin/sh", "busybox");
            disk.file("etc/modules", loadOrder(loaded.keySet(), modules));
            for (Map.Entry<String, byte[]> module : loaded.entrySet()) {
                disk.file("modules/" + module.getKey() + ".ko", module.getValue());
            }
            for (Map.Entry<String, Path> program : programs.entrySet()) {
                disk.program("tools/" + program.getKey(), Files.readAllBytes(program.getValue()));
            }
        }
    }

    private static byte[] loadOrder(Iterable<String> loaded, List<KernelModule> modules) {
        List<String> lines = new ArrayList<>();
        for (String name : loaded) {
            lines.add(name + " " + parameters(name, modules));
        }
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String parameters(String name, List<KernelModule> modules) {
        return modules.stream()
                .filter(module -> KernelModules.canonical(module.name()).equals(name))
                .map(KernelModule::parameters)
                .findFirst()
                .orElse("");
    }
}
