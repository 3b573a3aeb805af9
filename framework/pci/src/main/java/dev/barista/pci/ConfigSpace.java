package dev.barista.pci;

import dev.barista.spi.binding.InvalidStateException;
import dev.barista.spi.binding.StateReader;
import dev.barista.spi.binding.StateWriter;

import org.jspecify.annotations.Nullable;

/** The storage of a configuration space: values and write masks by aligned 32-bit word. */
final class ConfigSpace {
    private final int[] resetValues;
    private final int[] writable;
    private final int[] keptByFunctionLevelReset;
    private final int[] writeOneToClear;
    private final @Nullable ConfigBehaviour[] behaviours;
    private final int[] values;

    ConfigSpace(ConfigImage image) {
        resetValues = image.resetValues();
        writable = image.masks(FieldAccess.RW, FieldAccess.RW_LINK);
        keptByFunctionLevelReset = image.masks(FieldAccess.RW_LINK);
        writeOneToClear = image.masks(FieldAccess.RW1C);
        behaviours = new ConfigBehaviour[resetValues.length];
        values = resetValues.clone();
    }

    /** Has {@code behaviour} told of accesses to the words of a range. */
    void attach(int offset, int length, ConfigBehaviour behaviour) {
        for (int word = offset >> 2; word < (offset + length + 3) >> 2; word++) {
            behaviours[word] = behaviour;
        }
    }

    int size() {
        return 4 * values.length;
    }

    /** Reads 1, 2 or 4 bytes at an aligned offset, zero-extended. */
    int read(int offset, int width) {
        int word = offset >> 2;
        ConfigBehaviour behaviour = behaviours[word];
        if (behaviour != null) {
            behaviour.reading(offset & ~3);
        }
        return (values[word] >>> shift(offset)) & mask(width);
    }

    /** Writes 1, 2 or 4 bytes at an aligned offset. */
    void write(int offset, int width, int value) {
        int word = offset >> 2;
        int lanes = mask(width) << shift(offset);
        int written = (value << shift(offset)) & lanes;
        int before = values[word];
        int stored = writable[word] & lanes;
        values[word] =
                ((before & ~stored) | (written & stored)) & ~(written & writeOneToClear[word]);
        ConfigBehaviour behaviour = behaviours[word];
        if (behaviour != null) {
            behaviour.written(before, written);
        }
    }

    /** The word that holds {@code offset}, moved so that the register there starts at bit 0. */
    int get(int offset) {
        return values[offset >> 2] >>> shift(offset);
    }

    /** Sets bits of the register at {@code offset}, whatever software may do to them. */
    void set(int offset, int mask, int value) {
        int moved = mask << shift(offset);
        values[offset >> 2] = (values[offset >> 2] & ~moved) | ((value << shift(offset)) & moved);
    }

    void reset(boolean functionLevel) {
        for (int word = 0; word < values.length; word++) {
            int kept = functionLevel ? keptByFunctionLevelReset[word] : 0;
            values[word] = (resetValues[word] & ~kept) | (values[word] & kept);
        }
    }

    void save(StateWriter out) {
        long[] layout = new long[values.length];
        long[] state = new long[values.length];
        for (int word = 0; word < values.length; word++) {
            layout[word] = layout(word);
            state[word] = values[word] & changeable(word);
        }
        out.putLongs("pci.layout", layout);
        out.putLongs("pci.config", state);
    }

    void restore(StateReader in) {
        long[] layout = in.getLongs("pci.layout", values.length);
        long[] state = in.getLongs("pci.config", values.length);
        for (int word = 0; word < values.length; word++) {
            if (layout[word] != layout(word)) {
                throw new InvalidStateException(
                        "the saved device has another configuration space: registers or write"
                                + " masks differ at offset 0x%x".formatted(4 * word));
            }
            int mask = changeable(word);
            values[word] = (resetValues[word] & ~mask) | ((int) state[word] & mask);
        }
    }

    private long layout(int word) {
        return ((long) resetValues[word] << 32) | Integer.toUnsignedLong(changeable(word));
    }

    private int changeable(int word) {
        return writable[word] | writeOneToClear[word];
    }

    private static int shift(int offset) {
        return 8 * (offset & 3);
    }

    /** Ones for {@code width} bytes. */
    static int mask(int width) {
        return -1 >>> (32 - 8 * width);
    }
}
