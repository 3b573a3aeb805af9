package dev.barista.devices.edu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.runtime.HostedDevice;
import dev.barista.spi.binding.GuestErrors;
import dev.barista.testkit.DeviceTest;
import dev.barista.testkit.Driver;
import dev.barista.testkit.ManualClock;
import dev.barista.testkit.MappedBar;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

/** Identification, liveness, factorials and status: the section "MMIO area spec" of edu.rst. */
@DeviceTest(EduDevice.class)
class EduRegistersTest {
    private static final int ID = 0x00;
    private static final int LIVENESS = 0x04;
    private static final int FACTORIAL = 0x08;
    private static final int STATUS = 0x20;
    private static final int COMPUTING = 0x01;
    private static final int IRQ_WHEN_DONE = 0x80;
    private static final Duration COMPUTATION = Duration.ofMillis(100);

    private final MappedBar bar;
    private final ManualClock clock;
    private final HostedDevice device;

    EduRegistersTest(Driver driver, ManualClock clock, HostedDevice device) {
        this.bar = driver.bar(0);
        this.clock = clock;
        this.device = device;
    }

    @Test
    void theIdentificationIsMajorVersion1() {
        assertThat(bar.read32(ID)).isEqualTo(0x0100_00ed);
    }

    @Test
    void theIdentificationIsReadOnly() {
        bar.write32(ID, 0);

        assertThat(bar.read32(ID)).isEqualTo(0x0100_00ed);
        assertThat(errors()).containsExactly(GuestErrors.Kind.READ_ONLY_WRITE);
    }

    @Test
    void aRestoredDeviceFinishesTheFactorialThatWasUnderWay() {
        bar.write32(FACTORIAL, 5);
        byte[] state = device.endpoint().save();

        device.reset();
        device.endpoint().restore(state);
        clock.advance(COMPUTATION);

        assertThat(bar.read32(FACTORIAL)).isEqualTo(120);
        assertThat(bar.read32(STATUS)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 0x1234_5678, 1 << 31})
    void livenessReadsTheInverseOfWhatWasWritten(int written) {
        bar.write32(LIVENESS, written);

        assertThat(bar.read32(LIVENESS)).isEqualTo(~written);
    }

    /** The result is 32 bits wide; 13! is the first that does not fit, 34! a multiple of 2^32. */
    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 1",
        "2, 2",
        "5, 120",
        "12, 479001600",
        "13, 1932053504",
        "33, 2147483648",
        "34, 0",
        "2147483648, 0",
        "4294967295, 0"
    })
    void factorialsAreComputedModulo2To32(long n, long factorial) {
        bar.write32(FACTORIAL, (int) n);
        clock.advance(COMPUTATION);

        assertThat(bar.read32(FACTORIAL)).isEqualTo((int) factorial);
    }

    @Test
    void whileAFactorialIsComputedTheStatusSaysSo() {
        bar.write32(FACTORIAL, 5);
        assertThat(bar.read32(STATUS)).isEqualTo(COMPUTING);

        clock.advance(COMPUTATION);
        assertThat(bar.read32(STATUS)).isZero();
    }

    @Test
    void aLargeNumberIsComputedForAsLongAsADriverNeedsToMeetIt() {
        bar.write32(FACTORIAL, 1 << 30);
        clock.advance(COMPUTATION.minusNanos(1));
        assertThat(bar.read32(STATUS)).isEqualTo(COMPUTING);

        clock.advance(Duration.ofNanos(1));
        assertThat(bar.read32(STATUS)).isZero();
    }

    @Test
    void aNumberWrittenWhileOneIsComputedIsIgnored() {
        bar.write32(FACTORIAL, 5);
        bar.write32(FACTORIAL, 3);
        clock.advance(COMPUTATION);

        assertThat(bar.read32(FACTORIAL)).isEqualTo(120);
        assertThat(errors()).containsExactly(GuestErrors.Kind.REFUSED_WRITE);
    }

    @Test
    void ofTheStatusOnlyTheInterruptBitCanBeWritten() {
        bar.write32(STATUS, -1);
        assertThat(bar.read32(STATUS)).isEqualTo(IRQ_WHEN_DONE);

        bar.write32(STATUS, 0);
        assertThat(bar.read32(STATUS)).isZero();
    }

    @Test
    void theInterruptBitCanBeChangedWhileAFactorialIsComputed() {
        bar.write32(FACTORIAL, 5);
        bar.write32(STATUS, IRQ_WHEN_DONE);

        assertThat(bar.read32(STATUS)).isEqualTo(COMPUTING | IRQ_WHEN_DONE);
    }

    @Test
    void aResetWhileAFactorialIsComputedEndsIt() {
        bar.write32(FACTORIAL, 5);
        device.reset();
        assertThat(bar.read32(STATUS)).isZero();

        clock.advance(COMPUTATION);
        assertThat(bar.read32(FACTORIAL)).isZero();

        bar.write32(FACTORIAL, 4);
        clock.advance(COMPUTATION);
        assertThat(bar.read32(FACTORIAL)).isEqualTo(24);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void below0x80OnlyAccessesOf4BytesAreTaken(int width) {
        bar.write32(LIVENESS, 0);

        assertThat(bar.read(ID, width)).isEqualTo(-1L >>> (64 - 8 * width));
        bar.write(ID + 8, width, 5);
        assertThat(bar.read32(STATUS)).isZero();
        assertThat(errors())
                .containsExactly(GuestErrors.Kind.UNMAPPED_READ, GuestErrors.Kind.UNMAPPED_WRITE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0x88, 0x90, 0x98})
    void from0x80OnAccessesOf4And8BytesAreTaken(int register) {
        bar.write64(register, 0x1122_3344_5566_7788L & ~1);
        assertThat(bar.read32(register + 4)).isEqualTo(register == 0x98 ? 0 : 0x1122_3344);
    }

    private List<GuestErrors.Kind> errors() {
        return device.guestErrors().stream().map(GuestErrors.Entry::kind).toList();
    }
}
