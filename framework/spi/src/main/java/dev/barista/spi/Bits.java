package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The bit layout of a wide register: a record whose components carry {@link Bit} or {@link Field}.
 *
 * <p>For {@code record Cc(@Bit(0) boolean en, …)} the processor writes {@code CcBits} with static
 * accessors on the primitive ({@code CcBits.en(value)}, {@code CcBits.withEn(value, true)}), and
 * {@code CcBits.decode(value)} and {@code CcBits.encode(record)} for tests and tools. Every bit is
 * covered by a component or by {@link #reserved}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Bits {
    /** Width of the register in bits: 8, 16, 32 or 64. */
    int value();

    /** Bits that no component covers. */
    long reserved() default 0;
}
