package dev.barista.runtime;

import dev.barista.spi.binding.DeviceType;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The device types that a host can make, by name: those on the application's own path and those of
 * plugin jars, each jar a module layer of its own, so that two plugins may use different versions
 * of the same library. Immutable.
 */
public final class Plugins {
    /** A device type, and where it was found: a jar's path, or empty for the application's own. */
    public record Entry(DeviceType type, Optional<Path> source) {}

    private final Map<String, Entry> entries;

    private Plugins(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /** The device types on the application's module path or class path. */
    public static Plugins installed() {
        Map<String, Entry> found = new TreeMap<>();
        try {
            for (DeviceType type : ServiceLoader.load(DeviceType.class)) {
                add(found, new Entry(type, Optional.empty()));
            }
        } catch (ServiceConfigurationError e) {
            throw new HostException(
                    "a device on the application's path can't be loaded: " + e.getMessage(), e);
        }
        return new Plugins(found);
    }

    /**
     * These and those of plugins.
     *
     * @param path plugin jars, and folders: each jar in a folder is a plugin, each of its
     *     sub-folders one plugin with its libraries
     * @throws HostException if a path does not exist, a plugin has no device or cannot be loaded,
     *     or a device's name is taken
     */
    public Plugins with(Collection<Path> path) {
        Map<String, Entry> found = new TreeMap<>(entries);
        for (Path plugin : expand(path)) {
            load(plugin).forEach(type -> add(found, new Entry(type, Optional.of(plugin))));
        }
        return new Plugins(found);
    }

    /** All entries, in order of the device's name. */
    public Collection<Entry> entries() {
        return entries.values();
    }

    /**
     * The device type with a name.
     *
     * @throws HostException if there is none; the message lists those there are
     */
    public DeviceType find(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new HostException(
                    "no device is called '%s'; there are: %s"
                            .formatted(name, String.join(", ", entries.keySet())));
        }
        return entry.type();
    }

    private static void add(Map<String, Entry> found, Entry entry) {
        Entry other = found.putIfAbsent(entry.type().description().name(), entry);
        if (other != null) {
            throw new HostException(
                    "two devices are called '%s': %s in %s and %s in %s"
                            .formatted(
                                    entry.type().description().name(),
                                    other.type().description().className(),
                                    place(other),
                                    entry.type().description().className(),
                                    place(entry)));
        }
    }

    private static String place(Entry entry) {
        return entry.source().map(Path::toString).orElse("the application");
    }

    private static List<Path> expand(Collection<Path> path) {
        List<Path> plugins = new ArrayList<>();
        for (Path entry : path) {
            if (Files.isDirectory(entry)) {
                try (var children = Files.list(entry)) {
                    children.filter(child -> isJar(child) || Files.isDirectory(child))
                            .sorted()
                            .forEach(plugins::add);
                } catch (IOException e) {
                    throw new HostException("plugin folder " + entry + " can't be read", e);
                }
            } else if (Files.isRegularFile(entry)) {
                plugins.add(entry);
            } else {
                throw new HostException(
                        "there is no plugin at " + entry + "; give a jar, or a folder of jars");
            }
        }
        return plugins;
    }

    private static boolean isJar(Path file) {
        return Files.isRegularFile(file) && file.toString().endsWith(".jar");
    }

    private static List<DeviceType> load(Path plugin) {
        try {
            ModuleFinder finder = ModuleFinder.of(plugin);
            List<String> names =
                    finder.findAll().stream()
                            .map(ModuleReference::descriptor)
                            .map(descriptor -> descriptor.name())
                            .toList();
            ModuleLayer parent = ModuleLayer.boot();
            Configuration configuration =
                    parent.configuration().resolve(finder, ModuleFinder.of(), names);
            ModuleLayer layer =
                    parent.defineModulesWithOneLoader(
                            configuration, Plugins.class.getClassLoader());
            List<DeviceType> types =
                    ServiceLoader.load(layer, DeviceType.class).stream()
                            .filter(provider -> provider.type().getModule().getLayer() == layer)
                            .map(ServiceLoader.Provider::get)
                            .toList();
            if (types.isEmpty()) {
                throw new HostException(
                        plugin
                                + " has no Barista device; a plugin is a jar with a @PciDevice"
                                + " class compiled with the barista-processor");
            }
            return types;
        } catch (FindException | ResolutionException | LayerInstantiationException e) {
            throw new HostException(plugin + " can't be loaded: " + e.getMessage(), e);
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new HostException(plugin + " has a device that can't be loaded: " + e, e);
        }
    }
}
