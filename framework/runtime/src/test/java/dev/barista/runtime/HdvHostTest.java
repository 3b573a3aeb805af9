package dev.barista.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.runtime.partition.Attachment;
import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.runtime.partition.InProcessPartition;
import dev.barista.runtime.partition.Partition;
import dev.barista.runtime.partition.PartitionException;
import dev.barista.runtime.ring.AccessPort;
import dev.barista.spi.Dispatch;
import dev.barista.spi.binding.GuestErrors;
import dev.barista.spi.binding.InvalidParameterException;
import dev.barista.spi.binding.InvalidStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class HdvHostTest {
    private final ScriptedDevice device = new ScriptedDevice();
    private final InProcessPartition partition = new InProcessPartition();

    @ParameterizedTest
    @EnumSource(Dispatch.class)
    void accessesReachTheDevice(Dispatch dispatch) {
        device.dispatch = dispatch;
        try (HdvHost host = open()) {
            AccessPort port = partition.port("scripted");

            port.write(0, ScriptedDevice.SCRATCH, 4, 0x1234);

            assertThat(port.read32(0, ScriptedDevice.SCRATCH)).isEqualTo(0x1234);
            assertThat(host.device("scripted").registers())
                    .singleElement()
                    .isEqualTo(new HostedDevice.RegisterValue(0, 0, "scratch", 4, 0x1234));
        }
    }

    @Test
    void aRegistersValueIsFoundByItsName() {
        try (HdvHost host = open()) {
            HostedDevice scripted = host.device("scripted");
            partition.port("scripted").write(0, ScriptedDevice.SCRATCH, 4, 0xffff_ffffL);

            assertThat(scripted.register("scratch")).isEqualTo(0xffff_ffffL);
            assertThatThrownBy(() -> scripted.register("nonesuch"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("scripted stores no register 'nonesuch'");
        }
    }

    @Test
    void theConfigurationSpaceIsRegionSeven() {
        try (HdvHost host = open()) {
            AccessPort port = partition.port("scripted");

            assertThat(port.read(AccessPort.CONFIG, 0, 4)).isEqualTo(0x5678_1234);
            assertThat(host.device("scripted").configSpace()).hasSize(256);
        }
    }

    @Test
    void aRegionThatIsNotThereAnswersAllOnesAndIsCounted() {
        try (HdvHost host = open()) {
            assertThat(partition.port("scripted").read(3, 0, 4)).isEqualTo(0xffff_ffffL);

            assertThat(host.device("scripted").guestErrors())
                    .extracting(GuestErrors.Entry::kind)
                    .containsExactly(GuestErrors.Kind.MISALIGNED);
        }
    }

    @ParameterizedTest
    @EnumSource(Dispatch.class)
    void aDeviceThatThrowsIsFaultedAloneAndAResetRepairsIt(Dispatch dispatch) {
        ScriptedDevice other = new ScriptedDevice();
        device.dispatch = dispatch;
        device.onCommand =
                command -> {
                    throw new IllegalStateException("broken");
                };
        try (HdvHost host =
                HdvHost.builder()
                        .partition(partition)
                        .device(device, Map.of())
                        .device(other, Map.of())
                        .open()) {
            AccessPort broken = partition.port("scripted");
            AccessPort healthy = partition.port("scripted-2");

            broken.write(0, ScriptedDevice.COMMAND, 4, 1);
            healthy.write(0, ScriptedDevice.SCRATCH, 4, 5);

            assertThat(host.device("scripted").status()).isEqualTo(HostedDevice.Status.FAULTED);
            assertThat(host.device("scripted").faultCause())
                    .get()
                    .isInstanceOf(IllegalStateException.class);
            assertThat(broken.read32(0, ScriptedDevice.SCRATCH)).isEqualTo(-1);
            assertThat(healthy.read32(0, ScriptedDevice.SCRATCH)).isEqualTo(5);

            host.device("scripted").reset();

            assertThat(host.device("scripted").status()).isEqualTo(HostedDevice.Status.RUNNING);
            assertThat(broken.read32(0, ScriptedDevice.SCRATCH)).isZero();
        }
    }

    @Test
    void dmaToNothingIsTheGuestsErrorNotTheDevices() {
        device.onCommand = command -> device.context().memory().writeInt(1L << 40, 1);
        try (HdvHost host = open()) {
            AccessPort port = partition.port("scripted");

            port.write(0, ScriptedDevice.COMMAND, 4, 1);

            assertThat(host.device("scripted").status()).isEqualTo(HostedDevice.Status.RUNNING);
            assertThat(host.device("scripted").guestErrors())
                    .containsExactly(
                            new GuestErrors.Entry(GuestErrors.Kind.DMA_FAULT, 1, -1, 1L << 40, 4));
            int statusWithReceivedMasterAbort = (int) port.read(AccessPort.CONFIG, 6, 2);
            assertThat(statusWithReceivedMasterAbort & 1 << 13).isNotZero();
        }
    }

    @Test
    void anEventOfTheDeviceMayAskForItsState() throws Exception {
        CompletableFuture<byte[]> state = new CompletableFuture<>();
        try (HdvHost host = open()) {
            DeviceEndpoint endpoint = host.device("scripted").endpoint();
            device.onCommand =
                    command -> {
                        endpoint.execute(() -> state.complete(endpoint.save()));
                        device.scratch = command;
                    };

            partition.port("scripted").write(0, ScriptedDevice.COMMAND, 4, 7);

            // After the event that asked for it, not in its middle.
            assertThat(state.get(30, TimeUnit.SECONDS)).isEqualTo(endpoint.save());
            assertThat(device.scratch).isEqualTo(7);
        }
    }

    @Test
    void aTimerRunsAsAnEventOfTheDevice() throws Exception {
        CountDownLatch fired = new CountDownLatch(1);
        device.onCommand =
                command -> device.context().after(Duration.ofMillis(1), fired::countDown);
        try (HdvHost _ = open()) {
            partition.port("scripted").write(0, ScriptedDevice.COMMAND, 4, 1);

            assertThat(fired.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aCompletionNeverRunsInsideTheHandlerThatStartedTheWork() throws Exception {
        List<String> order = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch workDone = new CountDownLatch(1);
        device.onCommand =
                command -> {
                    device.context()
                            .offload(
                                    () -> {
                                        workDone.countDown();
                                        return 42;
                                    },
                                    result -> {
                                        order.add("completion " + result);
                                        done.countDown();
                                    });
                    await(workDone);
                    order.add("handler");
                };
        try (HdvHost _ = open()) {
            partition.port("scripted").write(0, ScriptedDevice.COMMAND, 4, 1);

            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(order).containsExactly("handler", "completion 42");
        }
    }

    @Test
    void aResetDropsTheCompletionOfWorkUnderWay() {
        CountDownLatch letGo = new CountDownLatch(1);
        CountDownLatch finished = new CountDownLatch(1);
        List<Integer> completions = new ArrayList<>();
        device.onCommand =
                command ->
                        device.context()
                                .offload(
                                        () -> {
                                            await(letGo);
                                            finished.countDown();
                                            return 1;
                                        },
                                        completions::add);
        try (HdvHost host = open()) {
            partition.port("scripted").write(0, ScriptedDevice.COMMAND, 4, 1);

            host.device("scripted").reset();
            letGo.countDown();
            await(finished);
        }

        assertThat(completions).isEmpty();
    }

    @Test
    void offloadedWorkThatThrowsFaultsTheDevice() throws Exception {
        device.onCommand =
                command ->
                        device.context()
                                .offload(
                                        () -> {
                                            throw new java.io.IOException("no disk");
                                        },
                                        result -> {});
        try (HdvHost host = open()) {
            partition.port("scripted").write(0, ScriptedDevice.COMMAND, 4, 1);

            while (host.device("scripted").status() == HostedDevice.Status.RUNNING) {
                Thread.onSpinWait();
            }
            assertThat(host.device("scripted").faultCause())
                    .get()
                    .isInstanceOf(java.io.IOException.class);
        }
    }

    @Test
    void aSavedStateIsTakenOver() {
        try (HdvHost host = open()) {
            DeviceEndpoint endpoint = host.device("scripted").endpoint();
            AccessPort port = partition.port("scripted");
            port.write(0, ScriptedDevice.SCRATCH, 4, 77);

            byte[] state = endpoint.save();
            endpoint.reset();
            endpoint.restore(state);

            assertThat(port.read32(0, ScriptedDevice.SCRATCH)).isEqualTo(77);
        }
    }

    @Test
    void aStateThatDoesNotFitLeavesADeviceThatWasReset() {
        try (HdvHost host = open()) {
            DeviceEndpoint endpoint = host.device("scripted").endpoint();
            SavedState empty = new SavedState("scripted");

            assertThatThrownBy(() -> endpoint.restore(empty.toBytes()))
                    .isInstanceOf(InvalidStateException.class);

            assertThat(partition.port("scripted").read32(0, ScriptedDevice.SCRATCH)).isZero();
        }
    }

    @Test
    void aDeviceIsMadeAnewWithParametersFromTheGuestsSide() {
        try (HdvHost host =
                HdvHost.builder().partition(partition).device(device, Map.of("size", "1")).open()) {
            DeviceEndpoint endpoint = host.device("scripted").endpoint();
            AccessPort port = partition.port("scripted");
            List<Integer> sizes = new ArrayList<>();
            device.onCreate = () -> sizes.add(device.scratch);

            endpoint.configure(Map.of());
            endpoint.configure(Map.of("size", "7"));

            assertThat(sizes).containsExactly(1, 7);
            port.write(0, ScriptedDevice.SCRATCH, 4, 5);
            assertThat(port.read32(0, ScriptedDevice.SCRATCH)).isEqualTo(5);
        }
    }

    @Test
    void aParameterThatTheDeviceDoesNotTakeLeavesItAsItIs() {
        try (HdvHost host = open()) {
            AccessPort port = partition.port("scripted");
            port.write(0, ScriptedDevice.SCRATCH, 4, 5);

            assertThatThrownBy(
                            () -> host.device("scripted").endpoint().configure(Map.of("sise", "1")))
                    .isInstanceOf(InvalidParameterException.class);

            assertThat(port.read32(0, ScriptedDevice.SCRATCH)).isEqualTo(5);
        }
    }

    @Test
    void anAccessThatComesAfterTheHostIsClosedFindsNothing() {
        AccessPort port;
        try (HdvHost _ = open()) {
            port = partition.port("scripted");
            port.write(0, ScriptedDevice.SCRATCH, 4, 5);
        }

        assertThat(port.read32(0, ScriptedDevice.SCRATCH)).isEqualTo(-1);
        assertThat(port.read32(AccessPort.CONFIG, 0)).isEqualTo(-1);
    }

    @Test
    void anUnknownDeviceIsRefusedByName() {
        assertThatThrownBy(() -> HdvHost.builder().device("nope", Map.of()).open())
                .isInstanceOf(HostException.class)
                .hasMessageStartingWith("no device is called 'nope'");
    }

    @Test
    void anUnknownParameterIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> HdvHost.builder().device(device, Map.of("sise", "1")).open())
                .isInstanceOf(HostException.class)
                .hasMessage("scripted has no parameter 'sise'; it has: size");
    }

    @Test
    void aConstructorThatThrowsIsSaidInOneLineAndThePartitionIsClosed() {
        device.onCreate =
                () -> {
                    throw new IllegalStateException("no coffee");
                };
        CountingPartition counting = new CountingPartition();

        assertThatThrownBy(
                        () -> HdvHost.builder().partition(counting).device(device, Map.of()).open())
                .isInstanceOf(HostException.class)
                .hasMessageContaining("device 'scripted'")
                .hasMessageContaining("no coffee");
        assertThat(counting.closed).isEqualTo(1);
    }

    @Test
    void aDeviceThatCannotBeResetIsNotHosted() {
        device.onReset =
                () -> {
                    throw new IllegalStateException("stuck");
                };

        assertThatThrownBy(this::open)
                .isInstanceOf(HostException.class)
                .hasMessageContaining("stuck");
    }

    @Test
    void whatThePartitionCannotTakeClosesWhatWasOpened() {
        CountingPartition counting = new CountingPartition();
        counting.refuseAfter = 1;

        assertThatThrownBy(
                        () ->
                                HdvHost.builder()
                                        .partition(counting)
                                        .device(device, Map.of())
                                        .device(new ScriptedDevice(), Map.of())
                                        .open())
                .isInstanceOf(PartitionException.class);

        assertThat(counting.attached).isEqualTo(1);
        assertThat(counting.detached).isEqualTo(1);
        assertThat(counting.closed).isEqualTo(1);
    }

    @Test
    void closingTwiceClosesOnce() {
        CountingPartition counting = new CountingPartition();
        HdvHost host = HdvHost.builder().partition(counting).device(device, Map.of()).open();

        host.close();
        host.close();

        assertThat(counting.closed).isEqualTo(1);
    }

    private HdvHost open() {
        return HdvHost.builder().partition(partition).device(device, Map.of()).open();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Counts what is asked of it. */
    private static final class CountingPartition implements Partition {
        int refuseAfter = Integer.MAX_VALUE;
        int attached;
        int detached;
        int closed;

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public Attachment attach(DeviceEndpoint device) {
            if (attached == refuseAfter) {
                throw new PartitionException("full");
            }
            attached++;
            return new Attachment() {
                @Override
                public String address() {
                    return "nowhere";
                }

                @Override
                public void start() {}

                @Override
                public void close() {
                    detached++;
                }
            };
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
