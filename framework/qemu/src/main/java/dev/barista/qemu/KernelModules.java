package dev.barista.qemu;

import org.tukaani.xz.XZInputStream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * A kernel's loadable modules, read from their files: the index that depmod writes isn't part of
 * the package.
 */
final class KernelModules {
    private static final String SUFFIX = ".ko.xz";

    /** In a module, its comma-separated dependencies, between this and a NUL. */
    private static final String DEPENDENCIES = "\0depends=";

    private final Map<String, Path> files = new HashMap<>();

    /**
     * @param folder the kernel's modules, in folders of any depth
     */
    KernelModules(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            found.filter(file -> file.toString().endsWith(SUFFIX))
                    .forEach(file -> files.put(name(file), file));
        }
    }

    /**
     * Modules are named with hyphens or underscores as it comes; the kernel makes no difference.
     */
    private static String name(Path file) {
        String fileName = file.getFileName().toString();
        return canonical(fileName.substring(0, fileName.length() - SUFFIX.length()));
    }

    static String canonical(String name) {
        return name.replace('-', '_');
    }

    /**
     * The unpacked modules with all they depend on, each after its dependencies.
     *
     * @throws GuestException for a module that the kernel doesn't have
     */
    SequencedMap<String, byte[]> load(Iterable<String> names) throws IOException {
        SequencedMap<String, byte[]> loaded = new LinkedHashMap<>();
        for (String name : names) {
            load(canonical(name), loaded);
        }
        return loaded;
    }

    private void load(String name, SequencedMap<String, byte[]> loaded) throws IOException {
        if (loaded.containsKey(name)) {
            return;
        }
        Path file = files.get(name);
        if (file == null) {
            throw new GuestException(
                    "the guest's kernel has no module %s (it may be built in)".formatted(name));
        }
        byte[] module;
        try (InputStream packed = new XZInputStream(Files.newInputStream(file))) {
            module = packed.readAllBytes();
        }
        for (String dependency : dependencies(module)) {
            load(canonical(dependency), loaded);
        }
        loaded.put(name, module);
    }

    /** The names in a module's "depends" entry. */
    static List<String> dependencies(byte[] module) {
        String text = new String(module, StandardCharsets.ISO_8859_1);
        int start = text.indexOf(DEPENDENCIES);
        if (start < 0) {
            return List.of();
        }
        start += DEPENDENCIES.length();
        String list = text.substring(start, text.indexOf('\0', start));
        return list.isEmpty() ? List.of() : List.of(list.split(",", -1));
    }
}
