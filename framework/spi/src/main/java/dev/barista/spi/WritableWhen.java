package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A guard, {@code boolean idle()}: while it answers {@code false}, writes to the named registers
 * are dropped and counted as refused, and their hooks do not run. It must not change the device.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface WritableWhen {
    /** Offsets of declared registers or of {@link Write} hooks with an offset. */
    int[] value();

    /** The BAR they are in. */
    int bar() default 0;
}
