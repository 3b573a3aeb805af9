package dev.barista.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.barista.runtime.partition.InProcessPartition;
import dev.barista.runtime.ring.AccessPort;
import dev.barista.spi.Dispatch;
import dev.barista.spi.binding.BarDescription.MappedPages;
import dev.barista.spi.binding.InvalidStateException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Pages of a BAR that are memory shared with the guest, reached as a guest without them does. */
@Timeout(60)
class MappedPagesTest {
    private static final int PAGE = 0x1000;
    private static final int SECOND = 0x4000;

    private final ScriptedDevice device = new ScriptedDevice();
    private final InProcessPartition partition = new InProcessPartition();

    @BeforeEach
    void declare() {
        device.barSize = 0x8000;
        device.mapped = List.of(new MappedPages(PAGE, 0x1000), new MappedPages(SECOND, 0x2000));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void anyWidthReachesTheMemory(int width) {
        try (HdvHost _ = open()) {
            AccessPort port = partition.port("scripted");

            port.write(0, PAGE + 8, width, 0x8899_aabb_ccdd_eeffL);

            long mask = -1L >>> (64 - 8 * width);
            assertThat(port.read(0, PAGE + 8, width)).isEqualTo(0x8899_aabb_ccdd_eeffL & mask);
            assertThat(pages().get(JAVA_INT.withByteAlignment(1), PAGE + 8) & mask & 0xffff_ffffL)
                    .isEqualTo(0xccdd_eeffL & mask);
        }
    }

    @Test
    void theDeviceIsNotAsked() {
        try (HdvHost host = open()) {
            AccessPort port = partition.port("scripted");

            port.write(0, PAGE + ScriptedDevice.COMMAND, 4, 7);
            port.write(0, SECOND + 0x1ffc, 4, 7);

            assertThat(port.read32(0, ScriptedDevice.SCRATCH)).isZero();
            assertThat(host.device("scripted").guestErrors()).isEmpty();
        }
    }

    @Test
    void everythingElseOfTheBarIsTrapped() {
        try (HdvHost _ = open()) {
            AccessPort port = partition.port("scripted");

            port.write(0, ScriptedDevice.SCRATCH, 4, 5);

            assertThat(device.scratch).isEqualTo(5);
            assertThat(port.read(0, PAGE + 0x1000, 4)).isEqualTo(0xffff_ffffL);
            assertThat(port.read(0, PAGE - 4, 4)).isEqualTo(0xffff_ffffL);
        }
    }

    @Test
    void theDeviceSeesTheSameMemory() {
        try (HdvHost _ = open()) {
            pages().set(JAVA_INT, PAGE, 0x1234_5678);

            assertThat(partition.port("scripted").read32(0, PAGE)).isEqualTo(0x1234_5678);
        }
    }

    @Test
    void aBarWithoutMappedPagesHasNoMemory() {
        try (HdvHost _ = open()) {
            assertThatThrownBy(() -> device.context().mappedPages(1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("BAR 1 of scripted has no mapped pages");
        }
    }

    @Test
    void aResetMakesThemZeroBeforeTheDeviceIsTold() {
        int[] seen = {-1};
        device.onReset = () -> seen[0] = pages().get(JAVA_INT, PAGE);
        try (HdvHost host = open()) {
            partition.port("scripted").write(0, PAGE, 4, 7);

            host.device("scripted").reset();

            assertThat(seen[0]).isZero();
            assertThat(partition.port("scripted").read32(0, PAGE)).isZero();
        }
    }

    @Test
    void savedStateHasAllTheirBytes() {
        byte[] state;
        try (HdvHost host = open()) {
            partition.port("scripted").write(0, SECOND + 0x1ff8, 8, 0x0102_0304_0506_0708L);
            state = host.device("scripted").endpoint().save();
            host.device("scripted").reset();

            host.device("scripted").endpoint().restore(state);

            assertThat(partition.port("scripted").read(0, SECOND + 0x1ff8, 8))
                    .isEqualTo(0x0102_0304_0506_0708L);
        }
    }

    @Test
    void stateOfADeviceWithoutThemIsRefused() {
        byte[] state;
        device.mapped = List.of();
        try (HdvHost host = open()) {
            state = host.device("scripted").endpoint().save();
        }
        device.mapped = List.of(new MappedPages(PAGE, 0x1000));
        InProcessPartition other = new InProcessPartition();
        try (HdvHost host = HdvHost.builder().partition(other).device(device, Map.of()).open()) {
            assertThatThrownBy(() -> host.device("scripted").endpoint().restore(state))
                    .isInstanceOf(InvalidStateException.class)
                    .hasMessageContaining("bar0:0x1000");
        }
    }

    @Test
    void aFaultedDeviceLeavesThemToTheGuest() {
        device.onCommand =
                command -> {
                    throw new IllegalStateException("broken");
                };
        try (HdvHost _ = open()) {
            AccessPort port = partition.port("scripted");
            port.write(0, PAGE, 4, 3);

            port.write(0, ScriptedDevice.COMMAND, 4, 1);

            assertThat(port.read32(0, ScriptedDevice.SCRATCH)).isEqualTo(-1);
            assertThat(port.read32(0, PAGE)).isEqualTo(3);
        }
    }

    @Test
    void theirMemoryIsGivenBackWithTheHost() {
        MemorySegment pages;
        try (HdvHost _ = open()) {
            pages = pages();
        }

        assertThat(pages.scope().isAlive()).isFalse();
    }

    @Test
    void theirMemoryIsGivenBackIfTheDeviceCannotBeMade() {
        MemorySegment[] pages = new MemorySegment[1];
        device.onCreate =
                () -> {
                    pages[0] = pages();
                    throw new IllegalStateException("no");
                };

        assertThatThrownBy(this::open).isInstanceOf(HostException.class);

        assertThat(pages[0].scope().isAlive()).isFalse();
    }

    @Test
    void aDeviceThatPollsSeesWhatTheGuestStored() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        device.dispatch = Dispatch.DEDICATED;
        device.onPoll =
                () -> {
                    boolean there = pages().get(JAVA_INT, PAGE) == 9;
                    if (there) {
                        pages().set(JAVA_INT, PAGE, 0);
                        seen.countDown();
                    }
                    return there;
                };
        try (HdvHost host = open()) {
            MemorySegment pages = host.device("scripted").endpoint().mappedPages(0).segment();

            pages.set(JAVA_INT, PAGE, 9);

            assertThat(seen.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aDeviceThatThrowsWhenPolledIsFaultedAndPolledAgainAfterAReset() throws Exception {
        CountDownLatch polledAgain = new CountDownLatch(1);
        device.dispatch = Dispatch.DEDICATED;
        boolean[] broken = {true};
        device.onPoll =
                () -> {
                    if (broken[0]) {
                        throw new IllegalStateException("broken");
                    }
                    polledAgain.countDown();
                    return false;
                };
        device.onReset = () -> broken[0] = device.resets == 1;
        try (HdvHost host = open()) {
            while (host.device("scripted").status() == HostedDevice.Status.RUNNING) {
                Thread.sleep(1);
            }

            host.device("scripted").reset();

            assertThat(polledAgain.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(host.device("scripted").faults()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Dispatch.class)
    void accessesWaitForNoPoll(Dispatch dispatch) {
        device.dispatch = dispatch;
        device.onPoll = () -> dispatch == Dispatch.DEDICATED;
        try (HdvHost _ = open()) {
            AccessPort port = partition.port("scripted");

            port.write(0, ScriptedDevice.SCRATCH, 4, 5);

            assertThat(port.read32(0, ScriptedDevice.SCRATCH)).isEqualTo(5);
        }
    }

    private MemorySegment pages() {
        return device.context().mappedPages(0);
    }

    private HdvHost open() {
        return HdvHost.builder().partition(partition).device(device, Map.of()).open();
    }
}
