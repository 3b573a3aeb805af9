package dev.barista.testkit;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Each test of the class gets a device of its own, hosted in this process and enabled as an
 * operating system leaves it to a driver: BARs assigned, decoding on, bus master.
 *
 * <p>The test's methods and constructor may take a {@link Driver}, a {@link GuestRam}, {@link
 * RecordingInterrupts}, a {@link ManualClock} and the {@link dev.barista.runtime.HostedDevice}, in
 * any order.
 *
 * <p>After the test, offloaded work that still waits is run. The test fails if the device has been
 * faulted, unless it {@link ExpectsFault}, if the device keeps guest memory pinned after a reset,
 * or if the host leaves a thread behind.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DeviceTestExtension.class)
public @interface DeviceTest {
    /** The device's class, or its {@link dev.barista.spi.binding.DeviceType}. */
    Class<?> value() default void.class;

    /** The device's name, if {@link #value} is not given. */
    String name() default "";

    /** The device's parameters, each as {@code key=value}. */
    String[] parameters() default {};

    /** Bytes of guest RAM, from guest address 0. */
    long ram() default 16L << 20;
}
