package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that a guest's read calls.
 *
 * <p>Paired with the register field of the same name: {@code int status(int stored)} returns what
 * the guest sees; the stored value stays. For a register array: {@code int queue(int index, int
 * stored)}. With an {@link #offset} and no field: {@code int data()}, or with {@link #length} a
 * window: {@code int data(int offset)} with the offset from the window's start. The return type is
 * the width.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Read {
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
}
