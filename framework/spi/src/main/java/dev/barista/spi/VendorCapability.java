package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A read-only vendor-specific capability (PCI Local Bus 3.0, appendix H, ID 09h). */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
@Repeatable(VendorCapability.List.class)
public @interface VendorCapability {
    /** The bytes after ID, next pointer and length; at most 128 of them, each 0 to 0xff. */
    int[] value();

    /** Several such capabilities, in the order of the chain. */
    @Documented
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.CLASS)
    @interface List {
        /** The capabilities. */
        VendorCapability[] value();
    }
}
