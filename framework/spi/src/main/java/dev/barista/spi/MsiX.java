package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The MSI-X capability with its table and pending bit array (PCI Local Bus 3.0, section 6.8.2).
 *
 * <p>Both structures are served by the framework inside the named BARs; registers must not overlap
 * them. Table entries take 16 bytes each, the pending bit array 8 bytes for each 64 vectors.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface MsiX {
    /** Table entries, 1 to 2048. */
    int vectors();

    /** The BAR with the table. */
    int tableBar();

    /** The table's byte offset in its BAR, a multiple of 8. */
    int tableOffset() default 0;

    /** The BAR with the pending bit array; the table's by default. */
    int pbaBar() default -1;

    /**
     * The pending bit array's byte offset in its BAR, a multiple of 8; behind the table by default.
     */
    int pbaOffset() default -1;
}
