package dev.barista.pci;

/**
 * A field of the configuration space.
 *
 * @param name the specification's name, with the register's before it if that has several fields
 * @param offset byte offset in the configuration space of the register that bits are counted in
 * @param lo lowest bit
 * @param hi highest bit, inclusive; the field does not leave its aligned 32 bits
 * @param reset the value after reset
 */
public record ConfigField(String name, int offset, int lo, int hi, FieldAccess access, int reset) {
    /** Checks the bits. */
    public ConfigField {
        int shift = 8 * (offset & 3);
        if (lo < 0
                || hi < lo
                || shift + hi > 31
                || (hi - lo < 31 && (reset >>> (hi - lo + 1)) != 0)) {
            throw new IllegalArgumentException(
                    "%s at 0x%x: bits %d to %d, reset 0x%x".formatted(name, offset, lo, hi, reset));
        }
    }

    /** The field's value, from the aligned 32-bit word that it is in. */
    public int valueIn(int word) {
        return (word & mask()) >>> shift();
    }

    /** The field's bits in its aligned 32-bit word. */
    int mask() {
        return (-1 >>> (31 - (hi - lo))) << shift();
    }

    int shift() {
        return 8 * (offset & 3) + lo;
    }
}
