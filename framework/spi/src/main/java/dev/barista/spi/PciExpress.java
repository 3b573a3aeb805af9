package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The PCI Express capability of an endpoint, version 2 (PCI Express Base 4.0, section 7.5.3). It
 * makes the configuration space 4096 bytes long.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface PciExpress {
    /** Whether the function offers function-level reset. */
    boolean functionLevelReset() default true;
}
