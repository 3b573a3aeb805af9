package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The power management capability, version 3, with D0 and D3hot (PCI Power Management 1.2, section
 * 3.2). In D3hot the BARs answer all ones and drop writes.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface PowerManagement {
    /** Whether the function keeps its state from D3hot to D0; if not, that transition resets it. */
    boolean noSoftReset() default true;
}
