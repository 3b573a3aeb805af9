package dev.barista.hyperv.hdv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.barista.hyperv.ffi.NativeHandle;
import dev.barista.runtime.HdvHost;
import dev.barista.runtime.partition.PartitionException;
import dev.barista.standins.StandInTest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.UUID;

/** Writes that come by an event. */
@StandInTest
@Timeout(60)
class DoorbellTest {
    private static final int BAR0 = 0;

    @RegisterExtension final HostedOnStandIn hosted = new HostedOnStandIn();
    private HyperVPartition partition;

    @BeforeEach
    void choosePartition() {
        partition = hosted.partition(HostingModel.EXTERNAL);
    }

    private UUID run(HostingModel model) {
        partition = hosted.partition(model);
        hosted.close(
                HdvHost.builder()
                        .partition(partition)
                        .device(new ProbeDevice_Type(), Map.of())
                        .open());
        FlexibleIovDevice entry = FlexibleIovDevice.of("hdvprobe", "hdvprobe", model, Map.of());
        hosted.machine().add(entry);
        assertThat(hosted.machine().start()).isZero();
        return entry.instanceId();
    }

    @Test
    void theWriteReachesTheDeviceByTheEvent() {
        UUID probe = run(HostingModel.EXTERNAL);
        Doorbell doorbell = granted(partition.doorbell("hdvprobe", BAR0, 0, 4, 3));

        hosted.machine().write(probe, BAR0, ProbeDevice.COUNTER, 4, 3);

        while (hosted.machine().read(probe, BAR0, ProbeDevice.COUNTER, 4) != 3) {
            Thread.onSpinWait();
        }
        doorbell.close();
        hosted.machine().write(probe, BAR0, ProbeDevice.COUNTER, 4, 3);
        assertThat(hosted.machine().read(probe, BAR0, ProbeDevice.COUNTER, 4)).isEqualTo(6);
        assertThat(NativeHandle.openCounts()).doesNotContainKey("HANDLE");
    }

    @Test
    void anotherValueOrWidthComesByTheCallback() {
        UUID probe = run(HostingModel.EXTERNAL);
        granted(partition.doorbell("hdvprobe", BAR0, ProbeDevice.COUNTER, 4, 3));

        hosted.machine().write(probe, BAR0, ProbeDevice.COUNTER, 4, 5);
        hosted.machine().write(probe, BAR0, ProbeDevice.COUNTER, 2, 3);

        assertThat(hosted.machine().read(probe, BAR0, ProbeDevice.COUNTER, 4)).isEqualTo(5);
    }

    @Test
    void aRestrictedHostHasNoneAndSaysSo() {
        UUID probe = run(HostingModel.EXTERNAL_RESTRICTED);

        Doorbell.Offer offer = partition.doorbell("hdvprobe", BAR0, ProbeDevice.COUNTER, 4, 3);

        assertThat(offer)
                .isInstanceOfSatisfying(
                        Doorbell.Offer.Refused.class,
                        refused -> assertThat(refused.reason()).contains("restricted"));
        hosted.machine().write(probe, BAR0, ProbeDevice.COUNTER, 4, 3);
        assertThat(hosted.machine().read(probe, BAR0, ProbeDevice.COUNTER, 4)).isEqualTo(3);
        assertThat(NativeHandle.openCounts()).doesNotContainKey("HANDLE");
    }

    @ParameterizedTest
    @CsvSource({
        "hdvprobe, 1, 0, 4", "hdvprobe, 9, 0, 4", "hdvprobe, 0, 4096, 4", "hdvprobe, 0, -4, 4",
        "hdvprobe, 0, 2, 4", "hdvprobe, 0, 0, 3", "hdvprobe, 0, 0, 0", "hdvprobe, 0, 0, 16",
        "nobody, 0, 0, 4"
    })
    void whereNoSuchWriteCanBeThereIsNoDoorbell(String instance, int bar, long offset, int width) {
        run(HostingModel.EXTERNAL);

        assertThatExceptionOfType(PartitionException.class)
                .isThrownBy(() -> partition.doorbell(instance, bar, offset, width, 1));
    }

    private static Doorbell granted(Doorbell.Offer offer) {
        return ((Doorbell.Offer.Granted) offer).doorbell();
    }
}
