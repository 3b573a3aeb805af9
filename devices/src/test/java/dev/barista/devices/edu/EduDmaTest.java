package dev.barista.devices.edu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.runtime.HostedDevice;
import dev.barista.spi.binding.GuestErrors;
import dev.barista.testkit.DeviceTest;
import dev.barista.testkit.DmaBuffer;
import dev.barista.testkit.Driver;
import dev.barista.testkit.GuestRam;
import dev.barista.testkit.ManualClock;
import dev.barista.testkit.MappedBar;
import dev.barista.testkit.RecordingInterrupts;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/** Transfers between guest memory and the buffer at 0x40000: the section "DMA" of edu.rst. */
@DeviceTest(EduDevice.class)
class EduDmaTest {
    private static final int INTERRUPT_STATUS = 0x24;
    private static final int SOURCE = 0x80;
    private static final int DESTINATION = 0x88;
    private static final int COUNT = 0x90;
    private static final int COMMAND = 0x98;
    private static final int RUN = 1;
    private static final int TO_RAM = 2;
    private static final int IRQ = 4;
    private static final int TRANSFER_DONE = 0x100;
    private static final long BUFFER = 0x4_0000;
    private static final int BUFFER_SIZE = 4096;

    private final MappedBar bar;
    private final ManualClock clock;
    private final GuestRam ram;
    private final HostedDevice device;

    EduDmaTest(Driver driver, ManualClock clock, GuestRam ram, HostedDevice device) {
        this.bar = driver.bar(0);
        this.clock = clock;
        this.ram = ram;
        this.device = device;
    }

    @ParameterizedTest
    @CsvSource({"0, 4096", "0, 1", "4095, 1", "7, 13", "1021, 3000", "0, 0"})
    void bytesGoToTheBufferAndBack(int offset, int count) {
        byte[] noise = noise(count);
        DmaBuffer from = ram.allocate(BUFFER_SIZE);
        DmaBuffer to = ram.allocate(BUFFER_SIZE);
        from.write(noise);
        to.fill(0xa5);

        transfer(from.address(), BUFFER + offset, count, RUN);
        transfer(BUFFER + offset, to.address(), count, RUN | TO_RAM);

        byte[] expected = new byte[BUFFER_SIZE];
        Arrays.fill(expected, (byte) 0xa5);
        System.arraycopy(noise, 0, expected, 0, count);
        assertThat(to.bytes()).isEqualTo(expected);
    }

    @Test
    void theCommandsRunBitIsSetUntilTheTransferHasEnded() {
        start(0, BUFFER, 16, RUN);
        assertThat(bar.read64(COMMAND)).isEqualTo(RUN);

        clock.advance(EduDevice.TRANSFER_TIME.minusNanos(1));
        assertThat(bar.read64(COMMAND)).isEqualTo(RUN);

        clock.advance(Duration.ofNanos(1));
        assertThat(bar.read64(COMMAND)).isZero();
    }

    @Test
    void aCommandWithoutTheRunBitIsNoCommand() {
        bar.write64(COMMAND, TO_RAM | IRQ);

        assertThat(bar.read64(COMMAND)).isZero();
        assertThat(clock.waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {SOURCE, DESTINATION, COUNT, COMMAND})
    void whileATransferRunsItsRegistersCannotBeWritten(int register) {
        start(0x10, BUFFER, 16, RUN);
        long before = bar.read64(register);

        bar.write64(register, 0x999);
        bar.write32(register, 0x999);

        assertThat(bar.read64(register)).isEqualTo(before);
    }

    @Test
    void theEndOfATransferInterruptsIfTheDriverWantsIt(
            Driver driver, RecordingInterrupts interrupts) {
        driver.msi().enable();

        transfer(0, BUFFER, 16, RUN);
        assertThat(interrupts.waiting()).isZero();

        transfer(0, BUFFER, 16, RUN | IRQ);
        assertThat(interrupts.next().vector()).isZero();
        assertThat(bar.read32(INTERRUPT_STATUS)).isEqualTo(TRANSFER_DONE);
    }

    @Test
    void addressesAreCutTo28Bits() {
        DmaBuffer low = ram.allocate(16);
        low.fill(1);
        DmaBuffer high = ram.map(0x1000_0000L + low.address(), 16);
        high.fill(2);

        transfer(high.address(), BUFFER, 16, RUN);
        high.fill(0);
        transfer(BUFFER, 0xffff_ffff_1000_0000L | low.address(), 16, RUN | TO_RAM);

        assertThat(low.bytes()).containsOnly(1);
        assertThat(high.bytes()).containsOnly(0);
    }

    @Nested
    @DeviceTest(value = EduDevice.class, parameters = "dma_mask=0xffffffffffffffff")
    class WithAWiderMask {
        @Test
        void addressesAreNotCut(Driver driver, GuestRam ram, ManualClock clock) {
            DmaBuffer high = ram.map(0xffff_ffff_ffff_0000L, 16);
            high.fill(2);
            driver.bar(0).write64(SOURCE, high.address());
            driver.bar(0).write64(DESTINATION, BUFFER);
            driver.bar(0).write64(COUNT, 16);
            driver.bar(0).write64(COMMAND, RUN);
            clock.advance(EduDevice.TRANSFER_TIME);
            high.fill(0);

            driver.bar(0).write64(SOURCE, BUFFER);
            driver.bar(0).write64(DESTINATION, high.address());
            driver.bar(0).write64(COMMAND, RUN | TO_RAM);
            clock.advance(EduDevice.TRANSFER_TIME);

            assertThat(high.bytes()).containsOnly(2);
        }
    }

    /** RAM has 16 MiB, so the second address is its last byte. */
    @ParameterizedTest
    @ValueSource(longs = {0x0fff_f000L, 0x00ff_ffffL})
    void aTransferFromWhereNoMemoryIsEndsAndIsCounted(long address) {
        transfer(address, BUFFER, 16, RUN | IRQ);

        assertThat(bar.read64(COMMAND) & RUN).isZero();
        assertThat(bar.read32(INTERRUPT_STATUS)).isEqualTo(TRANSFER_DONE);
        assertThat(device.guestErrors())
                .singleElement()
                .extracting(GuestErrors.Entry::kind)
                .isEqualTo(GuestErrors.Kind.DMA_FAULT);
    }

    @Test
    void aTransferToWhereNoMemoryIsWritesNothingElsewhere() {
        DmaBuffer end = ram.at(ram.size() - 32, 32);
        end.fill(0xa5);

        transfer(BUFFER, ram.size(), 16, RUN | TO_RAM);

        assertThat(bar.read64(COMMAND) & RUN).isZero();
        assertThat(end.bytes()).containsOnly(0xa5);
    }

    /** The last ones are 64-bit sums that wrap round to an offset that looks right. */
    @ParameterizedTest
    @CsvSource({
        "0x3ffff, 1",
        "0x41000, 1",
        "0x40fff, 2",
        "0x40000, 4097",
        "0, 16",
        "0x40000, 0x80000000",
        "0x40001, -1",
        "-1, 16",
        "-0x7ffffffffffc0000, 16"
    })
    void aTransferThatLeavesTheBufferCopiesNothingAndEnds(long address, long count) {
        DmaBuffer from = ram.allocate(BUFFER_SIZE);
        DmaBuffer to = ram.allocate(2 * BUFFER_SIZE);
        from.fill(0x11);
        to.fill(0xa5);

        transfer(from.address(), address, count, RUN);
        transfer(address, to.address(), count, RUN | TO_RAM);
        assertThat(bar.read64(COMMAND) & RUN).isZero();
        assertThat(to.bytes()).containsOnly(0xa5);

        transfer(BUFFER, to.address(), BUFFER_SIZE, RUN | TO_RAM);
        assertThat(Arrays.copyOf(to.bytes(), BUFFER_SIZE)).containsOnly(0);
        assertThat(device.status()).isEqualTo(HostedDevice.Status.RUNNING);
    }

    @Test
    void aTransferThatIsResetNeverHappens(RecordingInterrupts interrupts) {
        DmaBuffer to = ram.allocate(16);
        to.fill(0xa5);
        start(BUFFER, to.address(), 16, RUN | TO_RAM | IRQ);

        device.reset();
        clock.advance(EduDevice.TRANSFER_TIME.multipliedBy(2));

        assertThat(bar.read64(COMMAND)).isZero();
        assertThat(to.bytes()).containsOnly(0xa5);
        assertThat(interrupts.pinAsserted()).isFalse();
    }

    @Test
    void theBufferIsSaved() {
        DmaBuffer from = ram.allocate(BUFFER_SIZE);
        DmaBuffer to = ram.allocate(BUFFER_SIZE);
        from.write(noise(BUFFER_SIZE));
        transfer(from.address(), BUFFER, BUFFER_SIZE, RUN);
        byte[] state = device.endpoint().save();
        device.reset();

        device.endpoint().restore(state);
        transfer(BUFFER, to.address(), BUFFER_SIZE, RUN | TO_RAM);

        assertThat(to.bytes()).isEqualTo(noise(BUFFER_SIZE));
    }

    private void transfer(long source, long destination, long count, int command) {
        start(source, destination, count, command);
        clock.advance(EduDevice.TRANSFER_TIME);
    }

    private void start(long source, long destination, long count, int command) {
        bar.write64(SOURCE, source);
        bar.write64(DESTINATION, destination);
        bar.write64(COUNT, count);
        bar.write64(COMMAND, command);
    }

    private static byte[] noise(int count) {
        byte[] noise = new byte[count];
        new Random(count).nextBytes(noise);
        return noise;
    }
}
