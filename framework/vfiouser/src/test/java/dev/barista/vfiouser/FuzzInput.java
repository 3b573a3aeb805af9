package dev.barista.vfiouser;

/** Bytes that a fuzzer has made up, as the numbers that a test is made of. Zeros at their end. */
final class FuzzInput {
    private static final long[] EDGES = {
        0,
        -1,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        0xffff_ffffL,
        0x1_0000_0000L,
        -4096,
        0xfff,
        0x10_0000,
        0x10_0001
    };

    private final byte[] bytes;
    private int next;

    FuzzInput(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return next < bytes.length;
    }

    /** 0 to 255. */
    int octet() {
        return hasMore() ? Byte.toUnsignedInt(bytes[next++]) : 0;
    }

    boolean flag() {
        return (octet() & 1) != 0;
    }

    /** One of them. */
    long of(long... choices) {
        return choices[octet() % choices.length];
    }

    /** Mostly a small number; else one at an edge, or any. */
    long number() {
        int kind = octet();
        if (kind < 0xc0) {
            return kind;
        }
        if (kind < 0xc0 + EDGES.length) {
            return EDGES[kind - 0xc0];
        }
        return kind < 0xe0 ? 1L << kind : any();
    }

    /** Any 64 bits. */
    long any() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value |= (long) octet() << (i * Byte.SIZE);
        }
        return value;
    }

    /** The next bytes, {@code count} of them or as many as there are. */
    byte[] octets(int count) {
        byte[] taken = new byte[Math.min(count, bytes.length - next)];
        System.arraycopy(bytes, next, taken, 0, taken.length);
        next += taken.length;
        return taken;
    }
}
