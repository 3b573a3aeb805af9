package dev.barista.hyperv.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.barista.hyperv.error.HyperVException;
import dev.barista.hyperv.ffi.NativeHandle;
import dev.barista.standins.StandInTest;
import dev.barista.standins.StandIns;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

@StandInTest
class OperationTest {
    private static final String CORE = "computecore.dll";
    private static final long PAUSE_NANOS = 2_000_000;
    private static final Executor NEW_THREAD = task -> Thread.ofPlatform().start(task);

    private final StandIns standIns;

    OperationTest(StandIns standIns) {
        this.standIns = standIns;
    }

    @AfterEach
    void letGo() {
        standIns.set(CORE, "hold-operations", 0);
    }

    @Test
    void anOperationKnowsItsNumberAndItsCall() {
        try (ComputeSystem system = create()) {
            Operation<String> start = system.start();
            start.join();

            assertThat(start.id()).isNotEqualTo(-1);
            assertThat(OperationType.of(start.type())).isEqualTo(OperationType.START);
        }
    }

    /** A JVM on Windows stands still if a callback's thread ends meanwhile: decision 0013. */
    @Test
    void operationsCompleteWhileThreadsStartAndTheHeapIsCollected() {
        HostComputeService.systems(null).join(); // loads what is needed, while there is peace
        AtomicBoolean enough = new AtomicBoolean();
        Runnable startThread = () -> CompletableFuture.runAsync(() -> {}, NEW_THREAD).join();
        List<CompletableFuture<Void>> disturbers =
                Stream.of(startThread, System::gc)
                        .map(disturbance -> repeatUntil(enough, disturbance))
                        .toList();
        try {
            for (int i = 0; i < 30; i++) {
                assertThat(HostComputeService.systems(null).join()).startsWith("[");
            }
        } finally {
            enough.set(true);
            disturbers.forEach(CompletableFuture::join);
        }
    }

    private static CompletableFuture<Void> repeatUntil(AtomicBoolean enough, Runnable task) {
        return CompletableFuture.runAsync(
                () -> {
                    while (!enough.get()) {
                        task.run();
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                },
                NEW_THREAD);
    }

    @Test
    void aTimeoutGivesUpTheFutureButKeepsTheHandleUntilTheServiceIsDone() {
        ComputeSystem system = create();
        standIns.set(CORE, "hold-operations", 1);
        Operation<String> start = system.start();

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> start.orTimeout(1, TimeUnit.MILLISECONDS).join())
                .withCauseInstanceOf(java.util.concurrent.TimeoutException.class);
        system.close();
        assertThat(NativeHandle.openCounts()).containsKey("HCS_SYSTEM");
        assertThat(start.ended()).isNotDone();

        standIns.set(CORE, "hold-operations", 0);
        start.ended().join();

        assertThat(NativeHandle.openCounts()).doesNotContainKeys("HCS_SYSTEM", "HCS_OPERATION");
        assertThat(standIns.count(CORE, "handles-closed-in-use")).isZero();
    }

    @Test
    void cancellingAsksTheServiceToo() {
        try (ComputeSystem system = create()) {
            standIns.set(CORE, "hold-operations", 1);
            Operation<String> start = system.start();

            assertThat(start.cancel(true)).isTrue();

            start.ended().join();
            standIns.set(CORE, "hold-operations", 0);
            assertThatExceptionOfType(CancellationException.class).isThrownBy(start::join);
            assertThat(system.properties(null).join()).contains("Created");
        }
    }

    @Test
    void aRequestToCancelEndsTheFutureWithWhatTheServiceSays() {
        try (ComputeSystem system = create()) {
            standIns.set(CORE, "hold-operations", 1);
            Operation<String> start = system.start();

            assertThat(start.requestCancel()).isTrue();

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(start::join)
                    .withCauseInstanceOf(HyperVException.class);
        }
    }

    @Test
    void aWindowsThatCantCancelLetsTheOperationGoOn() {
        try (ComputeSystem system = create()) {
            standIns.set(CORE, "cancel-not-implemented", 1);
            standIns.set(CORE, "hold-operations", 1);
            Operation<String> start = system.start();

            assertThat(start.requestCancel()).isFalse();
            standIns.set(CORE, "hold-operations", 0);

            start.join();
        }
    }

    @Test
    void aSystemThatIsMadeAfterItsFutureWasCancelledIsClosed() {
        standIns.set(CORE, "cancel-not-implemented", 1);
        standIns.set(CORE, "hold-operations", 1);
        Operation<ComputeSystem> create = ComputeSystem.create("one", Documents.MACHINE);

        create.cancel(true);
        assertThat(NativeHandle.openCounts()).containsKey("HCS_SYSTEM");
        standIns.set(CORE, "hold-operations", 0);
        create.ended().join();

        assertThat(NativeHandle.openCounts()).doesNotContainKeys("HCS_SYSTEM", "HCS_OPERATION");
    }

    @Test
    void aCallThatFailsAtOnceIsAFailedFuture() {
        try (ComputeSystem system = create()) {
            standIns.fail("HcsPauseComputeSystem", 0x8007_0057);
            Operation<String> pause = system.pause("{}");

            assertThat(pause).isCompletedExceptionally();
            assertThat(pause.ended()).isDone();
            assertThat(pause.id()).isEqualTo(-1);
        }
    }

    @Test
    void progressIsToldAndTheResultComesAllTheSame() {
        BlockingQueue<ComputeEvent> progress = new LinkedBlockingQueue<>();

        try (ComputeSystem system =
                ComputeSystem.create(
                                "one",
                                Documents.MACHINE,
                                OperationSetup.NONE.progress(progress::add))
                        .join()) {
            assertThat(system.id()).isEqualTo("one");
        }
    }

    @Test
    void anOperationThatHasEndedHasNoProperties() {
        try (ComputeSystem system = create()) {
            Operation<String> start = system.start();
            start.join();

            assertThatIllegalStateException().isThrownBy(() -> start.properties("{}"));
            assertThat(start.requestCancel()).isFalse();
        }
    }

    private static ComputeSystem create() {
        return ComputeSystem.create("one", Documents.MACHINE).join();
    }
}
