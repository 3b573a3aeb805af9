package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A level-triggered interrupt pin (PCI Local Bus 3.0, section 6.2.4). */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Intx {
    /** The pin. */
    InterruptPin value() default InterruptPin.A;
}
