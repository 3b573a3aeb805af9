package dev.barista.spi.binding;

import java.util.List;

/**
 * A configuration key of a device.
 *
 * @param min smallest number, for {@link Type#INT} and {@link Type#LONG}
 * @param max largest number
 * @param choices the names, for {@link Type#ENUM}
 */
public record ParameterDescription(
        String name, Type type, String description, long min, long max, List<String> choices) {
    /** Copies the list. */
    public ParameterDescription {
        choices = List.copyOf(choices);
    }

    /** The type of a parameter's value. */
    public enum Type {
        /** 32 bits. */
        INT,
        /** 64 bits. */
        LONG,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** Text. */
        STRING,
        /** One of the choices. */
        ENUM
    }
}
