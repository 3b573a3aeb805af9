package dev.barista.hyperv.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

class NativeHandleTest {
    private final String kind = "TEST_HANDLE " + UUID.randomUUID();
    private final List<MemorySegment> closed = new ArrayList<>();

    @Test
    void aHandleIsClosedOnce() {
        NativeHandle handle = handle(0x1000);

        handle.close();
        handle.close();

        assertThat(closed).containsExactly(MemorySegment.ofAddress(0x1000));
    }

    @Test
    void aHandleInUseIsClosedWhenTheLastUseEnds() {
        NativeHandle handle = handle(0x1000);
        handle.acquire();
        handle.acquire();

        handle.close();
        handle.release();
        assertThat(closed).isEmpty();
        handle.release();

        assertThat(closed).hasSize(1);
    }

    @Test
    void aClosedHandleIsNotGivenToACallAnyMore() {
        NativeHandle handle = handle(0x1000);
        handle.acquire();

        handle.close();

        assertThatIllegalStateException()
                .isThrownBy(handle::acquire)
                .withMessage(kind + " 0x1000 is closed");
    }

    @Test
    void successWithoutAHandleIsAnError() {
        assertThatIllegalStateException()
                .isThrownBy(() -> handle(0))
                .withMessageContaining("gave no " + kind);
        assertThatIllegalStateException().isThrownBy(() -> handle(-1));
    }

    @Test
    void openHandlesAreCountedByKind() {
        NativeHandle first = handle(0x1000);
        NativeHandle second = handle(0x2000);
        assertThat(NativeHandle.openCounts()).containsEntry(kind, 2L);

        first.close();
        second.close();

        assertThat(NativeHandle.openCounts()).doesNotContainKey(kind);
    }

    @Test
    void aForgottenHandleIsMissed() throws InterruptedException {
        long before = NativeHandle.leakedCount();
        NativeHandle.adopt(kind, MemorySegment.ofAddress(0x3000), value -> {});

        for (int i = 0; i < 200 && NativeHandle.leakedCount() == before; i++) {
            System.gc();
            Thread.sleep(10);
        }

        assertThat(NativeHandle.leakedCount()).isGreaterThan(before);
    }

    private NativeHandle handle(long address) {
        return NativeHandle.adopt(kind, MemorySegment.ofAddress(address), closed::add);
    }
}
