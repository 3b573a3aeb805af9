package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A register, stored in the annotated field. The field's type is the register's width: {@code
 * byte}, {@code short}, {@code int} or {@code long}; an array of one of them is {@link #count}
 * registers.
 *
 * <p>A register is accessed at its own width; a 64-bit one also in aligned 32-bit halves. Any other
 * width is a guest error: reads answer all ones, writes are dropped. A {@code static final} field
 * is a constant register.
 *
 * <p>A write stores {@code (old & ~writable) | (written & writable)}, with the bits of {@link
 * #writeOneToClear} cleared where a one was written. A {@link Write} hook gets the value that would
 * be stored and returns the one that is.
 *
 * <p>In {@link Pages mapped pages} a register is a {@link MappedInt} or {@link MappedLong}, made
 * where it is declared; with a {@link #count} it is so many of them. It has an offset, a reset
 * value and a layout, but no access, mask, hook or guard: nobody is asked when the guest accesses
 * it.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Register {
    /** The BAR the register is in. */
    int bar() default 0;

    /** Byte offset in the BAR, a multiple of the register's width. */
    int offset();

    /**
     * Value after reset; outside of {@link #reserved}. A constant register's value is its field's.
     */
    long reset() default 0;

    /** What the guest may do. */
    Access access() default Access.RW;

    /** Bits a write changes; all those not otherwise claimed by default. */
    long writable() default -1;

    /** Bits that a written one clears (RW1C). */
    long writeOneToClear() default 0;

    /** Bits that a read returns and then clears (RC). */
    long clearOnRead() default 0;

    /** Bits that read as zero and ignore writes. */
    long reserved() default 0;

    /** How many registers an array field stands for; 0 for a single one. */
    int count() default 0;

    /** Bytes from one register of an array to the next; the register's width by default. */
    int stride() default 0;

    /** The {@link Bits} record that describes the bits, if any. */
    Class<?> layout() default void.class;
}
