package dev.barista.vfiouser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** The numbers are those of {@code vfio_device_mig_state}. */
class MigrationArcsTest {
    private static final String[] NAMES = {
        "ERROR", "STOP", "RUNNING", "STOP_COPY", "RESUMING", "RUNNING_P2P", "PRE_COPY"
    };

    @ParameterizedTest
    @CsvSource({
        "RUNNING, STOP, STOP",
        "RUNNING, PRE_COPY, PRE_COPY",
        "RUNNING, STOP_COPY, STOP STOP_COPY",
        "RUNNING, RESUMING, STOP RESUMING",
        "STOP, RUNNING, RUNNING",
        "STOP, STOP_COPY, STOP_COPY",
        "STOP, RESUMING, RESUMING",
        "STOP, PRE_COPY, RUNNING PRE_COPY",
        "STOP_COPY, STOP, STOP",
        "STOP_COPY, RUNNING, STOP RUNNING",
        "STOP_COPY, RESUMING, STOP RESUMING",
        "RESUMING, STOP, STOP",
        "RESUMING, RUNNING, STOP RUNNING",
        "RESUMING, STOP_COPY, STOP STOP_COPY",
        "RESUMING, PRE_COPY, STOP RUNNING PRE_COPY",
        "PRE_COPY, RUNNING, RUNNING",
        "PRE_COPY, STOP_COPY, STOP_COPY",
        "PRE_COPY, STOP, RUNNING STOP",
        "PRE_COPY, RESUMING, RUNNING STOP RESUMING",
    })
    void theWayIsTheShortestThatLeadsThroughNoSavingState(String from, String to, String way) {
        StringBuilder taken = new StringBuilder();
        int state = number(from);
        while (state != number(to)) {
            state = MigrationArcs.next(state, number(to));
            taken.append(taken.isEmpty() ? "" : " ").append(NAMES[state]);
        }

        assertThat(taken).hasToString(way);
    }

    @Test
    void aStoppedCopyDoesNotBecomeARunningOne() {
        assertThat(MigrationArcs.next(number("STOP_COPY"), number("PRE_COPY"))).isNegative();
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "2, 5", "2, 7", "2, 8", "2, -1", "2, 2147483647", "0, 2", "0, 1", "5, 2"})
    void thereIsNoWayToOrFromWhatIsNoStateOrAnError(int from, int to) {
        assertThat(MigrationArcs.next(from, to)).isNegative();
    }

    private static int number(String name) {
        return List.of(NAMES).indexOf(name);
    }
}
