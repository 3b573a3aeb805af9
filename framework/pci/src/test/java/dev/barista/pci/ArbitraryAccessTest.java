package dev.barista.pci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.pci.spec.CapabilityIds;
import dev.barista.pci.spec.MsiRegisters;
import dev.barista.pci.spec.MsixRegisters;
import dev.barista.pci.spec.PowerManagementRegisters;
import dev.barista.spi.BarKind;
import dev.barista.spi.InterruptPin;
import dev.barista.spi.binding.CapabilityDescription;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.BitSet;
import java.util.List;
import java.util.Random;

/** Any accesses and signals in any order, the same for the same seed. */
class ArbitraryAccessTest {
    private static final int STEPS = 20_000;
    private static final int VECTORS = 40;

    private static DeviceSketch sketch() {
        return new DeviceSketch()
                .bar(0, 0x1000, BarKind.MEMORY_32)
                .intx(InterruptPin.A)
                .with(new CapabilityDescription.PowerManagement(true))
                .with(new CapabilityDescription.PciExpress(true))
                .msix(VECTORS);
    }

    /**
     * One access, or one change on the device's or the client's side.
     *
     * @param conditions the vectors that are signalled and not cleared
     * @param owed those of them for which no message has been sent since
     */
    private static void step(Rig rig, Random random, BitSet conditions, BitSet owed) {
        int vector = random.nextInt(VECTORS);
        switch (random.nextInt(7)) {
            case 0 -> rig.function.readConfig(random.nextInt(5000) - 10, random.nextInt(9));
            case 1, 2 ->
                    rig.function.writeConfig(
                            random.nextInt(0x110), 1 << random.nextInt(3), random.nextInt());
            case 3 -> rig.function.bar(1).write64(random.nextInt(96) * 8, random.nextLong());
            case 4 -> {
                rig.function.interrupts().signal(vector);
                conditions.set(vector);
                owed.set(vector);
            }
            case 5 -> {
                rig.function.interrupts().clear(vector);
                conditions.clear(vector);
                owed.clear(vector);
            }
            default -> {
                rig.sink.accept(random.nextBoolean());
                rig.function.retryPending();
            }
        }
        rig.sink.vectors().forEach(owed::clear);
    }

    private static void powerUp(Rig rig) {
        rig.write16(
                rig.capability(CapabilityIds.POWER_MANAGEMENT)
                        + PowerManagementRegisters.CONTROL_STATUS,
                PowerManagementRegisters.D0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverHappenedThePinsLevelIsThatOfTheConditions(long seed) {
        Random random = new Random(seed);
        Rig rig = new Rig(sketch().msi(8, true));
        BitSet conditions = new BitSet();

        for (int i = 0; i < STEPS; i++) {
            step(rig, random, conditions, new BitSet());
        }
        powerUp(rig);
        rig.write16(rig.capability(CapabilityIds.MSI) + MsiRegisters.MESSAGE_CONTROL, 0);
        rig.write16(rig.capability(CapabilityIds.MSIX) + MsixRegisters.MESSAGE_CONTROL, 0);

        assertThat(rig.interruptStatus()).isEqualTo(!conditions.isEmpty());
        assertThat(rig.read32(0)).isEqualTo(0x11e8_1234);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverStoodInTheWayASignalledVectorIsSentOnceItIsGone(long seed) {
        Random random = new Random(seed);
        Rig rig = new Rig(sketch());
        BitSet conditions = new BitSet();
        BitSet owed = new BitSet();
        int steps = random.nextInt(STEPS);
        for (int i = 0; i < steps; i++) {
            step(rig, random, conditions, owed);
        }

        rig.sink.accept(true);
        powerUp(rig);
        for (int vector = 0; vector < VECTORS; vector++) {
            rig.function
                    .bar(1)
                    .write32(
                            MsixRegisters.ENTRY_LENGTH * vector
                                    + MsixRegisters.ENTRY_VECTOR_CONTROL,
                            0);
        }
        rig.write16(
                rig.capability(CapabilityIds.MSIX) + MsixRegisters.MESSAGE_CONTROL,
                MsixRegisters.ENABLE);

        List<Integer> expected = owed.stream().boxed().toList();
        assertThat(rig.sink.vectors()).containsExactlyInAnyOrderElementsOf(expected);
    }
}
