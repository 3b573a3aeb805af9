package dev.barista.pci;

import static dev.barista.pci.spec.MsiRegisters.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.pci.RecordingSink.Message;
import dev.barista.pci.spec.CapabilityIds;
import dev.barista.spi.Interrupts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** PCI Local Bus 3.0, sections 6.8.1 and 6.8.3. */
class MsiTest {
    private static final int EIGHT_MESSAGES = 3 << MULTIPLE_MESSAGE_ENABLE_SHIFT;
    private static final int TWO_MESSAGES = 1 << MULTIPLE_MESSAGE_ENABLE_SHIFT;

    private final Rig rig = new Rig(new DeviceSketch().msi(8, true));
    private final Interrupts interrupts = rig.function.interrupts();
    private final int msi = rig.capability(CapabilityIds.MSI);

    private void enable(int messages) {
        rig.write16(msi + MESSAGE_CONTROL, ENABLE | messages);
    }

    private int pendingBits() {
        return rig.read32(msi + PENDING_BITS);
    }

    @Test
    void aMessageCarriesTheProgrammedAddressAndTheVectorInItsData() {
        rig.write32(msi + MESSAGE_ADDRESS, 0xfee0_1000);
        rig.write32(msi + MESSAGE_UPPER_ADDRESS, 0x12);
        rig.write16(msi + MESSAGE_DATA, 0x4137);
        enable(EIGHT_MESSAGES);

        interrupts.signal(5);

        assertThat(rig.sink.messages())
                .containsExactly(new Message(InterruptMode.MSI, 5, 0x12_fee0_1000L, 0x4135));
    }

    @Test
    void aSingleMessageCarriesItsDataUnchanged() {
        rig.write16(msi + MESSAGE_DATA, 0x4137);
        enable(0);

        interrupts.signal(0);

        assertThat(rig.sink.messages())
                .containsExactly(new Message(InterruptMode.MSI, 0, 0, 0x4137));
    }

    @ParameterizedTest
    @CsvSource({
        // Multiple Message Enable, vector of the device, vector of the message
        "0, 7, 0",
        "1, 1, 1",
        "1, 2, 0",
        "1, 6, 0",
        "1, 7, 1",
        "2, 7, 3",
        "3, 7, 7",
        // more than the eight that were requested, and the two reserved encodings
        "4, 7, 7",
        "5, 7, 7",
        "6, 7, 7",
        "7, 7, 7"
    })
    void vectorsBeyondTheEnabledMessagesShareThem(int enabled, int vector, int message) {
        enable(enabled << MULTIPLE_MESSAGE_ENABLE_SHIFT);

        interrupts.signal(vector);

        assertThat(rig.sink.vectors()).containsExactly(message);
    }

    @Test
    void everySignalIsAMessageOfItsOwn() {
        enable(EIGHT_MESSAGES);

        interrupts.signal(1);
        interrupts.signal(1);

        assertThat(rig.sink.vectors()).containsExactly(1, 1);
    }

    @Test
    void theEndOfAConditionSendsNothing() {
        enable(EIGHT_MESSAGES);
        interrupts.signal(1);
        rig.sink.messages();

        interrupts.clear(1);

        assertThat(rig.sink.messages()).isEmpty();
    }

    @Test
    void aMaskedVectorIsPendingAndFiresOnceWhenItIsUnmasked() {
        enable(EIGHT_MESSAGES);
        rig.write32(msi + MASK_BITS, 1 << 2);
        interrupts.signal(2);
        interrupts.signal(2);
        int whileMasked = pendingBits();
        List<Integer> sentWhileMasked = rig.sink.vectors();

        rig.write32(msi + MASK_BITS, 0);
        rig.write32(msi + MASK_BITS, 0);

        assertThat(whileMasked).isEqualTo(1 << 2);
        assertThat(sentWhileMasked).isEmpty();
        assertThat(rig.sink.vectors()).containsExactly(2);
        assertThat(pendingBits()).isZero();
    }

    @Test
    void aMaskedVectorDoesNotHoldUpTheOthers() {
        enable(EIGHT_MESSAGES);
        rig.write32(msi + MASK_BITS, 1 << 2);

        interrupts.signal(2);
        interrupts.signal(3);

        assertThat(rig.sink.vectors()).containsExactly(3);
    }

    @Test
    void aPendingVectorWhoseConditionEndsDoesNotFire() {
        enable(EIGHT_MESSAGES);
        rig.write32(msi + MASK_BITS, 1 << 2);
        interrupts.signal(2);

        interrupts.clear(2);
        int pending = pendingBits();
        rig.write32(msi + MASK_BITS, 0);

        assertThat(pending).isZero();
        assertThat(rig.sink.messages()).isEmpty();
    }

    @Test
    void vectorsThatShareAMaskedMessageFireItOnce() {
        enable(TWO_MESSAGES);
        rig.write32(msi + MASK_BITS, 1 << 1);
        interrupts.signal(3);
        interrupts.signal(5);
        int pending = pendingBits();

        rig.write32(msi + MASK_BITS, 0);

        assertThat(pending).isEqualTo(1 << 1);
        assertThat(rig.sink.vectors()).containsExactly(1);
    }

    @Test
    void aSharedMessageStaysPendingWhileOneOfItsConditionsHolds() {
        enable(TWO_MESSAGES);
        rig.write32(msi + MASK_BITS, 1 << 1);
        interrupts.signal(3);
        interrupts.signal(5);

        interrupts.clear(3);

        assertThat(pendingBits()).isEqualTo(1 << 1);
    }

    @Test
    void pendingBitsAreReadableInEveryWidth() {
        enable(EIGHT_MESSAGES);
        rig.write32(msi + MASK_BITS, -1);

        interrupts.signal(7);

        assertThat(rig.read8(msi + PENDING_BITS)).isEqualTo(0x80);
        assertThat(rig.read16(msi + PENDING_BITS)).isEqualTo(0x80);
    }

    @Test
    void aSinkThatRefusesLeavesTheMessagePendingUntilItIsRetried() {
        enable(EIGHT_MESSAGES);
        rig.sink.accept(false);
        interrupts.signal(4);
        int pending = pendingBits();

        rig.sink.accept(true);
        rig.function.retryPending();
        rig.function.retryPending();

        assertThat(pending).isEqualTo(1 << 4);
        assertThat(rig.sink.vectors()).containsExactly(4);
        assertThat(pendingBits()).isZero();
    }

    @Test
    void aSignalThatGoesThroughTakesAnOlderRefusedOneWithIt() {
        enable(EIGHT_MESSAGES);
        rig.sink.accept(false);
        interrupts.signal(4);
        rig.sink.accept(true);

        interrupts.signal(4);
        rig.function.retryPending();

        assertThat(rig.sink.vectors()).containsExactly(4);
    }

    @Test
    void messagesRaisedWithoutAClientReachTheNextOneOnce() {
        enable(EIGHT_MESSAGES);
        rig.function.connect(InterruptSink.DISCONNECTED);
        interrupts.signal(4);
        interrupts.signal(4);
        RecordingSink next = new RecordingSink();

        rig.function.connect(next);

        assertThat(next.vectors()).containsExactly(4);
    }

    @Test
    void withoutPerVectorMaskingNothingIsMasked() {
        Rig unmaskable = new Rig(new DeviceSketch().msi(8, false));
        int at = unmaskable.capability(CapabilityIds.MSI);
        unmaskable.write16(at + MESSAGE_CONTROL, ENABLE | EIGHT_MESSAGES);
        unmaskable.write32(at + MASK_BITS, -1);

        unmaskable.function.interrupts().signal(7);

        assertThat(unmaskable.sink.vectors()).containsExactly(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 64, -2})
    void aNumberOfVectorsThatCanNotBeEncodedIsRefused(int vectors) {
        DeviceSketch sketch = new DeviceSketch().msi(vectors, true);

        assertThatThrownBy(() -> ConfigImage.of(sketch.describe()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "sketch: MSI with %d vectors; there can be 1, 2, 4, 8, 16 or 32", vectors);
    }

    @Test
    void thirtyTwoVectorsUseAllMaskAndPendingBits() {
        Rig wide = new Rig(new DeviceSketch().msi(32, true));
        int at = wide.capability(CapabilityIds.MSI);
        wide.write16(at + MESSAGE_CONTROL, ENABLE | 5 << MULTIPLE_MESSAGE_ENABLE_SHIFT);
        wide.write32(at + MASK_BITS, -1);

        wide.function.interrupts().signal(31);

        assertThat(wide.read32(at + PENDING_BITS)).isEqualTo(1 << 31);
    }
}
