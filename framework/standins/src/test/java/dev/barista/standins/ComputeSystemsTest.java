package dev.barista.standins;

import static dev.barista.standins.Functions.NULL;
import static dev.barista.standins.Functions.in;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Compute systems and operations behave as documented; the codes are those of the headers. */
@StandInTest
@SuppressWarnings("restricted") // tests of native functions call them
class ComputeSystemsTest {
    private static final String MACHINE =
            "{\"SchemaVersion\":{\"Major\":2,\"Minor\":1},\"Owner\":\"test\","
                    + "\"VirtualMachine\":{\"ComputeTopology\":{\"Memory\":{\"SizeInMB\":64}}}}";
    private static final String CORE = "computecore.dll";
    private static final int INVALID_HANDLE = 0x80070006;
    private static final int INVALID_STATE = 0x80370105;
    private static final int INVALID_JSON = 0x8037010D;
    private static final int NOT_FOUND = 0x8037010E;
    private static final int ALREADY_EXISTS = 0x8037010F;
    private static final int ALREADY_STOPPED = 0x80370110;
    private static final int NOT_STARTED = 0x80370115;
    private static final int ALREADY_STARTED = 0x80370116;
    private static final int PENDING = 0x80370117;
    private static final int TIMEOUT = 0x80370118;
    private static final int ACCESS_DENIED = 0x8037011B;
    private static final int CANCELLED = 0x800704C7;
    private static final int GENERIC_ALL = 0x10000000;

    private final StandIns standIns;
    private final Functions core;
    private final BlockingQueue<Integer> events = new LinkedBlockingQueue<>();
    private MemorySegment system = NULL;

    ComputeSystemsTest(StandIns standIns) {
        this.standIns = standIns;
        core = new Functions(standIns.folder(), CORE);
    }

    @BeforeEach
    void create() {
        MemorySegment slot = core.slot();
        assertThat(
                        finish(
                                operation ->
                                        core.call(
                                                "HcsCreateComputeSystem",
                                                "one",
                                                MACHINE,
                                                operation,
                                                null,
                                                slot)))
                .isZero();
        system = in(slot);
    }

    @AfterEach
    void close() {
        standIns.set(CORE, "hold-operations", 0);
        standIns.set(CORE, "access-denied", 0);
        core.run("HcsCloseComputeSystem", system);
        core.close();
    }

    private interface Call {
        int with(MemorySegment operation);
    }

    private String document = "";

    /** Makes a call, waits for its operation, and answers the result of whichever failed. */
    private int finish(Call call) {
        MemorySegment operation = core.handle("HcsCreateOperation", null, null);
        MemorySegment text = core.slot();
        int result = call.with(operation);
        if (result >= 0) {
            result = core.call("HcsWaitForOperationResult", operation, -1, text);
            document = core.takeLocal(text);
        }
        core.run("HcsCloseOperation", operation);
        return result;
    }

    private int change(String function) {
        return finish(operation -> core.call(function, system, operation, null));
    }

    @Test
    void aSystemIsStartedPausedResumedAndTerminated() {
        assertThat(change("HcsStartComputeSystem")).isZero();
        assertThat(change("HcsPauseComputeSystem")).isZero();
        assertThat(change("HcsResumeComputeSystem")).isZero();
        assertThat(change("HcsTerminateComputeSystem")).isZero();
    }

    @Test
    void whatTheStateForbidsIsRefusedWithADocument() {
        assertThat(change("HcsPauseComputeSystem")).isEqualTo(INVALID_STATE);
        assertThat(document).contains("\"Error\":-1070137083", "Created");
        assertThat(change("HcsResumeComputeSystem")).isEqualTo(INVALID_STATE);
        assertThat(change("HcsSaveComputeSystem")).isEqualTo(INVALID_STATE);
        assertThat(change("HcsStartComputeSystem")).isZero();
        assertThat(change("HcsStartComputeSystem")).isEqualTo(INVALID_STATE);
        assertThat(change("HcsSaveComputeSystem")).isEqualTo(INVALID_STATE);
    }

    @Test
    void aStoppedSystemIsGoneButForItsExitStatus() {
        MemorySegment status = core.slot();
        change("HcsStartComputeSystem");
        change("HcsShutDownComputeSystem");

        assertThat(change("HcsStartComputeSystem")).isEqualTo(ALREADY_STOPPED);
        assertThat(core.call("HcsOpenComputeSystem", "one", GENERIC_ALL, core.slot()))
                .isEqualTo(NOT_FOUND);
        assertThat(core.call("HcsWaitForComputeSystemExit", system, 0, status)).isZero();
        assertThat(core.takeLocal(status)).contains("\"Status\":0", "GracefulExit");
    }

    @Test
    void anotherSystemOfTheSameNameAndABadDocumentAreRefused() {
        MemorySegment slot = core.slot();

        int same =
                finish(
                        operation ->
                                core.call(
                                        "HcsCreateComputeSystem",
                                        "ONE",
                                        MACHINE,
                                        operation,
                                        null,
                                        slot));
        core.run("HcsCloseComputeSystem", in(slot));
        int bad =
                finish(
                        operation ->
                                core.call(
                                        "HcsCreateComputeSystem",
                                        "two",
                                        "{\"a\":",
                                        operation,
                                        null,
                                        slot));
        core.run("HcsCloseComputeSystem", in(slot));

        assertThat(same).isEqualTo(ALREADY_EXISTS);
        assertThat(bad).isEqualTo(INVALID_JSON);
    }

    @Test
    void nullForeignAndClosedHandlesAreFoundOut() {
        MemorySegment foreign = MemorySegment.ofAddress(0x1234);
        MemorySegment closed = core.handle("HcsCreateOperation", null, null);
        core.run("HcsCloseOperation", closed);

        assertThat(core.call("HcsStartComputeSystem", null, closed, null))
                .isEqualTo(INVALID_HANDLE);
        assertThat(core.call("HcsStartComputeSystem", foreign, closed, null))
                .isEqualTo(INVALID_HANDLE);
        assertThat(core.call("HcsStartComputeSystem", system, closed, null))
                .isEqualTo(INVALID_HANDLE);
        assertThat(core.call("HcsWaitForOperationResult", foreign, 0, null))
                .isEqualTo(INVALID_HANDLE);
    }

    @Test
    void anOperationIsPendingUntilItIsDoneAndTracksOneCall() {
        MemorySegment operation = core.handle("HcsCreateOperation", null, null);
        assertThat(core.call("HcsGetOperationResult", operation, null)).isEqualTo(NOT_STARTED);
        standIns.set(CORE, "hold-operations", 1);
        core.call("HcsStartComputeSystem", system, operation, null);

        assertThat(core.call("HcsGetOperationResult", operation, null)).isEqualTo(PENDING);
        assertThat(core.call("HcsWaitForOperationResult", operation, 5, null)).isEqualTo(TIMEOUT);
        assertThat(core.call("HcsPauseComputeSystem", system, operation, null))
                .isEqualTo(ALREADY_STARTED);
        standIns.set(CORE, "hold-operations", 0);
        assertThat(core.call("HcsWaitForOperationResult", operation, -1, null)).isZero();
        core.run("HcsCloseOperation", operation);
    }

    @Test
    void aPendingOperationCanBeCancelled() {
        standIns.set(CORE, "hold-operations", 1);
        MemorySegment operation = core.handle("HcsCreateOperation", null, null);
        core.call("HcsStartComputeSystem", system, operation, null);

        assertThat(core.call("HcsCancelOperation", operation)).isZero();
        assertThat(core.call("HcsWaitForOperationResult", operation, -1, null))
                .isEqualTo(CANCELLED);
        core.run("HcsCloseOperation", operation);
    }

    @Test
    void failuresAreAnsweredWhenATestAsksForThem() {
        standIns.fail("HcsStartComputeSystem", 0x80370102);
        assertThat(change("HcsStartComputeSystem")).isEqualTo(0x80370102);

        standIns.failOperation("HcsStartComputeSystem", 0x80370109, "{\"Error\":1}");
        assertThat(change("HcsStartComputeSystem")).isEqualTo(0x80370109);
        assertThat(document).isEqualTo("{\"Error\":1}");

        standIns.set(CORE, "access-denied", 1);
        assertThat(change("HcsStartComputeSystem")).isEqualTo(ACCESS_DENIED);
        standIns.set(CORE, "access-denied", 0);
        assertThat(change("HcsStartComputeSystem")).isZero();
    }

    @Test
    void resourcesAreAddedUpdatedAndRemoved() {
        assertThat(modify("Add", "VirtualMachine/Devices/Scsi/0", "{\"Attachments\":{}}")).isZero();
        assertThat(modify("Add", "VirtualMachine/Devices/Scsi/0", "{}")).isEqualTo(0x800700B7);
        assertThat(modify("Update", "VirtualMachine/Devices/Scsi/0", "{}")).isZero();
        assertThat(modify("Remove", "VirtualMachine/Devices/Scsi/0", "{}")).isZero();
        assertThat(modify("Remove", "VirtualMachine/Devices/Scsi/0", "{}")).isEqualTo(0x80070490);
        assertThat(modify("Remove", "VirtualMachine/Devices/FlexibleIov/x", "{}"))
                .isEqualTo(0x80070032);
    }

    private int modify(String type, String path, String settings) {
        String request =
                "{\"ResourcePath\":\"%s\",\"RequestType\":\"%s\",\"Settings\":%s}"
                        .formatted(path, type, settings);
        return finish(
                operation -> core.call("HcsModifyComputeSystem", system, operation, request, null));
    }

    @Test
    void propertiesAndTheListOfSystemsTellTheState() {
        change("HcsStartComputeSystem");

        int result =
                finish(
                        operation ->
                                core.call(
                                        "HcsGetComputeSystemProperties",
                                        system,
                                        operation,
                                        "{\"PropertyTypes\":[\"Memory\"]}"));
        assertThat(result).isZero();
        assertThat(document)
                .contains("\"Id\":\"one\"", "\"State\":\"Running\"", "\"AssignedMemory\":16384");
        finish(
                operation ->
                        core.call(
                                "HcsEnumerateComputeSystems",
                                "{\"Owners\":[\"test\"]}",
                                operation));
        assertThat(document).startsWith("[{\"Id\":\"one\"");
        finish(
                operation ->
                        core.call(
                                "HcsEnumerateComputeSystems",
                                "{\"Owners\":[\"none\"]}",
                                operation));
        assertThat(document).isEqualTo("[]");
    }

    @Test
    void theServiceSaysWhichSchemaVersionsItTakes() {
        MemorySegment text = core.slot();

        int result = core.call("HcsGetServiceProperties", "{\"PropertyTypes\":[\"Basic\"]}", text);

        assertThat(result).isZero();
        assertThat(core.takeLocal(text)).contains("{\"Major\":2,\"Minor\":7}");
    }

    @SuppressWarnings("UnusedMethod") // called by native code
    private void event(MemorySegment event, MemorySegment unusedContext) {
        events.add(event.reinterpret(24).get(ValueLayout.JAVA_INT, 0));
    }

    private MemorySegment eventCallback() throws ReflectiveOperationException {
        return Linker.nativeLinker()
                .upcallStub(
                        MethodHandles.lookup()
                                .bind(
                                        this,
                                        "event",
                                        MethodType.methodType(
                                                void.class,
                                                MemorySegment.class,
                                                MemorySegment.class)),
                        FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.ADDRESS),
                        core.arena);
    }

    private @Nullable Integer nextEvent() throws InterruptedException {
        return events.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void theEndOfTheGuestAndOtherEventsAreToldToTheCallback() throws Exception {
        core.call("HcsSetComputeSystemCallback", system, 0, null, eventCallback());
        change("HcsStartComputeSystem");

        standIns.raise("one", 0x00700000, null);
        standIns.exitGuest("one", 0xC0370106, "UnexpectedExit");

        assertThat(nextEvent()).isEqualTo(0x00700000);
        assertThat(nextEvent()).isEqualTo(1);
    }

    @Test
    void operationsAreToldAsEventsWhereTheHandleAsksForThat() throws Exception {
        core.call("HcsSetComputeSystemCallback", system, 1, null, eventCallback());
        MemorySegment callback = eventCallback();
        MemorySegment own = core.handle("HcsCreateOperation", null, callback);

        assertThat(core.call("HcsStartComputeSystem", system, own, null)).isEqualTo(0x80370119);
        change("HcsStartComputeSystem");

        assertThat(nextEvent()).isEqualTo(0x01000000);
        core.run("HcsCloseOperation", own);
    }

    /** What is read or written when a transfer has ended; streams take overlapped ones. */
    private int transfer(String function, MemorySegment stream, MemorySegment bytes) {
        MemorySegment count = core.arena.allocate(4, 4);
        MemorySegment overlapped = core.arena.allocate(32, 8);
        MemorySegment event = core.handle("CreateEventW", null, 1, 0, null);
        overlapped.set(ValueLayout.ADDRESS, 24, event);
        core.call(function, stream, bytes, (int) bytes.byteSize(), count, overlapped);
        int done = core.call("GetOverlappedResult", stream, overlapped, count, 1);
        core.call("CloseHandle", event);
        return done == 0 ? -1 : count.get(ValueLayout.JAVA_INT, 0);
    }

    @Test
    void aProcessHasRealStreams() {
        change("HcsStartComputeSystem");
        MemorySegment process = core.slot();
        MemorySegment information = core.arena.allocate(32);
        MemorySegment operation = core.handle("HcsCreateOperation", null, null);
        String parameters =
                "{\"CommandLine\":\"cat\",\"CreateStdInPipe\":true,\"CreateStdOutPipe\":true}";
        MemorySegment bytes = core.arena.allocateFrom("ristretto");
        MemorySegment back = core.arena.allocate(64);
        MemorySegment status = core.slot();

        assertThat(core.call("HcsCreateProcess", system, parameters, operation, null, process))
                .isZero();
        assertThat(
                        core.call(
                                "HcsWaitForOperationResultAndProcessInfo",
                                operation,
                                -1,
                                information,
                                null))
                .isZero();
        MemorySegment input = information.get(ValueLayout.ADDRESS, 8);
        MemorySegment output = information.get(ValueLayout.ADDRESS, 16);
        transfer("WriteFile", input, bytes.asSlice(0, 9));
        assertThat(transfer("ReadFile", output, back)).isEqualTo(9);
        core.call("CloseHandle", input);
        assertThat(core.call("HcsWaitForProcessExit", in(process), -1, status)).isZero();

        assertThat(back.getString(0)).isEqualTo("ristretto");
        assertThat(core.takeLocal(status)).contains("\"Exited\":true,\"ExitCode\":0");
        core.call("CloseHandle", output);
        core.run("HcsCloseProcess", in(process));
        core.run("HcsCloseOperation", operation);
    }
}
