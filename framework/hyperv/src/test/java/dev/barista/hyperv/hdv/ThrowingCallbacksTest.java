package dev.barista.hyperv.hdv;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.barista.hyperv.error.HResult;
import dev.barista.hyperv.ffi.devicehost.DeviceHost;
import dev.barista.hyperv.ffi.devicehost.DeviceInstance;
import dev.barista.hyperv.ffi.devicehost.PciDetails;
import dev.barista.hyperv.ffi.devicehost.PciDeviceCallbacks;
import dev.barista.standins.StandInTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Nothing that a callback throws leaves it: the process goes on, and so do the other devices. */
@StandInTest
@Timeout(60)
class ThrowingCallbacksTest {
    private static final UUID CLASS_ID = new UUID(1, 1);
    private static final UUID BAD = new UUID(1, 2);
    private static final UUID GOOD = new UUID(1, 3);
    private static final int TEARDOWN = 1;
    private static final int STOP = 5;

    @RegisterExtension final HostedOnStandIn hosted = new HostedOnStandIn();
    private DeviceHost host;
    private DeviceInstance bad;
    private DeviceInstance good;

    @BeforeEach
    void register() {
        host = DeviceHost.inProcess(hosted.machine().system().handle());
        bad = host.create(CLASS_ID, BAD);
        good = host.create(CLASS_ID, GOOD);
        good.listen(new Thrower("good", () -> null));
    }

    @AfterEach
    void tearDown() {
        bad.forget();
        good.forget();
        host.close();
    }

    static Stream<Arguments> callbacksAndThrowables() {
        return IntStream.range(0, 10)
                .boxed()
                .flatMap(
                        callback ->
                                Stream.<Supplier<Throwable>>of(
                                                () -> new IllegalStateException("as a test"),
                                                () -> new OutOfMemoryError("as a test"),
                                                StackOverflowError::new,
                                                () -> new IllegalArgumentException("as a test"))
                                        .map(thrown -> Arguments.of(callback, thrown)));
    }

    @ParameterizedTest
    @MethodSource("callbacksAndThrowables")
    void whatACallbackThrowsBecomesItsAnswer(int callback, Supplier<Throwable> thrown) {
        bad.listen(new Thrower("bad", thrown));
        MemorySegment bars = hosted.machine().allocate(JAVA_INT, 6);
        int count = callback == 3 ? 6 : 0;

        int answer = hosted.machine().callback(BAD, callback, count, bars);

        boolean says = callback != TEARDOWN && callback != STOP;
        boolean argument = thrown.get() instanceof IllegalArgumentException;
        int failure = argument ? HResult.E_INVALIDARG : HResult.E_UNEXPECTED;
        assertThat(answer).isEqualTo(says ? failure : HResult.S_OK);
        assertThat(hosted.machine().read(GOOD, 0, 0, 4)).isEqualTo(42);
    }

    /** Throws what it is told to, or answers 42. */
    private record Thrower(String name, Supplier<? extends Throwable> thrown)
            implements PciDeviceCallbacks {
        private void maybeThrow() {
            switch (thrown.get()) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
            }
        }

        @Override
        public void initialize() {
            maybeThrow();
        }

        @Override
        public void teardown() {
            maybeThrow();
        }

        @Override
        public void setConfiguration(List<String> values) {
            maybeThrow();
        }

        @Override
        public PciDetails details() {
            maybeThrow();
            return new PciDetails(1, 2, 3, 4, 5, 6, List.of());
        }

        @Override
        public void start() {
            maybeThrow();
        }

        @Override
        public void stop() {
            maybeThrow();
        }

        @Override
        public int readConfig(int offset) {
            maybeThrow();
            return 42;
        }

        @Override
        public void writeConfig(int offset, int value) {
            maybeThrow();
        }

        @Override
        public int read32(int bar, long offset) {
            return (int) read(bar, offset, Integer.BYTES);
        }

        @Override
        public void write32(int bar, long offset, int value) {
            write(bar, offset, Integer.BYTES, value);
        }

        @Override
        public long read(int bar, long offset, int width) {
            maybeThrow();
            return 42;
        }

        @Override
        public void write(int bar, long offset, int width, long value) {
            maybeThrow();
        }
    }
}
