package dev.barista.testkit.guest;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A device that a {@link GuestTest} gives its guest. */
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface GuestDevice {
    /** The device's class, or its {@link dev.barista.spi.binding.DeviceType}. */
    Class<?> value() default void.class;

    /** The device's name, if {@link #value} is not given. */
    String name() default "";

    /** The device's parameters, each as {@code key=value}. */
    String[] parameters() default {};
}
