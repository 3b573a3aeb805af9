package dev.barista.stress;

import dev.barista.runtime.ring.AccessPort;
import dev.barista.runtime.ring.DeviceRing;
import dev.barista.runtime.ring.RingTarget;
import dev.barista.spi.binding.BarHandler;

import java.util.Arrays;

/**
 * A device that adds up what is written to it, behind a ring. Its state is plain, as a device's is:
 * an addition by two threads at once, or by one that did not see the other's, would get lost.
 */
class RacedDevice extends BarHandler implements RingTarget {
    /** Slots of a ring that is never full here. */
    static final int ROOMY = 16;

    final DeviceRing ring;

    private final BarHandler[] handlers = new BarHandler[REGIONS];
    private final int[] sizes = new int[REGIONS];
    private int sum;
    private int reads;

    /** What {@link #executed} looks at from outside. */
    private volatile int writes;

    RacedDevice(int capacity) {
        Arrays.fill(handlers, this);
        Arrays.fill(sizes, 4096);
        ring = new DeviceRing(this, SharedGuard.GUARD, capacity);
    }

    /** A port of the calling thread. */
    AccessPort port() {
        return ring.openPort();
    }

    /** What has been added up, when all that has been published is executed. */
    int sum() {
        int[] answer = new int[1];
        ring.executeAndWait(() -> answer[0] = sum);
        return answer[0];
    }

    /**
     * How many writes have been executed, once it is as many as expected or long overdue; without
     * touching the ring, which would execute what is left in it.
     */
    int executed(int expected) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (writes < expected && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        return writes;
    }

    @Override
    public int read32(int offset) {
        reads++;
        return offset == 0 ? sum : offset << 16 | reads;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // by the holder of the baton alone
    public void write32(int offset, int value) {
        sum += value;
        writes++;
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
        throw new AssertionError("every access here is legal");
    }

    @Override
    public long failed(Throwable cause) {
        throw new AssertionError(cause);
    }

    @Override
    public int read8(int offset) {
        throw new AssertionError("only 32 bits are read here");
    }

    @Override
    public int read16(int offset) {
        throw new AssertionError("only 32 bits are read here");
    }

    @Override
    public long read64(int offset) {
        throw new AssertionError("only 32 bits are read here");
    }

    @Override
    public void write8(int offset, int value) {
        throw new AssertionError("only 32 bits are written here");
    }

    @Override
    public void write16(int offset, int value) {
        throw new AssertionError("only 32 bits are written here");
    }

    @Override
    public void write64(int offset, long value) {
        throw new AssertionError("only 32 bits are written here");
    }

    @Override
    public long peek(int offset, int width) {
        return sum;
    }
}
