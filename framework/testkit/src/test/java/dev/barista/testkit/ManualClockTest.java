package dev.barista.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

class ManualClockTest {
    private final ManualWorkers workers = new ManualWorkers();
    private final ManualClock clock = new ManualClock(workers);
    private final List<String> order = new ArrayList<>();

    @Test
    void timersRunInOrderAtTheTimeAtWhichTheyAreDue() {
        schedule(30, "c");
        schedule(10, "a");
        schedule(20, "b");
        schedule(20, "b too");
        schedule(41, "too late");

        clock.advance(Duration.ofNanos(40));

        assertThat(order).containsExactly("a at 10", "b at 20", "b too at 20", "c at 30");
        assertThat(clock.nanoTime()).isEqualTo(40);
        assertThat(clock.waiting()).isEqualTo(1);
    }

    @Test
    void aTimerStartedByATimerRunsIfItIsDueInTime() {
        clock.schedule(Duration.ofNanos(10), () -> schedule(10, "second"));

        clock.advance(Duration.ofNanos(20));

        assertThat(order).containsExactly("second at 20");
    }

    @Test
    void aCancelledTimerDoesNotRun() {
        Runnable cancel = schedule(10, "never");

        cancel.run();
        clock.advance(Duration.ofNanos(10));

        assertThat(order).isEmpty();
        assertThat(clock.waiting()).isZero();
    }

    @Test
    void workIsDoneBeforeTimePassesAndAfterEachTimer() {
        workers.execute(() -> note("work"));
        clock.schedule(Duration.ofNanos(10), () -> workers.execute(() -> note("timer's work")));
        schedule(20, "timer");

        clock.advance(Duration.ofNanos(20));

        assertThat(order).containsExactly("work at 0", "timer's work at 10", "timer at 20");
    }

    @Test
    void workRunsOnAnotherThread() {
        List<Thread> threads = new ArrayList<>();
        workers.execute(() -> threads.add(Thread.currentThread()));

        clock.completeWork();

        assertThat(threads).doesNotContain(Thread.currentThread()).hasSize(1);
    }

    @Test
    void timersWithoutEndAreAnError() {
        again();

        assertThatThrownBy(() -> clock.advance(Duration.ZERO))
                .isInstanceOf(AssertionError.class)
                .hasMessage("100,000 timers have run while the clock advanced by PT0S");
    }

    @Test
    void aDelayThatDoesNotFitIsForEver() {
        schedule(Duration.ofSeconds(Long.MAX_VALUE), "never");
        schedule(Duration.ofSeconds(-1), "at once");

        clock.advance(Duration.ofDays(10_000));

        assertThat(order).containsExactly("at once at 0");
    }

    @Test
    void whatWorkThrowsIsAnError() {
        workers.execute(
                () -> {
                    throw new IllegalStateException("broken");
                });

        assertThatThrownBy(clock::completeWork)
                .isInstanceOf(AssertionError.class)
                .hasRootCauseMessage("broken");
    }

    @Test
    void aClosedHostTakesNoWork() {
        workers.execute(() -> note("dropped"));

        assertThat(workers.shutdownNow()).hasSize(1);

        assertThat(workers.isTerminated()).isTrue();
        assertThatThrownBy(() -> workers.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class);
    }

    private void again() {
        clock.schedule(Duration.ZERO, this::again);
    }

    private Runnable schedule(long nanos, String name) {
        return schedule(Duration.ofNanos(nanos), name);
    }

    private Runnable schedule(Duration delay, String name) {
        return clock.schedule(delay, () -> note(name));
    }

    private void note(String name) {
        order.add(name + " at " + clock.nanoTime());
    }
}
