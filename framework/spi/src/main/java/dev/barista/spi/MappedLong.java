package dev.barista.spi;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A 64-bit register in {@link Pages mapped pages}, or an array of them; little-endian. */
public final class MappedLong extends MappedRegister {
    private static final VarHandle VALUE =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();

    /** A register that gets its place in memory before the device's first reset. */
    public MappedLong() {
        super(Long.BYTES);
    }

    /** The value. What the guest stored before it stored this value can be read after it. */
    public long get() {
        return get(0);
    }

    /** The value of one register of an array, as {@link #get()}. */
    public long get(int index) {
        return (long) VALUE.getAcquire(pages, offset(index));
    }

    /** Stores a value. A guest that reads it sees what the device stored before. */
    public void set(long value) {
        set(0, value);
    }

    /** Stores a value in one register of an array, as {@link #set(long)}. */
    public void set(int index, long value) {
        VALUE.setRelease(pages, offset(index), value);
    }

    /** Stores a value and answers the one before, without losing what the guest stores between. */
    public long getAndSet(long value) {
        return getAndSet(0, value);
    }

    /** The same for one register of an array. */
    public long getAndSet(int index, long value) {
        return (long) VALUE.getAndSet(pages, offset(index), value);
    }
}
