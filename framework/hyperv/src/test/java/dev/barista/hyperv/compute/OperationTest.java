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

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@StandInTest
class OperationTest {
    private static final String CORE = "computecore.dll";

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
