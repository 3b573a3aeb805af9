package dev.barista.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.runtime.HostedDevice;
import dev.barista.spi.binding.GuestErrors.Kind;

import org.junit.jupiter.api.Test;

@DeviceTest(value = SampleDevice.class, ram = 0x4000)
class GuestRamTest {
    private final MappedBar bar;
    private final GuestRam ram;

    GuestRamTest(Driver driver, GuestRam ram) {
        this.bar = driver.bar(0);
        this.ram = ram;
    }

    @Test
    void theDeviceWritesIntoABufferByItsAddress() {
        DmaBuffer buffer = ram.allocate(4);

        copy(0x0403_0201, buffer.address());

        assertThat(buffer.bytes()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void buffersDoNotOverlap() {
        DmaBuffer first = ram.allocate(1);
        DmaBuffer second = ram.allocate(3, 2);
        DmaBuffer third = ram.allocate(0x1000);
        first.fill(1);
        second.write(new byte[] {2, 3, 4});
        third.fill(5);

        assertThat(first.bytes()).containsExactly(1);
        assertThat(second.bytes()).containsExactly(2, 3, 4);
        assertThat(second.address() % 2).isZero();
        assertThat(third.address() % 0x1000).isZero();
        assertThat(ram.at(first.address(), 1).bytes()).containsExactly(1);
    }

    @Test
    void ramThatIsUsedUpIsAnError() {
        ram.allocate(0x3fff);

        assertThatIllegalStateException()
                .isThrownBy(() -> ram.allocate(1))
                .withMessage("16384 bytes of RAM are too few; @DeviceTest(ram = …) gives more");
        assertThatThrownBy(() -> ram.at(0x3fff, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void furtherMemoryIsReachableUntilItIsUnmapped(HostedDevice device) {
        DmaBuffer far = ram.map(1L << 40, 0x1000);

        copy(0x55, far.address() + 4);
        assertThat(far.bytes()[4]).isEqualTo((byte) 0x55);

        ram.unmap(far);
        copy(0x66, far.address() + 4);

        assertThat(far.bytes()[4]).isEqualTo((byte) 0x55);
        assertThat(device.guestErrors())
                .singleElement()
                .extracting("kind")
                .isEqualTo(Kind.DMA_FAULT);
        assertThatIllegalArgumentException().isThrownBy(() -> ram.unmap(far));
    }

    @Test
    void readOnlyMemoryTakesNoWrite(HostedDevice device) {
        DmaBuffer rom = ram.mapReadOnly(1L << 40, 0x1000);

        copy(0x55, rom.address());

        assertThat(rom.bytes()).containsOnly(0);
        assertThat(device.guestErrors())
                .singleElement()
                .extracting("kind")
                .isEqualTo(Kind.DMA_FAULT);
    }

    private void copy(int value, long address) {
        bar.write64(SampleDevice.ADDRESS, address);
        bar.write32(SampleDevice.COPY, value);
    }
}
