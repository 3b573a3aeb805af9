package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A field that is not part of the device's state: a cache or a collaborator. Neither saved nor
 * reset; {@link #value} says why that is right.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Transient {
    /** Why the field need not be saved. */
    String value();
}
