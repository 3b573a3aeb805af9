package dev.barista.hyperv.hdv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.hyperv.hdv.StandInMachine.Fault;
import dev.barista.runtime.HostedDevice;
import dev.barista.standins.StandInTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Map;
import java.util.UUID;

/** Pages of a BAR that are the guest's memory too. */
@StandInTest
@Timeout(60)
class SharedPagesTest {
    private static final int BAR0 = 0;
    private static final int LAST_SHARED = 0x2ffc;

    @RegisterExtension final HostedOnStandIn hosted = new HostedOnStandIn();

    private UUID run(HostingModel model) {
        hosted.open(model, builder -> builder.device(new PageDevice_Type(), Map.of()));
        FlexibleIovDevice entry = FlexibleIovDevice.of("hdvpages", "hdvpages", model, Map.of());
        hosted.machine().add(entry);
        assertThat(hosted.machine().start()).isZero();
        return entry.instanceId();
    }

    private void awaitSharing() {
        while (hosted.machine().sectionRanges() == 0) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @EnumSource(HostingModel.class)
    void theGuestAndTheDeviceSeeTheSameMemory(HostingModel model) {
        UUID pages = run(model);
        awaitSharing();

        hosted.machine().write(pages, BAR0, PageDevice.TOTAL, 4, 40);
        hosted.machine().write(pages, BAR0, PageDevice.ADD, 4, 2);
        hosted.machine().write(pages, BAR0, LAST_SHARED, 4, 7);

        assertThat(hosted.machine().read(pages, BAR0, PageDevice.TOTAL, 4)).isEqualTo(42);
        assertThat(hosted.host().device("hdvpages").registers())
                .extracting(HostedDevice.RegisterValue::value)
                .containsExactly(42L);
    }

    @Test
    void whatComesByCallbackBeforeThePlatformTakesThePagesIsThereLater() {
        hosted.machine().set(Fault.RUNS_LATE, 50);
        UUID pages = run(HostingModel.EXTERNAL);
        hosted.machine().write(pages, BAR0, LAST_SHARED, 4, 9);

        awaitSharing();

        assertThat(hosted.machine().read(pages, BAR0, LAST_SHARED, 4)).isEqualTo(9);
    }

    @Test
    void aHostIsClosedWhileThePlatformStillRefuses() {
        hosted.machine().set(Fault.RUNS_LATE, Integer.MAX_VALUE);
        UUID pages = run(HostingModel.EXTERNAL);
        hosted.machine().write(pages, BAR0, PageDevice.ADD, 4, 2);

        assertThat(hosted.machine().read(pages, BAR0, PageDevice.TOTAL, 4)).isEqualTo(2);
        hosted.host().close();
    }

    @Test
    void processorsThatStopAndGoOnKeepThePages() {
        UUID pages = run(HostingModel.EXTERNAL);
        awaitSharing();
        hosted.machine().write(pages, BAR0, PageDevice.TOTAL, 4, 5);

        hosted.machine().stop();
        hosted.machine().goOn();

        assertThat(hosted.machine().read(pages, BAR0, PageDevice.TOTAL, 4)).isEqualTo(5);
        assertThat(hosted.machine().sectionRanges()).isOne();
    }
}
