package dev.barista.pci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.pci.RecordingSink.Message;
import dev.barista.pci.spec.CapabilityIds;
import dev.barista.pci.spec.MsiRegisters;
import dev.barista.pci.spec.MsixRegisters;
import dev.barista.spi.InterruptPin;
import dev.barista.spi.Interrupts;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which kind of interrupt is used, and what happens to conditions when that changes. */
class InterruptModeTest {
    private static final int PBA_OFFSET = 0x8000;

    private static DeviceSketch everyKind() {
        return new DeviceSketch().intx(InterruptPin.A).msi(4, true).msix(4);
    }

    private static void msi(Rig rig, boolean enabled) {
        rig.write16(
                rig.capability(CapabilityIds.MSI) + MsiRegisters.MESSAGE_CONTROL,
                enabled
                        ? MsiRegisters.ENABLE | 2 << MsiRegisters.MULTIPLE_MESSAGE_ENABLE_SHIFT
                        : 0);
    }

    private static void msix(Rig rig, int bits) {
        rig.write16(rig.capability(CapabilityIds.MSIX) + MsixRegisters.MESSAGE_CONTROL, bits);
    }

    private static void unmaskAll(Rig rig) {
        for (int vector = 0; vector < 4; vector++) {
            rig.function
                    .bar(1)
                    .write32(
                            MsixRegisters.ENTRY_LENGTH * vector
                                    + MsixRegisters.ENTRY_VECTOR_CONTROL,
                            0);
        }
    }

    @Nested
    class ChosenByTheDriver {
        private final Rig rig = new Rig(everyKind());
        private final Interrupts interrupts = rig.function.interrupts();

        @Test
        void withMsiEnabledThePinAndItsStatusBitAreQuiet() {
            msi(rig, true);

            interrupts.signal(1);

            assertThat(rig.sink.vectors()).containsExactly(1);
            assertThat(rig.sink.levels()).isEmpty();
            assertThat(rig.interruptStatus()).isFalse();
        }

        @Test
        void enablingMsiDeassertsThePinAndDisablingItAssertsItAgain() {
            interrupts.signal(1);

            msi(rig, true);
            boolean statusWithMsi = rig.interruptStatus();
            msi(rig, false);

            assertThat(rig.sink.levels()).containsExactly(true, false, true);
            assertThat(statusWithMsi).isFalse();
            assertThat(rig.interruptStatus()).isTrue();
        }

        @Test
        void disablingMsiAssertsNothingIfTheConditionHasEnded() {
            interrupts.signal(1);
            msi(rig, true);
            interrupts.clear(1);

            msi(rig, false);

            assertThat(rig.sink.levels()).containsExactly(true, false);
        }

        @Test
        void aConditionFromBeforeMessagesWereEnabledIsSentAsAMessageOnce() {
            interrupts.signal(1);

            msi(rig, true);
            msi(rig, false);
            msi(rig, true);

            assertThat(rig.sink.vectors()).containsExactly(1);
        }

        @Test
        void aConditionThatEndedBeforeMessagesWereEnabledIsNotSent() {
            interrupts.signal(1);
            interrupts.clear(1);

            msi(rig, true);

            assertThat(rig.sink.messages()).isEmpty();
        }

        @Test
        void msixWinsOverMsi() {
            unmaskAll(rig);
            msi(rig, true);
            msix(rig, MsixRegisters.ENABLE);

            interrupts.signal(1);

            assertThat(rig.sink.messages())
                    .containsExactly(new Message(InterruptMode.MSIX, 1, 0, 0));
        }

        @Test
        void whatIsMaskedInMsixIsSentByMsiWhenTheDriverGoesBackToIt() {
            msix(rig, MsixRegisters.ENABLE);
            interrupts.signal(3);
            msi(rig, true);

            msix(rig, 0);

            assertThat(rig.sink.messages())
                    .containsExactly(new Message(InterruptMode.MSI, 3, 0, 3));
        }

        @Test
        void unmaskingATableEntryWhileMsiIsInUseSendsNothing() {
            msi(rig, true);
            rig.sink.accept(false);
            interrupts.signal(3);
            rig.sink.accept(true);

            unmaskAll(rig);

            assertThat(rig.sink.messages()).isEmpty();
        }

        @Test
        void theClientsChoiceOfAKindCountsOnlyWhileConfigurationSpaceEnablesNone() {
            rig.sink.clientMode(InterruptMode.MSIX);
            msi(rig, true);

            interrupts.signal(1);

            assertThat(rig.sink.messages())
                    .containsExactly(new Message(InterruptMode.MSI, 1, 0, 1));
        }
    }

    @Nested
    class OfAClientThatOwnsTheVectors {
        private final RecordingSink sink = RecordingSink.ofClientThatOwnsVectors();
        private final Rig rig = new Rig(everyKind(), sink);
        private final Interrupts interrupts = rig.function.interrupts();

        @Test
        void theTablesMaskBitsAreIgnored() {
            msix(rig, MsixRegisters.ENABLE);

            interrupts.signal(2);

            assertThat(sink.vectors()).containsExactly(2);
        }

        @Test
        void theFunctionMaskCountsBecauseItIsInConfigurationSpace() {
            msix(rig, MsixRegisters.ENABLE | MsixRegisters.FUNCTION_MASK);
            interrupts.signal(2);
            boolean nothingSent = sink.messages().isEmpty();

            msix(rig, MsixRegisters.ENABLE);

            assertThat(nothingSent).isTrue();
            assertThat(sink.vectors()).containsExactly(2);
        }

        @Test
        void aVectorTheClientCanNotTakeIsSeenInThePendingBitsAndSentOnARetry() {
            msix(rig, MsixRegisters.ENABLE);
            sink.accept(false);
            interrupts.signal(2);
            long pending = rig.function.bar(1).read64(PBA_OFFSET);

            sink.accept(true);
            rig.function.retryPending();

            assertThat(pending).isEqualTo(1 << 2);
            assertThat(sink.vectors()).containsExactly(2);
            assertThat(rig.function.bar(1).read64(PBA_OFFSET)).isZero();
        }

        @Test
        void messagesSetUpWithoutConfigurationSpaceAreUsed() {
            sink.clientMode(InterruptMode.MSIX);
            rig.function.retryPending();

            interrupts.signal(2);

            assertThat(sink.messages()).containsExactly(new Message(InterruptMode.MSIX, 2, 0, 0));
        }

        @Test
        void msiSetUpWithoutConfigurationSpaceHasAllOfItsVectors() {
            sink.clientMode(InterruptMode.MSI);
            rig.function.retryPending();

            interrupts.signal(3);

            assertThat(sink.messages()).containsExactly(new Message(InterruptMode.MSI, 3, 0, 3));
        }

        @Test
        void settingUpMessagesDeassertsThePinAndTakingThemAwayAssertsIt() {
            interrupts.signal(2);
            sink.clientMode(InterruptMode.MSI);
            rig.function.retryPending();
            sink.clientMode(InterruptMode.INTX);

            rig.function.retryPending();

            assertThat(sink.levels()).containsExactly(true, false, true);
        }

        @Test
        void aKindTheFunctionDoesNotHaveIsIgnored() {
            RecordingSink confused = RecordingSink.ofClientThatOwnsVectors();
            confused.clientMode(InterruptMode.MSIX);
            Rig pinOnly = new Rig(new DeviceSketch().intx(InterruptPin.A), confused);

            pinOnly.function.interrupts().signal(0);

            assertThat(confused.levels()).containsExactly(true);
            assertThat(confused.messages()).isEmpty();
        }
    }
}
