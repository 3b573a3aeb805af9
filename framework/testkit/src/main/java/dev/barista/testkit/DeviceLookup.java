package dev.barista.testkit;

import dev.barista.runtime.HdvHost;
import dev.barista.spi.binding.DeviceType;

import org.junit.platform.commons.support.ReflectionSupport;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which device a test's annotation asks for. */
final class DeviceLookup {
    private DeviceLookup() {}

    /**
     * Adds the device to a host.
     *
     * @throws IllegalArgumentException if the annotation does not say which device, or not how
     */
    static void add(DeviceTest test, HdvHost.Builder host) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : test.parameters()) {
            int equals = parameter.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "@DeviceTest takes parameters as key=value, not '%s'".formatted(parameter));
            }
            parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        boolean byName = !test.name().isEmpty();
        if (byName == (test.value() != void.class)) {
            throw new IllegalArgumentException("@DeviceTest needs either a class or a name");
        }
        if (byName) {
            host.device(test.name(), parameters);
        } else {
            host.device(type(test.value()), parameters);
        }
    }

    private static DeviceType type(Class<?> wanted) {
        Class<?> type = DeviceType.class.isAssignableFrom(wanted) ? wanted : generatedFor(wanted);
        return (DeviceType) ReflectionSupport.newInstance(type);
    }

    /** The type that the processor writes beside a device class. */
    private static Class<?> generatedFor(Class<?> device) {
        String prefix = device.getPackageName().isEmpty() ? "" : device.getPackageName() + ".";
        String name = device.getName().substring(prefix.length()).replace('$', '_') + "_Type";
        try {
            return Class.forName(prefix + name, true, device.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "%s is no device: it needs @PciDevice, and to be compiled with barista-processor"
                            .formatted(device.getName()),
                    e);
        }
    }
}
