package dev.barista.benchmarks.dispatch.alternatives;

import java.util.ArrayList;
import java.util.List;

/** A register of {@link FluentRegisters}: a value, its parts, and who is told of writes. */
final class FluentRegister {
    /** How a part answers the guest. */
    enum Mode {
        READ_WRITE,
        READ_ONLY,
        READ_TO_CLEAR,
        WRITE_ONE_TO_CLEAR,
        RESERVED
    }

    /** Is told after a write. */
    interface WriteCallback {
        void written(int before, int written);
    }

    private record Part(int mask, Mode mode) {}

    private final List<Part> parts = new ArrayList<>();
    private final List<WriteCallback> callbacks = new ArrayList<>();
    int value;

    FluentRegister(int reset) {
        value = reset;
    }

    FluentRegister withFlag(int bit, Mode mode) {
        return withField(bit, 1, mode);
    }

    FluentRegister withField(int low, int width, Mode mode) {
        parts.add(new Part((int) ((1L << width) - 1) << low, mode));
        return this;
    }

    FluentRegister withWriteCallback(WriteCallback callback) {
        callbacks.add(callback);
        return this;
    }

    int read() {
        int seen = value;
        for (Part part : parts) {
            if (part.mode == Mode.READ_TO_CLEAR) {
                value &= ~part.mask;
            }
        }
        return seen;
    }

    void write(int written) {
        int before = value;
        int next = before;
        for (Part part : parts) {
            switch (part.mode) {
                case READ_WRITE -> next = (next & ~part.mask) | (written & part.mask);
                case WRITE_ONE_TO_CLEAR -> next &= ~(written & part.mask);
                case READ_ONLY, READ_TO_CLEAR, RESERVED -> {}
            }
        }
        value = next;
        for (WriteCallback callback : callbacks) {
            callback.written(before, written);
        }
    }
}
