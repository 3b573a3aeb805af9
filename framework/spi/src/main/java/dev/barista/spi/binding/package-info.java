/**
 * The contract between generated classes and hosts; device authors need none of it.
 *
 * <p>For each device class the processor writes a {@link dev.barista.spi.binding.DeviceType} (the
 * service), a {@link dev.barista.spi.binding.DeviceBinding} (one device instance) and one {@link
 * dev.barista.spi.binding.BarHandler} for each BAR. Descriptions are records of constants.
 *
 * <p>Nothing here is thread-safe unless it says so: a host calls a binding and its handlers from
 * one thread at a time.
 */
@NullMarked
package dev.barista.spi.binding;

import org.jspecify.annotations.NullMarked;
