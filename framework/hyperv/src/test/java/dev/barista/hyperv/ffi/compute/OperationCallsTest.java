package dev.barista.hyperv.ffi.compute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.hyperv.error.HResult;
import dev.barista.hyperv.ffi.NativeHandle;
import dev.barista.standins.StandInTest;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/** The functions of operations that the safe layer does not need. */
@StandInTest
class OperationCallsTest {
    private static final String MACHINE =
            """
            {"SchemaVersion": {"Major": 2, "Minor": 1}, "Owner": "test",
             "VirtualMachine": {"ComputeTopology": {"Memory": {"SizeInMB": 64}}}}\
            """;

    @Test
    void anOperationKeepsItsContext() {
        try (NativeHandle operation =
                OperationCalls.create(MemorySegment.ofAddress(7), MemorySegment.NULL)) {
            assertThat(OperationCalls.context(operation).address()).isEqualTo(7);

            assertThat(OperationCalls.setContext(operation, MemorySegment.ofAddress(9)))
                    .isEqualTo(HResult.S_OK);

            assertThat(OperationCalls.context(operation).address()).isEqualTo(9);
        }
    }

    @Test
    void anOperationWithoutACallIsOnNothing() {
        try (NativeHandle operation =
                OperationCalls.create(MemorySegment.NULL, MemorySegment.NULL)) {
            assertThat(OperationCalls.system(operation).address()).isZero();
            assertThat(OperationCalls.process(operation).address()).isZero();
            assertThat(OperationCalls.type(operation)).isEqualTo(-1);
            assertThat(OperationCalls.id(operation)).isEqualTo(ComputeTypes.INVALID_OPERATION_ID);
            assertThat(HResult.of(OperationCalls.result(operation).code()).name())
                    .isEqualTo("HCS_E_OPERATION_NOT_STARTED");
        }
    }

    @Test
    void aCallbackCanComeLater() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        MemorySegment context = CompletionCallback.add(ended::countDown);
        NativeOperation operation = NativeOperation.create(() -> {});
        try (operation) {
            assertThat(
                            OperationCalls.setCallback(
                                    operation.handle(), context, CompletionCallback.function()))
                    .isEqualTo(HResult.S_OK);
            SystemCalls.Opened opened = SystemCalls.create("one", MACHINE, operation);
            try (NativeHandle system = Objects.requireNonNull(opened.system())) {
                ended.await();
                assertThat(OperationCalls.system(operation.handle()).address())
                        .isEqualTo(system.acquire().address());
                system.release();
            }
        }
    }
}
