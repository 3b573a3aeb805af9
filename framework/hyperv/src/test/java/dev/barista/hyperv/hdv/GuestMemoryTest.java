package dev.barista.hyperv.hdv;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.barista.hyperv.hdv.StandInMachine.Fault;
import dev.barista.runtime.HostedDevice;
import dev.barista.spi.binding.GuestErrors;
import dev.barista.standins.StandInTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.UUID;

/** A device's DMA through apertures, and through copies where there are none. */
@StandInTest
@Timeout(60)
class GuestMemoryTest {
    private static final long PAGE = 4096;

    @RegisterExtension final HostedOnStandIn hosted = new HostedOnStandIn();
    private UUID probe = new UUID(0, 0);

    private StandInMachine machine() {
        return hosted.machine();
    }

    private void run(HostingModel model) {
        hosted.open(model, builder -> builder.device(new ProbeDevice_Type(), Map.of()));
        FlexibleIovDevice entry = FlexibleIovDevice.of("hdvprobe", "hdvprobe", model, Map.of());
        machine().add(entry);
        assertThat(machine().start()).isZero();
        probe = entry.instanceId();
    }

    @ParameterizedTest
    @ValueSource(longs = {0x1_0008, 0x1_0ffd, StandInMachine.HIGH_START + 0x100})
    void theDeviceReadsAndWritesTheGuestsOwnMemory(long address) {
        run(HostingModel.EXTERNAL);
        machine().ram(address, 8).set(JAVA_LONG_UNALIGNED, 0, 0x1122_3344_5566_7788L);

        assertThat(deviceReads(address)).isEqualTo(0x1122_3344_5566_7788L);
        deviceWrites(address, 99);

        assertThat(machine().ram(address, 8).get(JAVA_LONG_UNALIGNED, 0)).isEqualTo(99);
    }

    @Test
    void nothingIsMappedBeforeItIsTouchedAndThenOnlyItsPages() {
        run(HostingModel.EXTERNAL);
        assertThat(machine().aperturesEverMade()).isZero();

        deviceReads(0x3000);
        deviceReads(0x3ff8);
        deviceWrites(0x3010, 1);

        assertThat(machine().aperturesEverMade()).isOne();
        deviceReads(0x4000);
        assertThat(machine().aperturesEverMade()).isEqualTo(2);
    }

    @Test
    void withTheQuotaUsedUpTheLeastRecentlyUsedApertureGoes() {
        run(HostingModel.EXTERNAL);
        machine().set(Fault.APERTURE_QUOTA, 3);

        for (long page = 0; page < 20; page++) {
            machine().ram(page * PAGE, 8).set(JAVA_LONG_UNALIGNED, 0, page);
            assertThat(deviceReads(page * PAGE)).isEqualTo(page);
        }

        assertThat(machine().apertures()).isEqualTo(3);
        long made = machine().aperturesEverMade();
        deviceReads(19 * PAGE);
        assertThat(machine().aperturesEverMade()).isEqualTo(made);
    }

    @Test
    void aDeviceGetsRoomThatAnotherDoesNotNeed() {
        hosted.open(
                HostingModel.EXTERNAL,
                builder ->
                        builder.device(new ProbeDevice_Type(), Map.of())
                                .device(new ProbeDevice_Type(), Map.of()));
        FlexibleIovDevice first = entry("hdvprobe");
        FlexibleIovDevice second = entry("hdvprobe-2");
        machine().add(first);
        machine().add(second);
        machine().set(Fault.COPIES_DENIED, 1);
        machine().set(Fault.APERTURE_QUOTA, 2);
        assertThat(machine().start()).isZero();
        probe = first.instanceId();
        deviceReads(0);
        deviceReads(PAGE);

        probe = second.instanceId();
        machine().ram(PAGE, 8).set(JAVA_LONG_UNALIGNED, 0, 5);
        assertThat(deviceReads(PAGE)).isEqualTo(5);
    }

    private static FlexibleIovDevice entry(String instanceName) {
        return FlexibleIovDevice.of("hdvprobe", instanceName, HostingModel.EXTERNAL, Map.of());
    }

    @Test
    void withoutAperturesMemoryIsCopied() {
        run(HostingModel.EXTERNAL);
        machine().set(Fault.APERTURES_DENIED, 1);
        machine().ram(0x5ffc, 8).set(JAVA_LONG_UNALIGNED, 0, 0x55aa_55aaL);

        assertThat(deviceReads(0x5ffc)).isEqualTo(0x55aa_55aaL);
        deviceWrites(0x5ffc, 1);

        assertThat(machine().ram(0x5ffc, 8).get(JAVA_LONG_UNALIGNED, 0)).isEqualTo(1);
        assertThat(machine().aperturesEverMade()).isZero();
    }

    @Test
    void aRestrictedHostHasAperturesAlthoughCopiesAreRefused() {
        run(HostingModel.EXTERNAL_RESTRICTED);
        machine().ram(0x7000, 8).set(JAVA_LONG_UNALIGNED, 0, 7);

        assertThat(deviceReads(0x7000)).isEqualTo(7);
        assertThat(machine().deviceHostReferences()).as("COM references left").isZero();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                StandInMachine.LOW_RAM,
                StandInMachine.LOW_RAM - 4,
                StandInMachine.HIGH_START + StandInMachine.HIGH_RAM,
                -8,
                Long.MIN_VALUE
            })
    void whereThereIsNoMemoryTheGuestHasMadeAMistake(long address) {
        run(HostingModel.EXTERNAL);

        deviceReads(address);

        HostedDevice device = hosted.host().device("hdvprobe");
        assertThat(device.status()).isEqualTo(HostedDevice.Status.RUNNING);
        assertThat(device.guestErrors())
                .extracting(GuestErrors.Entry::kind)
                .containsExactly(GuestErrors.Kind.DMA_FAULT);
    }

    @Test
    void aPinAndAViewAreOneApertureOverManyPages() {
        run(HostingModel.EXTERNAL);
        machine().ram(0x1_0000, 0x4000).fill((byte) 1);
        deviceReads(0x1_1000);
        machine().write(probe, 0, ProbeDevice.DMA_ADDRESS, 8, 0x1_0800);
        machine().write(probe, 0, ProbeDevice.LENGTH, 8, 0x2000);

        command(ProbeDevice.PIN);
        command(ProbeDevice.SUM_VIEW);
        command(ProbeDevice.UNPIN);

        assertThat(machine().read(probe, 0, ProbeDevice.DMA_DATA, 8)).isEqualTo(0x2000);
        assertThat(machine().apertures()).isOne();
    }

    @Test
    void anApertureIsTheSamePagesThatTheGuestSees() {
        run(HostingModel.EXTERNAL);
        deviceReads(0x2000);

        machine().ram(0x2000, 1).set(JAVA_BYTE, 0, (byte) 42);

        assertThat(deviceReads(0x2000)).isEqualTo(42);
    }

    private long deviceReads(long address) {
        machine().write(probe, 0, ProbeDevice.DMA_ADDRESS, 8, address);
        command(ProbeDevice.READ);
        return machine().read(probe, 0, ProbeDevice.DMA_DATA, 8);
    }

    private void deviceWrites(long address, long value) {
        machine().write(probe, 0, ProbeDevice.DMA_ADDRESS, 8, address);
        machine().write(probe, 0, ProbeDevice.DMA_DATA, 8, value);
        command(ProbeDevice.WRITE);
    }

    private void command(int command) {
        machine().write(probe, 0, ProbeDevice.DMA_COMMAND, 4, command);
    }
}
