package dev.barista.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.runtime.HostException;
import dev.barista.runtime.HostedDevice;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.binding.DeviceBinding;
import dev.barista.spi.binding.DeviceParameters;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.Map;

class DeviceTestTest {
    /**
     * Does what the sample device does not: a write to {@link #FAIL} or {@link #PIN} goes wrong.
     */
    static final class FailingDevice extends SampleDevice {
        static final int FAIL = 0x28;
        static final int FAIL_LATER = 0x30;
        static final int PIN = 0x34;

        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                public void write32(int offset, int value) {
                    switch (offset) {
                        case FAIL -> throw new IllegalStateException("asked to fail");
                        case FAIL_LATER ->
                                context.offload(
                                        () -> {
                                            throw new IllegalStateException("failed later");
                                        },
                                        result -> {});
                        case PIN -> context.memory().pin(0, 1);
                        default -> super.write32(offset, value);
                    }
                }
            };
        }
    }

    @DeviceTest(FailingDevice.class)
    static final class Faults {
        @Test
        void unexpected(Driver driver) {
            driver.bar(0).write32(FailingDevice.FAIL, 0);
        }

        @Test
        void resetSince(Driver driver, HostedDevice device) {
            driver.bar(0).write32(FailingDevice.FAIL, 0);
            device.reset();
        }

        @Test
        void inWorkThatTheTestLeft(Driver driver) {
            driver.bar(0).write32(FailingDevice.FAIL_LATER, 0);
        }

        @Test
        @ExpectsFault(IllegalStateException.class)
        void expected(Driver driver) {
            driver.bar(0).write32(FailingDevice.FAIL, 0);
        }

        @Test
        @ExpectsFault
        void expectedInVain(Driver driver) {
            driver.bar(0).read32(0);
        }

        @Test
        @ExpectsFault(ArithmeticException.class)
        void expectedOtherwise(Driver driver) {
            driver.bar(0).write32(FailingDevice.FAIL, 0);
        }
    }

    @Test
    void aFaultThatTheTestDoesNotExpectFailsIt() {
        Map<String, Throwable> failures = TestRun.failures(Faults.class);

        assertThat(failures)
                .containsOnlyKeys(
                        "unexpected",
                        "resetSince",
                        "inWorkThatTheTestLeft",
                        "expectedInVain",
                        "expectedOtherwise");
        assertThat(failures.get("unexpected"))
                .hasStackTraceContaining("the device has been faulted")
                .hasStackTraceContaining("asked to fail");
        assertThat(failures.get("inWorkThatTheTestLeft")).hasStackTraceContaining("failed later");
        assertThat(failures.get("expectedInVain"))
                .hasStackTraceContaining("should have been faulted by java.lang.Throwable");
        assertThat(failures.get("expectedOtherwise"))
                .hasStackTraceContaining("something else than java.lang.ArithmeticException");
    }

    @DeviceTest(FailingDevice.class)
    static final class LeavesAPin {
        @Test
        void leaksAPin(Driver driver) {
            driver.bar(0).write32(FailingDevice.PIN, 0);
        }
    }

    @Test
    void memoryThatStaysPinnedFailsTheTest() {
        assertThat(TestRun.failures(LeavesAPin.class).get("leaksAPin"))
                .hasStackTraceContaining("does the device keep memory pinned");
    }

    @DeviceTest(SampleDevice.class)
    static final class OneInstance {
        private final MappedBar bar;

        OneInstance(Driver driver) {
            bar = driver.bar(0);
        }

        @BeforeEach
        void beforeEach(Driver driver) {
            driver.bar(0).write32(SampleDevice.CONTROL, 0x77);
        }

        @Test
        void constructorAndMethodsSeeTheSameDevice(Driver driver) {
            assertThat(bar.read32(SampleDevice.CONTROL)).isEqualTo(0x77);
            bar.write32(SampleDevice.CONTROL, 0x78);
            assertThat(driver.bar(0).read32(SampleDevice.CONTROL)).isEqualTo(0x78);
        }

        @AfterEach
        void afterEach(Driver driver) {
            assertThat(driver.bar(0).read32(SampleDevice.CONTROL)).isNotEqualTo(0x10);
        }
    }

    @Test
    void aTestHasOneDeviceFromConstructorToAfterEach() {
        assertThat(TestRun.failures(OneInstance.class)).isEmpty();
    }

    @DeviceTest(SampleDevice.class)
    static class EachItsOwn {
        @Test
        void first(Driver driver) {
            untouched(driver);
        }

        @Test
        void second(Driver driver) {
            untouched(driver);
        }

        private static void untouched(Driver driver) {
            assertThat(driver.bar(0).read32(SampleDevice.CONTROL))
                    .isEqualTo(SampleDevice.CONTROL_RESET);
            driver.bar(0).write32(SampleDevice.CONTROL, 1);
        }
    }

    @Test
    void twoTestsHaveTwoDevices() {
        assertThat(TestRun.failures(EachItsOwn.class)).isEmpty();
    }

    @DeviceTest(SampleDevice.class)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static final class PerClass {
        PerClass(Driver driver) {}

        @Test
        void test() {}
    }

    @Test
    void anInstanceForAllTestsCannotHaveADevice() {
        assertThat(TestRun.containerFailure(PerClass.class))
                .hasStackTraceContaining("each test has a device of its own");
    }

    @DeviceTest(SampleDevice.class)
    static final class Outer {
        @Nested
        class Inherits {
            @Test
            void theEnclosingClassesDevice(Driver driver) {
                assertThat(driver.bar(0).read8(SampleDevice.TOGGLE)).isZero();
            }
        }

        @Nested
        @DeviceTest(value = SampleDevice.class, parameters = "toggle=1")
        class SaysOtherwise {
            @Test
            void itsOwnDevice(Driver driver) {
                assertThat(driver.bar(0).read8(SampleDevice.TOGGLE)).isEqualTo(1);
            }
        }
    }

    @Test
    void aNestedClassInheritsTheDeviceOrSaysOtherwise() {
        assertThat(TestRun.failures(Outer.class)).isEmpty();
    }

    @DeviceTest(name = "no-such-device")
    static final class UnknownName {
        @Test
        void test() {}
    }

    @DeviceTest(value = SampleDevice.class, parameters = "color=red")
    static final class UnknownParameter {
        @Test
        void test() {}
    }

    @DeviceTest(value = SampleDevice.class, parameters = "toggle")
    static final class NoValue {
        @Test
        void test() {}
    }

    @DeviceTest
    static final class NoDevice {
        @Test
        void test() {}
    }

    @DeviceTest(String.class)
    static final class NotADevice {
        @Test
        void test() {}
    }

    @Test
    void whatTheAnnotationGetsWrongIsSaid() {
        assertThat(failure(UnknownName.class))
                .isInstanceOf(HostException.class)
                .hasMessageStartingWith("no device is called 'no-such-device'");
        assertThat(failure(UnknownParameter.class))
                .isInstanceOf(HostException.class)
                .hasMessage("sample has no parameter 'color'; it has: toggle");
        assertThat(failure(NoValue.class))
                .hasMessage("a device takes parameters as key=value, not 'toggle'");
        assertThat(failure(NoDevice.class))
                .hasMessage("@DeviceTest needs either a class or a name");
        assertThat(failure(NotADevice.class))
                .hasMessage(
                        "java.lang.String is no device: it needs @PciDevice, and to be compiled"
                                + " with barista-processor");
    }

    private static Throwable failure(Class<?> tests) {
        return TestRun.failures(tests).values().iterator().next();
    }
}
