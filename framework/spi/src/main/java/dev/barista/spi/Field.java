package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Adjacent bits, as an {@code int} or {@code long} component of a {@link Bits} record, unsigned.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.CLASS)
public @interface Field {
    /** The lowest bit's number. */
    int lo();

    /** The highest bit's number, inclusive. */
    int hi();
}
