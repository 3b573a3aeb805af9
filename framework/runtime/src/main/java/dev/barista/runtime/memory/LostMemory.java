package dev.barista.runtime.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Memory that is gone: the file behind a mapping has become shorter.
 *
 * <p>The processor's fault (SIGBUS) becomes an {@link InternalError}, which compiled code throws
 * not at the access but where the thread next polls for a safepoint: perhaps after the method, and
 * its {@code catch}, have been left.
 */
public final class LostMemory {
    private static final VarHandle ROUNDS;

    static {
        try {
            ROUNDS =
                    MethodHandles.lookup()
                            .findStaticVarHandle(LostMemory.class, "rounds", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // through ROUNDS
    private static int rounds = 2;

    private LostMemory() {}

    /**
     * Throws here what an access before has left to be thrown.
     *
     * <p>The loop does nothing but go round: HotSpot polls at the end of each round of a loop whose
     * end it can't foresee, which is why the bound is read anew each time.
     *
     * @throws InternalError if an access before found its memory gone
     */
    public static void surface() {
        for (int round = 0; round < (int) ROUNDS.getOpaque(); round++) {}
    }
}
