package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A field set from the device's configuration, as in {@code edu,dma_mask=0xffffffff}, after the
 * constructor and before the first reset. The field's initializer is the default.
 *
 * <p>On {@code int}, {@code long}, {@code boolean}, {@code String} and enum fields that are neither
 * {@code private} nor {@code final}. Numbers may be written decimal or {@code 0x…}, with {@code K},
 * {@code M} or {@code G} for powers of 1024; enums by name, in any case.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Parameter {
    /** The key; by default the field's name with {@code _} before each capital, in lower case. */
    String name() default "";

    /** One line for people. */
    String description() default "";

    /** Smallest number allowed. */
    long min() default Long.MIN_VALUE;

    /** Largest number allowed. */
    long max() default Long.MAX_VALUE;
}
