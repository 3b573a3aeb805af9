package dev.barista.launcher.device;

import dev.barista.runtime.HdvHost;
import dev.barista.runtime.HostException;
import dev.barista.runtime.Plugins;
import dev.barista.runtime.partition.Partition;
import dev.barista.spi.binding.InvalidParameterException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The device types that the command line can name. Immutable. */
public final class DeviceCatalogue {
    private final Plugins plugins;

    private DeviceCatalogue(Plugins plugins) {
        this.plugins = plugins;
    }

    /**
     * The devices of the application and of plugins.
     *
     * @param pluginPath plugin jars and folders, as in {@link Plugins#with}
     * @throws UsageException if a path does not exist
     * @throws HostException if a plugin can't be loaded
     */
    public static DeviceCatalogue load(List<Path> pluginPath) {
        for (Path path : pluginPath) {
            if (!Files.exists(path)) {
                throw new UsageException(
                        "there is no plugin at %s; build it first, or correct --plugin-path"
                                .formatted(path));
            }
        }
        return new DeviceCatalogue(Plugins.installed().with(pluginPath));
    }

    /** Every device type, in order of name. */
    public Collection<Plugins.Entry> entries() {
        return plugins.entries();
    }

    /**
     * The device type that a specification names.
     *
     * @throws UsageException if there is none
     */
    public Plugins.Entry entry(DeviceSpec spec) {
        return plugins.entries().stream()
                .filter(entry -> entry.type().description().name().equals(spec.device()))
                .findFirst()
                .orElseThrow(() -> unknown(spec));
    }

    private UsageException unknown(DeviceSpec spec) {
        List<String> names =
                plugins.entries().stream().map(entry -> entry.type().description().name()).toList();
        return new UsageException(
                "no device is called '%s'; there are: %s (a plugin's device needs --plugin-path)"
                        .formatted(spec.device(), String.join(", ", names)));
    }

    /**
     * Devices on a partition, which the host closes, also if this fails.
     *
     * @throws UsageException if a device is unknown, or a parameter is unknown or has no legal
     *     value
     * @throws HostException if a device can't be made
     */
    public HdvHost open(Partition partition, List<DeviceSpec> specs) {
        HdvHost.Builder builder = HdvHost.builder().plugins(plugins).partition(partition);
        try {
            specs.forEach(this::entry);
        } catch (UsageException e) {
            partition.close();
            throw e;
        }
        specs.forEach(spec -> builder.device(spec.device(), spec.parameters()));
        try {
            return builder.open();
        } catch (HostException e) {
            if (e.getCause() instanceof InvalidParameterException) {
                throw new UsageException(
                        e.getMessage() + "; 'barista describe' lists a device's parameters", e);
            }
            throw e;
        }
    }
}
