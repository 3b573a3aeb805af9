package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method {@code void name()} that runs after a reset, and once before the first access: timers
 * and offloaded work are cancelled, interrupts cleared and registers at their reset values by then.
 * At most one to a class.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface OnReset {}
