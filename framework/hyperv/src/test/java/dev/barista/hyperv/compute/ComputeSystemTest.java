package dev.barista.hyperv.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.barista.hyperv.error.HyperVException;
import dev.barista.hyperv.ffi.NativeHandle;
import dev.barista.hyperv.ffi.compute.EventCallback;
import dev.barista.standins.StandInTest;
import dev.barista.standins.StandIns;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@StandInTest
class ComputeSystemTest {
    private static final String CORE = "computecore.dll";
    private static final Set<EventOption> USUAL = EnumSet.noneOf(EventOption.class);

    private final StandIns standIns;
    private final BlockingQueue<ComputeEvent> events = new LinkedBlockingQueue<>();

    ComputeSystemTest(StandIns standIns) {
        this.standIns = standIns;
    }

    @Test
    void aSystemIsCreatedStartedPausedResumedAndTerminated() {
        try (ComputeSystem system = create("one")) {
            assertThat(system.properties(null).join()).contains("Created");
            system.start().join();
            assertThat(system.properties(null).join()).contains("Running");
            system.pause(null).join();
            assertThat(system.properties(null).join()).contains("Paused");
            system.resume().join();
            system.terminate().join();
        }
    }

    @Test
    void whatIsWrongWithADocumentIsInTheExceptionWithItsRemedy() {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> ComputeSystem.create("one", "{}").join())
                .havingCause()
                .isInstanceOfSatisfying(
                        HyperVException.class,
                        e -> {
                            assertThat(e.result().name()).isEqualTo("HCS_E_INVALID_JSON");
                            assertThat(e.document()).contains("schema version");
                        })
                .withMessageStartingWith("HcsCreateComputeSystem: HCS_E_INVALID_JSON (0x8037010D)")
                .withMessageContaining("compare its schema version")
                .withMessageContaining("The service said: The schema version is missing");
        assertThat(NativeHandle.openCounts()).doesNotContainKey("HCS_SYSTEM");
    }

    @Test
    void aFailureWhileStartingNamesTheCauseThatTheDocumentHas() {
        standIns.failOperation(
                "HcsStartComputeSystem",
                0x8000_FFFF,
                "{\"Error\":-1070137082,\"ErrorMessage\":\"the worker has ended\"}");

        try (ComputeSystem system = create("one")) {
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> system.start().join())
                    .havingCause()
                    .isInstanceOfSatisfying(
                            HyperVException.class,
                            e ->
                                    assertThat(e.resultInDocument().name())
                                            .isEqualTo("ERROR_VMCOMPUTE_UNEXPECTED_EXIT"))
                    .withMessageContaining("E_UNEXPECTED")
                    .withMessageContaining("0xC0370106")
                    .withMessageContaining("HcsGrantVmAccess")
                    .withMessageContaining("the worker has ended");
        }
    }

    @Test
    void withoutRightsTheRemedyIsToGetThem() {
        standIns.set(CORE, "access-denied", 1);

        assertThatExceptionOfType(HyperVException.class)
                .isThrownBy(() -> ComputeSystem.open("one"))
                .withMessageContaining("HCS_E_ACCESS_DENIED")
                .withMessageContaining("Hyper-V Administrators");
    }

    @Test
    void aSystemThatIsNotThereIsNotFound() {
        assertThatExceptionOfType(HyperVException.class)
                .isThrownBy(() -> ComputeSystem.open("nobody"))
                .withMessageContaining("HCS_E_SYSTEM_NOT_FOUND");
    }

    @Test
    void eventsAreToldInOrderUntilTheHandleIsClosed() throws InterruptedException {
        ComputeSystem system = create("one");
        system.onEvent(USUAL, events::add);
        system.start().join();
        standIns.raise("one", 0x7777, "{\"New\":true}");
        system.terminate().join();

        ComputeEvent unknown = next();
        ComputeEvent exited = next();
        system.close();

        assertThat(unknown.type()).isEqualTo(0x7777);
        assertThat(unknown.knownType()).isNull();
        assertThat(unknown.document()).isEqualTo("{\"New\":true}");
        assertThat(exited.knownType()).isEqualTo(EventType.SYSTEM_EXITED);
        assertThat(exited.document()).contains("ForcedExit");
        assertThat(EventCallback.liveCount()).isZero();
    }

    @Test
    void aListenerMayCloseTheSystem() throws InterruptedException {
        ComputeSystem system = create("one");
        system.onEvent(
                USUAL,
                event -> {
                    system.close();
                    events.add(event);
                });
        system.start().join();

        standIns.exitGuest("one", 0, "GracefulExit");

        assertThat(next().document()).contains("GracefulExit");
    }

    @Test
    void aListenerThatThrowsHearsTheNextEventAllTheSame() throws InterruptedException {
        try (ComputeSystem system = create("one")) {
            system.onEvent(
                    USUAL,
                    event -> {
                        events.add(event);
                        throw new IllegalStateException("as an example");
                    });
            standIns.raise("one", 4, null);
            standIns.raise("one", 6, null);

            assertThat(next().type()).isEqualTo(4);
            assertThat(next().type()).isEqualTo(6);
        }
    }

    @Test
    void anEventAfterTheHandleIsClosedIsCountedAndGoesNowhere() throws InterruptedException {
        standIns.set(CORE, "late-callbacks", 1);
        long before = EventCallback.lateCount();
        ComputeSystem system = create("one");
        system.onEvent(USUAL, events::add);

        system.close();

        for (int i = 0; i < 1000 && EventCallback.lateCount() == before; i++) {
            Thread.sleep(10);
        }
        assertThat(EventCallback.lateCount()).isGreaterThan(before);
        assertThat(events).isEmpty();
    }

    @Test
    void operationCallbacksOfTheHandleAreRefused() {
        try (ComputeSystem system = create("one")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    system.onEvent(
                                            EnumSet.of(EventOption.ENABLE_OPERATION_CALLBACKS),
                                            events::add))
                    .withMessageContaining("HcsEventOptionEnableOperationCallbacks");
        }
    }

    @Test
    void aClosedSystemTakesNoCalls() {
        ComputeSystem system = create("one");
        system.close();

        assertThatIllegalStateException()
                .isThrownBy(system::start)
                .withMessageContaining("is closed");
    }

    @Test
    void theEndOfASystemCanBeWaitedFor() {
        try (ComputeSystem system = create("one")) {
            system.start().join();
            assertThatExceptionOfType(HyperVException.class)
                    .isThrownBy(() -> system.waitForExit(Duration.ofMillis(1)))
                    .withMessageContaining("HCS_E_OPERATION_TIMEOUT");

            standIns.exitGuest("one", 0, "GracefulExit");

            assertThat(system.waitForExit(Duration.ofMinutes(1))).contains("GracefulExit");
        }
    }

    @Test
    void successWithoutAHandleIsAnErrorAndNoCrash() {
        try (ComputeSystem system = create("one")) {
            standIns.fail("HcsOpenProcess", 0);

            assertThatIllegalStateException()
                    .isThrownBy(() -> system.openProcess(4))
                    .withMessageContaining("gave no HCS_PROCESS");
        }
    }

    private static ComputeSystem create(String id) {
        return ComputeSystem.create(id, Documents.MACHINE).join();
    }

    private ComputeEvent next() throws InterruptedException {
        return Objects.requireNonNull(events.poll(1, TimeUnit.MINUTES));
    }
}
