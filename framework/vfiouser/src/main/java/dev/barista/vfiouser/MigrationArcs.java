package dev.barista.vfiouser;

import dev.barista.vfiouser.protocol.MigrationState;

/**
 * The ways from one {@link MigrationState} to another: Direct State Transitions and Complex State
 * Transitions of the specification.
 */
final class MigrationArcs {
    private static final int STATES = 8;

    /** For each state those that it leads to directly, as bits. */
    private static final int[] ARCS = new int[STATES];

    static {
        ARCS[MigrationState.STOP] =
                to(MigrationState.RUNNING, MigrationState.STOP_COPY, MigrationState.RESUMING);
        ARCS[MigrationState.RUNNING] = to(MigrationState.STOP, MigrationState.PRE_COPY);
        ARCS[MigrationState.STOP_COPY] = to(MigrationState.STOP);
        ARCS[MigrationState.RESUMING] = to(MigrationState.STOP);
        ARCS[MigrationState.PRE_COPY] = to(MigrationState.RUNNING, MigrationState.STOP_COPY);
    }

    /** States in which data are read; a way begins or ends in one, but does not lead through it. */
    private static final int SAVING = to(MigrationState.STOP_COPY, MigrationState.PRE_COPY);

    private MigrationArcs() {}

    /**
     * The first state on the shortest way.
     *
     * @return -1 if there is no way, which includes that one of the two is no state
     */
    static int next(int from, int to) {
        boolean known = from >= 0 && from < STATES && to >= 0 && to < STATES;
        boolean forbidden = from == MigrationState.STOP_COPY && to == MigrationState.PRE_COPY;
        if (!known || forbidden) {
            return -1;
        }
        // From the end: all states that lead to it in one step, in two, and so on.
        int reached = 1 << to;
        for (int steps = 0; steps < STATES; steps++) {
            int first = ARCS[from] & reached;
            if (first != 0) {
                return Integer.numberOfTrailingZeros(first);
            }
            int before = reached;
            for (int state = 0; state < STATES; state++) {
                if ((ARCS[state] & before) != 0 && (SAVING & 1 << state) == 0) {
                    reached |= 1 << state;
                }
            }
        }
        return -1;
    }

    private static int to(int... states) {
        int bits = 0;
        for (int state : states) {
            bits |= 1 << state;
        }
        return bits;
    }
}
