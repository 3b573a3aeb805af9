package dev.barista.hyperv.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.util.UUID;

class CallTest {
    private static final ExportTable TABLE =
            new ExportTable("computecore.h", HostLibrary.COMPUTE_CORE);
    private static final Export START =
            TABLE.hresult(
                    "HcsStartComputeSystem",
                    FirstBuild.V1809,
                    CTypes.pointer("HCS_SYSTEM"),
                    CTypes.pointer("HCS_OPERATION"),
                    CTypes.PCWSTR);

    @Test
    void aHandleOfAnotherKindIsRefusedBeforeTheCall() {
        try (NativeHandle process = handle("HCS_PROCESS");
                Call call = new Call(START)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> call.handle(process))
                    .withMessage(
                            "argument 1 of computecore.dll!HcsStartComputeSystem is HCS_SYSTEM, not"
                                    + " HCS_PROCESS");
        }
    }

    @Test
    void aClosedHandleIsRefused() {
        NativeHandle system = handle("HCS_SYSTEM");
        system.close();

        try (Call call = new Call(START)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> call.handle(system))
                    .withMessageContaining("is closed");
        }
    }

    @Test
    void tooManyArgumentsAndTooFewAreRefused() {
        try (NativeHandle system = handle("HCS_SYSTEM");
                Call call = new Call(START)) {
            call.handle(system);
            assertThatIllegalStateException()
                    .isThrownBy(call::int32Result)
                    .withMessageContaining("takes 3 arguments, not 1");

            call.pointer("HCS_OPERATION", MemorySegment.NULL).string(null);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> call.guid(new UUID(1, 2)))
                    .withMessageContaining("is not there");
        }
    }

    @Test
    void aHandleIsInUseUntilTheCallIsClosed() {
        NativeHandle system = handle("HCS_SYSTEM");
        Call call = new Call(START);
        call.handle(system);

        system.close();
        assertThat(NativeHandle.openCounts()).containsKey("HCS_SYSTEM");
        call.close();

        assertThat(NativeHandle.openCounts()).doesNotContainKey("HCS_SYSTEM");
    }

    private static NativeHandle handle(String kind) {
        return NativeHandle.adopt(kind, MemorySegment.ofAddress(0x1000), value -> {});
    }
}
