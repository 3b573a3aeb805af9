package dev.barista.runtime.ring;

import dev.barista.spi.binding.BarHandler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A target that keeps what is written, and on which handlers never overlap or the test knows. */
final class RecordingTarget extends BarHandler implements RingTarget {
    final List<Long> written = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();
    IntUnaryOperator onRead = offset -> offset;
    int illegal;
    boolean overlapped;

    private final BarHandler[] handlers = new BarHandler[REGIONS];
    private final int[] sizes = new int[REGIONS];

    // Two threads in a handler at once would see it in the other's hands.
    private boolean busy;

    RecordingTarget() {
        Arrays.fill(handlers, this);
        Arrays.fill(sizes, 4096);
    }

    @Override
    public BarHandler[] handlers() {
        return handlers;
    }

    @Override
    public int[] sizes() {
        return sizes;
    }

    @Override
    public long illegal(int region, long offset, int width, boolean write) {
        illegal++;
        return -1;
    }

    @Override
    public long failed(Throwable cause) {
        failures.add(cause);
        return -1;
    }

    @Override
    public int read32(int offset) {
        enter();
        try {
            return onRead.applyAsInt(offset);
        } finally {
            busy = false;
        }
    }

    @Override
    public void write32(int offset, int value) {
        enter();
        written.add(Integer.toUnsignedLong(value));
        busy = false;
    }

    private void enter() {
        overlapped |= busy;
        busy = true;
    }

    @Override
    public int read8(int offset) {
        return offset & 0xff;
    }

    @Override
    public int read16(int offset) {
        return offset & 0xffff;
    }

    @Override
    public long read64(int offset) {
        return -2L - offset;
    }

    @Override
    public void write8(int offset, int value) {
        written.add((long) (value & 0xff));
    }

    @Override
    public void write16(int offset, int value) {
        written.add((long) (value & 0xffff));
    }

    @Override
    public void write64(int offset, long value) {
        written.add(value);
    }

    @Override
    public long peek(int offset, int width) {
        return 0;
    }
}
