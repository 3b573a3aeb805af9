package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method {@code boolean name()} that looks for work which no access announces, such as what a
 * guest has written to {@link Pages mapped pages}, and answers whether there was some. At most one
 * to a class, which has {@link Dispatch#DEDICATED}.
 *
 * <p>The device's thread calls it whenever no event waits: at once again while there is work, and
 * for some microseconds after; then at growing intervals of up to a millisecond. It is an event as
 * any other: nothing else of the device runs at the same time, so it does a piece of the work and
 * returns. It is not called while the device is faulted.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface OnPoll {}
