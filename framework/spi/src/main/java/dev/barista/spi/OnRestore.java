package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method {@code void name()} that runs once a saved state has been taken over, before the first
 * access. Timers and offloaded work are not part of a state: what the registers say is under way is
 * started again here. At most one to a class.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface OnRestore {}
