package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * State that is no register but belongs to the device: saved, restored, and reset to its default
 * (0, {@code false}, the first enum constant, an empty string; arrays are filled with zeros) before
 * {@link OnReset} runs.
 *
 * <p>On fields of primitive type, {@code String}, an enum, or an array of primitives (which may be
 * {@code final}).
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Saved {}
