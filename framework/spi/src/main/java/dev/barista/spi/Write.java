package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that a guest's write calls.
 *
 * <p>Paired with the register field of the same name: {@code int liveness(int written)} gets the
 * value that would be stored, masks applied, and returns the one that is stored. For a register
 * array: {@code int queue(int index, int written)}. With an {@link #offset} and no field it is
 * {@code void}: {@code void doorbell(int written)}, or with {@link #length} a window: {@code void
 * doorbell(int offset, int written)} with the offset from the window's start. The last parameter's
 * type is the width.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Write {
    /** The BAR, for a hook with an offset of its own. */
    int bar() default 0;

    /**
     * Byte offset in the BAR of a hook without storage; -1 pairs with the field of the same name.
     */
    int offset() default -1;

    /**
     * Bytes of a window whose every aligned word of the method's width calls the hook; 0 for one.
     */
    int length() default 0;

    /** For 64-bit registers: when the hook runs if the guest writes 32-bit halves. */
    Commit commit() default Commit.EACH_HALF;
}
