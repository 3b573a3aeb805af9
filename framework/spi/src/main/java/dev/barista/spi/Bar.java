package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A base address register (PCI Local Bus 3.0, section 6.2.5.1). */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
@Repeatable(Bar.List.class)
public @interface Bar {
    /** 0 to 5; a {@link BarKind#MEMORY_64} BAR also takes the index after it. */
    int index();

    /**
     * Bytes decoded: a power of two, at least 16 for memory, 4 to 256 for {@link BarKind#IO}, at
     * most 1 GiB.
     */
    long size();

    /** The address space the BAR decodes. */
    BarKind kind() default BarKind.MEMORY_32;

    /** Whether reads have no side effects and writes may be merged; memory only. */
    boolean prefetchable() default false;

    /**
     * The pages that are memory shared with the guest, memory BARs only; everything else is
     * trapped. QEMU posts no writes to a device that has any: each of its writes to trapped
     * registers then waits for the device.
     */
    Pages[] mapped() default {};

    /** Several BARs of one device. */
    @Documented
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.CLASS)
    @interface List {
        /** The BARs. */
        Bar[] value();
    }
}
