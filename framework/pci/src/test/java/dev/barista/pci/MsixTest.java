package dev.barista.pci;

import static dev.barista.pci.spec.MsixRegisters.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.pci.RecordingSink.Message;
import dev.barista.pci.spec.CapabilityIds;
import dev.barista.spi.BarKind;
import dev.barista.spi.Interrupts;
import dev.barista.spi.binding.BarHandler;
import dev.barista.spi.binding.DeviceDescription.MsixDescription;
import dev.barista.spi.binding.GuestErrors.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** PCI Local Bus 3.0, sections 6.8.2 and 6.8.3. */
class MsixTest {
    private static final int VECTORS = 70;
    private static final int TABLE_OFFSET = 0;
    private static final int PBA_OFFSET = 0x8000;

    private final Rig rig = new Rig(new DeviceSketch().msix(VECTORS));
    private final Interrupts interrupts = rig.function.interrupts();
    private final BarHandler bar = rig.function.bar(1);
    private final int control = rig.capability(CapabilityIds.MSIX) + MESSAGE_CONTROL;

    private static int entry(int vector, int field) {
        return TABLE_OFFSET + ENTRY_LENGTH * vector + field;
    }

    private void mask(int vector, boolean masked) {
        bar.write32(entry(vector, ENTRY_VECTOR_CONTROL), masked ? VECTOR_MASKED : 0);
    }

    private boolean pending(int vector) {
        return (bar.read64(PBA_OFFSET + 8 * (vector / 64)) >>> (vector % 64) & 1) != 0;
    }

    private void enableAllUnmasked() {
        for (int vector = 0; vector < VECTORS; vector++) {
            mask(vector, false);
        }
        rig.write16(control, ENABLE);
    }

    @Test
    void afterResetEveryEntryIsMaskedAndEmpty() {
        for (int vector = 0; vector < VECTORS; vector++) {
            assertThat(bar.read64(entry(vector, ENTRY_ADDRESS))).isZero();
            assertThat(bar.read32(entry(vector, ENTRY_DATA))).isZero();
            assertThat(bar.read32(entry(vector, ENTRY_VECTOR_CONTROL))).isEqualTo(VECTOR_MASKED);
        }
    }

    @Test
    void anEntryStoresWhatIsWrittenExceptReservedBits() {
        bar.write32(entry(3, ENTRY_ADDRESS), -1);
        bar.write32(entry(3, ENTRY_UPPER_ADDRESS), -1);
        bar.write32(entry(3, ENTRY_DATA), -1);
        bar.write32(entry(3, ENTRY_VECTOR_CONTROL), -1);

        assertThat(bar.read32(entry(3, ENTRY_ADDRESS))).isEqualTo(~3);
        assertThat(bar.read32(entry(3, ENTRY_UPPER_ADDRESS))).isEqualTo(-1);
        assertThat(bar.read32(entry(3, ENTRY_DATA))).isEqualTo(-1);
        assertThat(bar.read32(entry(3, ENTRY_VECTOR_CONTROL))).isEqualTo(VECTOR_MASKED);
    }

    @Test
    void anEntryIsAccessedInHalvesOrByQuadwords() {
        bar.write64(entry(3, ENTRY_ADDRESS), 0x12_fee0_1000L);
        bar.write64(entry(3, ENTRY_DATA), 0x41);

        assertThat(bar.read32(entry(3, ENTRY_ADDRESS))).isEqualTo(0xfee0_1000);
        assertThat(bar.read32(entry(3, ENTRY_UPPER_ADDRESS))).isEqualTo(0x12);
        assertThat(bar.read64(entry(3, ENTRY_DATA))).isEqualTo(0x41);
        assertThat(bar.peek(entry(3, ENTRY_ADDRESS), 8)).isEqualTo(0x12_fee0_1000L);
        assertThat(bar.peek(entry(3, ENTRY_ADDRESS), 4)).isEqualTo(0xfee0_1000L);
    }

    @Test
    void aMessageCarriesItsEntrysAddressAndData() {
        bar.write64(entry(69, ENTRY_ADDRESS), 0x12_fee0_1000L);
        bar.write32(entry(69, ENTRY_DATA), 0xcafe_4137);
        enableAllUnmasked();

        interrupts.signal(69);

        assertThat(rig.sink.messages())
                .containsExactly(new Message(InterruptMode.MSIX, 69, 0x12_fee0_1000L, 0xcafe_4137));
    }

    @ParameterizedTest
    @CsvSource({
        // enabled, function masked, vector masked: sent at once?
        "false, false, false, false",
        "false, false, true,  false",
        "false, true,  false, false",
        "false, true,  true,  false",
        "true,  false, false, true",
        "true,  false, true,  false",
        "true,  true,  false, false",
        "true,  true,  true,  false"
    })
    void aMessageIsSentIfEnabledAndMaskedNowhereAndIsPendingOtherwise(
            boolean enabled, boolean functionMasked, boolean vectorMasked, boolean sent) {
        rig.write16(control, (enabled ? ENABLE : 0) | (functionMasked ? FUNCTION_MASK : 0));
        mask(5, vectorMasked);

        interrupts.signal(5);

        assertThat(rig.sink.vectors()).isEqualTo(sent ? List.of(5) : List.of());
        assertThat(pending(5)).isEqualTo(!sent);
    }

    @ParameterizedTest
    @CsvSource({
        // enabled, function masked, vector masked; then the same after the write that ends it
        "true,  false, true,  true,  false, false",
        "true,  true,  false, true,  false, false",
        "false, false, false, true,  false, false"
    })
    void aPendingMessageIsSentOnceWhenTheLastObstacleGoes(
            boolean enabled,
            boolean functionMasked,
            boolean vectorMasked,
            boolean enabledThen,
            boolean functionMaskedThen,
            boolean vectorMaskedThen) {
        rig.write16(control, (enabled ? ENABLE : 0) | (functionMasked ? FUNCTION_MASK : 0));
        mask(65, vectorMasked);
        interrupts.signal(65);
        interrupts.signal(65);

        rig.write16(control, (enabledThen ? ENABLE : 0) | (functionMaskedThen ? FUNCTION_MASK : 0));
        mask(65, vectorMaskedThen);
        mask(65, true);
        mask(65, false);

        assertThat(rig.sink.vectors()).containsExactly(65);
        assertThat(pending(65)).isFalse();
    }

    @Test
    void theFunctionMaskLeavesTheVectorsOwnMaskBits() {
        mask(1, false);
        rig.write16(control, ENABLE | FUNCTION_MASK);
        interrupts.signal(0);
        interrupts.signal(1);

        rig.write16(control, ENABLE);

        assertThat(rig.sink.vectors()).containsExactly(1);
        assertThat(pending(0)).isTrue();
    }

    @Test
    void unmaskingOneVectorSendsNoOther() {
        rig.write16(control, ENABLE);
        interrupts.signal(0);
        interrupts.signal(1);

        mask(1, false);

        assertThat(rig.sink.vectors()).containsExactly(1);
        assertThat(pending(0)).isTrue();
    }

    @Test
    void unmaskingAVectorThatIsNotPendingSendsNothing() {
        rig.write16(control, ENABLE);

        mask(1, false);

        assertThat(rig.sink.messages()).isEmpty();
    }

    @Test
    void unmaskingByAQuadwordUsesTheDataOfTheSameWrite() {
        rig.write16(control, ENABLE);
        interrupts.signal(1);

        bar.write64(entry(1, ENTRY_DATA), 0x77);

        assertThat(rig.sink.messages())
                .containsExactly(new Message(InterruptMode.MSIX, 1, 0, 0x77));
    }

    @Test
    void aPendingVectorWhoseConditionEndsDoesNotFire() {
        rig.write16(control, ENABLE);
        interrupts.signal(1);

        interrupts.clear(1);
        boolean pendingAfterwards = pending(1);
        mask(1, false);

        assertThat(pendingAfterwards).isFalse();
        assertThat(rig.sink.messages()).isEmpty();
    }

    @Test
    void thePendingBitArrayShowsEachVectorInItsPlace() {
        rig.write16(control, ENABLE);

        interrupts.signal(1);
        interrupts.signal(31);
        interrupts.signal(32);
        interrupts.signal(63);
        interrupts.signal(64);

        assertThat(bar.read64(PBA_OFFSET)).isEqualTo(0x8000_0001_8000_0002L);
        assertThat(bar.read32(PBA_OFFSET)).isEqualTo(0x8000_0002);
        assertThat(bar.read32(PBA_OFFSET + 4)).isEqualTo(0x8000_0001);
        assertThat(bar.read64(PBA_OFFSET + 8)).isEqualTo(1);
        assertThat(bar.read32(PBA_OFFSET + 12)).isZero();
        assertThat(bar.peek(PBA_OFFSET, 8)).isEqualTo(0x8000_0001_8000_0002L);
        assertThat(bar.peek(PBA_OFFSET + 4, 4)).isEqualTo(0x8000_0001L);
    }

    @Test
    void thePendingBitArrayIsReadOnly() {
        rig.write16(control, ENABLE);
        interrupts.signal(0);

        bar.write32(PBA_OFFSET, 0);
        bar.write64(PBA_OFFSET, -1);

        assertThat(bar.read64(PBA_OFFSET)).isEqualTo(1);
        assertThat(rig.device.guestErrors().count(Kind.READ_ONLY_WRITE)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"0", "32768"})
    void accessesOfLessThan32BitsToTheStructuresAreGuestErrors(int offset) {
        bar.write8(offset, 0);
        bar.write16(offset, 0);

        assertThat(bar.read8(offset)).isEqualTo(0xff);
        assertThat(bar.read16(offset)).isEqualTo(0xffff);
        assertThat(bar.peek(offset, 1)).isEqualTo(-1);
        assertThat(rig.device.guestErrors().count(Kind.UNMAPPED_READ)).isEqualTo(2);
        assertThat(rig.device.guestErrors().count(Kind.UNMAPPED_WRITE)).isEqualTo(2);
    }

    @Test
    void theDevicesRegistersAroundTheStructuresStayReachable() {
        int behindTheTable = ENTRY_LENGTH * VECTORS;
        int behindThePba = PBA_OFFSET + 16;

        for (int offset : new int[] {behindTheTable, PBA_OFFSET - 8, behindThePba}) {
            bar.write64(offset, 0x1122_3344_5566_7788L);
            bar.write32(offset, 0x0b0b_0b0b);
            bar.write16(offset, 0x0c0c);
            bar.write8(offset, 0x0d);

            assertThat(bar.read64(offset)).isEqualTo(0x1122_3344_0b0b_0c0dL);
            assertThat(bar.read32(offset)).isEqualTo(0x0b0b_0c0d);
            assertThat(bar.read16(offset)).isEqualTo(0x0c0d);
            assertThat(bar.read8(offset)).isEqualTo(0x0d);
            assertThat(bar.peek(offset, 4)).isEqualTo(0x0b0b_0c0dL);
        }
    }

    @Test
    void tableAndPendingBitsMayLieInDifferentBars() {
        Rig split =
                new Rig(
                        new DeviceSketch()
                                .bar(0, 0x1000, BarKind.MEMORY_32)
                                .bar(2, 0x1000, BarKind.MEMORY_64)
                                .bar(4, 0x1000, BarKind.MEMORY_32)
                                .msix(new MsixDescription(2, 0, 0x10, 2, 0x20)));

        BarHandler tableBar = split.function.bar(0);
        BarHandler pbaBar = split.function.bar(2);
        int capability = split.capability(CapabilityIds.MSIX);

        split.function.interrupts().signal(1);
        tableBar.write64(0x10, 0x12_fee0_1000L);
        tableBar.write32(0x10 + ENTRY_DATA, 0x41);

        assertThat(split.read32(capability + TABLE)).isEqualTo(0x10);
        assertThat(split.read32(capability + PENDING_BIT_ARRAY)).isEqualTo(0x20 | 2);
        assertThat(tableBar.read64(0x10)).isEqualTo(0x12_fee0_1000L);
        assertThat(tableBar.peek(0x10, 8)).isEqualTo(0x12_fee0_1000L);
        assertThat(tableBar.peek(0x10 + ENTRY_DATA, 4)).isEqualTo(0x41);
        assertThat(tableBar.read32(0x10 + ENTRY_VECTOR_CONTROL)).isEqualTo(VECTOR_MASKED);
        assertThat(pbaBar.read64(0x20)).isEqualTo(2);
        assertThat(pbaBar.peek(0x20, 4)).isEqualTo(2);
        assertThat(pbaBar.read32(0x10 + ENTRY_VECTOR_CONTROL)).isZero();
        assertThat(split.function.bar(4)).isSameAs(split.device.bar(4));
    }

    @Test
    void aResetMasksEveryVectorAndForgetsWhatWasPending() {
        enableAllUnmasked();
        rig.sink.accept(false);
        interrupts.signal(7);

        rig.function.reset();
        int vectorControl = bar.read32(entry(7, ENTRY_VECTOR_CONTROL));
        int messageControl = rig.read16(control);
        interrupts.signal(8);
        rig.sink.accept(true);
        enableAllUnmasked();

        assertThat(vectorControl).isEqualTo(VECTOR_MASKED);
        assertThat(messageControl).isEqualTo(VECTORS - 1);
        assertThat(rig.sink.vectors()).containsExactly(8);
    }

    @Test
    void vectorsBeyondTheTableShareItsEntries() {
        Rig small = new Rig(new DeviceSketch().msix(3).msi(8, true));
        int at = small.capability(CapabilityIds.MSIX) + MESSAGE_CONTROL;
        small.function.bar(1).write32(entry(1, ENTRY_VECTOR_CONTROL), 0);
        small.write16(at, ENABLE);

        small.function.interrupts().signal(7);
        small.function.interrupts().signal(5);

        assertThat(small.sink.vectors()).containsExactly(1);
        assertThat(small.function.bar(1).read64(PBA_OFFSET)).isEqualTo(1 << 2);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0x10", "128, 0x800, 0x7f0", "254, 0, 0xfe0"})
    void aTableMayFillItsBarAndTouchThePendingBits(int vectors, int table, int pba) {
        DeviceSketch sketch =
                new DeviceSketch()
                        .bar(0, 0x1000, BarKind.MEMORY_32)
                        .msix(new MsixDescription(vectors, 0, table, 0, pba));

        assertThat(new Rig(sketch).capability(CapabilityIds.MSIX)).isEqualTo(0x40);
    }

    @ParameterizedTest
    @CsvSource({
        // vectors, table BAR and offset, PBA BAR and offset
        "0,    0, 0,     0, 0x800",
        "2049, 0, 0,     0, 0x800",
        "2,    0, 4,     0, 0x800",
        "2,    0, 0,     0, 0x804",
        "2,    0, 0xff0, 0, 0x800",
        "2,    0, 0,     0, 0x1000",
        "2,    0, -8,    0, 0x800",
        "2,    1, 0,     0, 0x800",
        "2,    0, 0,     3, 0",
        "2,    0, 0,     0, 0x18",
        "2,    0, 0x10,  0, 0x28"
    })
    void aTableThatDoesNotFitItsBarIsRefused(
            int vectors, int tableBar, int tableOffset, int pbaBar, int pbaOffset) {
        DeviceSketch sketch =
                new DeviceSketch()
                        .bar(0, 0x1000, BarKind.MEMORY_32)
                        .msix(
                                new MsixDescription(
                                        vectors, tableBar, tableOffset, pbaBar, pbaOffset));

        assertThatThrownBy(() -> ConfigImage.of(sketch.describe()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sketch: ")
                .hasMessageContaining("MSI-X");
    }
}
