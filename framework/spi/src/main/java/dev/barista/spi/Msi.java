package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The MSI capability, 64-bit addresses (PCI Local Bus 3.0, section 6.8.1). */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Msi {
    /** Messages requested: 1, 2, 4, 8, 16 or 32. */
    int vectors() default 1;

    /** Whether the capability has mask and pending bits for each vector. */
    boolean maskable() default true;
}
