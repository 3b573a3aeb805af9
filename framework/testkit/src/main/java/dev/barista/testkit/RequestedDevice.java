package dev.barista.testkit;

import dev.barista.runtime.HdvHost;
import dev.barista.spi.binding.DeviceType;

import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.ReflectionSupport;

import java.util.LinkedHashMap;
import java.util.Map;

/** A device that a test's annotation asks for. */
public final class RequestedDevice {
    private final @Nullable DeviceType type;
    private final String name;
    private final Map<String, String> parameters;

    private RequestedDevice(@Nullable DeviceType type, String name, String... parameters) {
        this.type = type;
        this.name = name;
        this.parameters = new LinkedHashMap<>();
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "a device takes parameters as key=value, not '%s'".formatted(parameter));
            }
            this.parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
    }

    /**
     * A device by its class, which need not be that of a plugin.
     *
     * @param deviceClass one with {@link dev.barista.spi.PciDevice}, or a {@link DeviceType} with a
     *     constructor without parameters
     * @param parameters each as {@code key=value}
     * @throws IllegalArgumentException if it is no device
     */
    public static RequestedDevice of(Class<?> deviceClass, String... parameters) {
        Class<?> typeClass =
                DeviceType.class.isAssignableFrom(deviceClass)
                        ? deviceClass
                        : generatedFor(deviceClass);
        DeviceType type = (DeviceType) ReflectionSupport.newInstance(typeClass);
        return new RequestedDevice(type, type.description().name(), parameters);
    }

    /**
     * An installed device by its name.
     *
     * @param parameters each as {@code key=value}
     */
    public static RequestedDevice named(String name, String... parameters) {
        return new RequestedDevice(null, name, parameters);
    }

    /** Asks a host for the device. */
    public void addTo(HdvHost.Builder host) {
        if (type == null) {
            host.device(name, parameters);
        } else {
            host.device(type, parameters);
        }
    }

    /** The type that the processor writes beside a device class. */
    private static Class<?> generatedFor(Class<?> deviceClass) {
        String folder =
                deviceClass.getPackageName().isEmpty() ? "" : deviceClass.getPackageName() + ".";
        String name = deviceClass.getName().substring(folder.length()).replace('$', '_');
        try {
            return Class.forName(folder + name + "_Type", true, deviceClass.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "%s is no device: it needs @PciDevice, and to be compiled with barista-processor"
                            .formatted(deviceClass.getName()),
                    e);
        }
    }
}
