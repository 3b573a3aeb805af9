package dev.barista.hyperv.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.barista.hyperv.error.HResult;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

class UpcallGuardTest {
    private static final FunctionDescriptor ANSWERS = FunctionDescriptor.of(JAVA_INT, JAVA_INT);
    private static final FunctionDescriptor SAYS_NOTHING = FunctionDescriptor.ofVoid(JAVA_INT);

    private final UpcallGuard guard = new UpcallGuard("A_TEST_CALLBACK");

    @Test
    void whatTheCallbackAnswersGoesThrough() throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle call = throughC("positive", ANSWERS, arena);

            assertThat((int) call.invokeExact(7)).isEqualTo(7);
            assertThat(guard.caughtCount()).isZero();
        }
    }

    @Test
    void anExceptionBecomesEUnexpectedAndIsCounted() throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle call = throughC("positive", ANSWERS, arena);

            assertThat((int) call.invokeExact(-1)).isEqualTo(HResult.E_UNEXPECTED);
            assertThat((int) call.invokeExact(-1)).isEqualTo(HResult.E_UNEXPECTED);
            assertThat(guard.caughtCount()).isEqualTo(2);
        }
    }

    @Test
    void anErrorDoesNotLeaveEither() throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle call = throughC("endless", SAYS_NOTHING, arena);

            call.invokeExact(1);

            assertThat(guard.caughtCount()).isEqualTo(1);
        }
    }

    /** From Java to C and back: a downcall to the stub. */
    @SuppressWarnings("restricted") // a real call through C is what is tested
    private MethodHandle throughC(String name, FunctionDescriptor type, Arena arena)
            throws ReflectiveOperationException {
        MethodType java = type.toMethodType();
        MethodHandle target = MethodHandles.lookup().findStatic(UpcallGuardTest.class, name, java);
        MemorySegment stub = guard.stub(target, type, arena);
        return Linker.nativeLinker().downcallHandle(stub, type);
    }

    static int positive(int value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative");
        }
        return value;
    }

    static void endless(int value) {
        if (value > 0) {
            throw new OutOfMemoryError("as an example");
        }
    }
}
