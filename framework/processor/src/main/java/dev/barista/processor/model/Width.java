package dev.barista.processor.model;

import javax.lang.model.type.TypeMirror;

/** The width of a register, as the Java type of its field. */
public enum Width {
    /** No type that a register can have. */
    NONE(0, "?", "?"),
    /** 8 bits. */
    BYTE(1, "byte", "int"),
    /** 16 bits. */
    SHORT(2, "short", "int"),
    /** 32 bits. */
    INT(4, "int", "int"),
    /** 64 bits. */
    LONG(8, "long", "long");

    private final int bytes;
    private final String type;
    private final String accessType;

    Width(int bytes, String type, String accessType) {
        this.bytes = bytes;
        this.type = type;
        this.accessType = accessType;
    }

    /** The width that a type stands for, or {@link #NONE}. */
    public static Width of(TypeMirror type) {
        return switch (type.getKind()) {
            case BYTE -> BYTE;
            case SHORT -> SHORT;
            case INT -> INT;
            case LONG -> LONG;
            default -> NONE;
        };
    }

    /** The width of so many bits, or {@link #NONE}. */
    public static Width ofBits(int bits) {
        return switch (bits) {
            case 8 -> BYTE;
            case 16 -> SHORT;
            case 32 -> INT;
            case 64 -> LONG;
            default -> NONE;
        };
    }

    /** Bytes: 1, 2, 4 or 8; 0 for {@link #NONE}. */
    public int bytes() {
        return bytes;
    }

    /** Bits. */
    public int bits() {
        return bytes * 8;
    }

    /** The Java type of a register's field. */
    public String type() {
        return type;
    }

    /** The Java type of a handler's value: {@code int} up to 32 bits. */
    public String accessType() {
        return accessType;
    }

    /** All bits of a register, as a zero-extended number. */
    public long mask() {
        return this == LONG ? -1L : (1L << bits()) - 1;
    }

    /**
     * Whether a number is one of this width, zero-extended or, as an {@code int} literal such as
     * {@code 0x8000_0000} is when it becomes a {@code long}, sign-extended.
     */
    public boolean holds(long value) {
        return (value & ~mask()) == 0 || value >> (bits() - 1) == -1;
    }
}
