package dev.barista.pci;

import static dev.barista.pci.spec.MsixRegisters.*;

import dev.barista.spi.binding.StateReader;
import dev.barista.spi.binding.StateWriter;

/** The entries of an MSI-X table (PCI Local Bus 3.0, section 6.8.2). */
final class MsixTable {
    private static final int WORDS = ENTRY_LENGTH / 4;
    private static final int ADDRESS = ENTRY_ADDRESS / 4;
    private static final int UPPER_ADDRESS = ENTRY_UPPER_ADDRESS / 4;
    private static final int DATA = ENTRY_DATA / 4;
    private static final int VECTOR_CONTROL = ENTRY_VECTOR_CONTROL / 4;

    private final int[] words;

    MsixTable(int entries) {
        words = new int[WORDS * entries];
    }

    int entries() {
        return words.length / WORDS;
    }

    void reset() {
        for (int word = 0; word < words.length; word++) {
            words[word] = word % WORDS == VECTOR_CONTROL ? VECTOR_MASKED : 0;
        }
    }

    boolean masked(int entry) {
        return (words[WORDS * entry + VECTOR_CONTROL] & VECTOR_MASKED) != 0;
    }

    long address(int entry) {
        return ((long) words[WORDS * entry + UPPER_ADDRESS] << 32)
                | Integer.toUnsignedLong(words[WORDS * entry + ADDRESS]);
    }

    int data(int entry) {
        return words[WORDS * entry + DATA];
    }

    /** The aligned word at a byte offset. */
    int read(int offset) {
        return words[offset >> 2];
    }

    /** Writes the aligned word at a byte offset. */
    void write(int offset, int value) {
        int word = offset >> 2;
        words[word] = value & writable(word);
    }

    private static int writable(int word) {
        return switch (word % WORDS) {
            // The table can hold messages to aligned words only; reserved bits of Vector Control
            // read zero.
            case ADDRESS -> ~3;
            case VECTOR_CONTROL -> VECTOR_MASKED;
            default -> -1;
        };
    }

    void save(StateWriter out) {
        long[] state = new long[words.length];
        for (int word = 0; word < words.length; word++) {
            state[word] = words[word];
        }
        out.putLongs("pci.msix", state);
    }

    void restore(StateReader in) {
        long[] state = in.getLongs("pci.msix", words.length);
        for (int word = 0; word < words.length; word++) {
            words[word] = (int) state[word] & writable(word);
        }
    }
}
