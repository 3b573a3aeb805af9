package dev.barista.testkit;

import java.util.random.RandomGenerator;

/**
 * A fuzzer's bytes in the place of random numbers: each number takes no more of them than it needs,
 * so that a fuzzer that changes a byte changes one number. Zeros at their end.
 */
final class FuzzedNumbers implements RandomGenerator {
    private final byte[] bytes;
    private int next;

    FuzzedNumbers(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return next < bytes.length;
    }

    @Override
    public long nextLong() {
        return take(Long.BYTES);
    }

    @Override
    public int nextInt() {
        return (int) take(Integer.BYTES);
    }

    @Override
    public int nextInt(int bound) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bound - 1);
        return (int) Long.remainderUnsigned(take((bits + Byte.SIZE - 1) / Byte.SIZE), bound);
    }

    @Override
    public int nextInt(int origin, int bound) {
        return origin + nextInt(bound - origin);
    }

    @Override
    public boolean nextBoolean() {
        return (take(1) & 1) != 0;
    }

    /** The next so many bytes, the lowest first. */
    private long take(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            long octet = hasMore() ? Byte.toUnsignedLong(bytes[next++]) : 0;
            value |= octet << (i * Byte.SIZE);
        }
        return value;
    }
}
