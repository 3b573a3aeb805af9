package dev.barista.runtime.ring;

import org.jspecify.annotations.Nullable;

/** A slot of the ring: one access, or one task. Reused for ever. */
final class AccessEvent {
    static final int READ = 0;
    static final int WRITE = 1;
    static final int TASK = 2;

    int kind;
    int region;
    int offset;
    int width;
    long value;

    /** Where the one who waits for this event finds the answer. */
    @Nullable Reply reply;

    @Nullable Runnable task;
}
