package dev.barista.spi.binding;

import dev.barista.spi.DeviceContext;

/** A kind of device that plugins offer, found by {@link java.util.ServiceLoader}. Thread-safe. */
public interface DeviceType {
    /** What the device is; the same object each time. */
    DeviceDescription description();

    /**
     * Makes a device. Its registers have no defined values before the first {@link
     * DeviceBinding#reset}.
     *
     * @throws InvalidParameterException if a parameter is unknown or has no legal value; nothing is
     *     left behind
     */
    DeviceBinding create(DeviceContext context, DeviceParameters parameters);
}
