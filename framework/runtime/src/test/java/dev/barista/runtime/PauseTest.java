package dev.barista.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.runtime.partition.InProcessPartition;
import dev.barista.runtime.ring.AccessPort;
import dev.barista.spi.Dispatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class PauseTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    private final ScriptedDevice device = new ScriptedDevice();
    private final InProcessPartition partition = new InProcessPartition();
    private final SteppedClock clock = new SteppedClock();
    private final ExecutorService workers = Executors.newSingleThreadExecutor();
    private final List<String> seen = new ArrayList<>(); // on the device's ring only
    private HdvHost host;
    private DeviceEndpoint endpoint;
    private AccessPort port;

    @BeforeEach
    void open() {
        host =
                HdvHost.builder()
                        .partition(partition)
                        .clock(clock)
                        .workers(workers)
                        .device(device, Map.of())
                        .open();
        endpoint = host.device("scripted").endpoint();
        port = partition.port("scripted");
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void aTimerGoesOnWithWhatIsLeftOfItsTime() throws Exception {
        startTimer(Duration.ofMillis(100));
        clock.advance(Duration.ofMillis(30));
        assertThat(endpoint.pause(LONG)).isTrue();
        clock.advance(Duration.ofHours(1));
        assertThat(events()).isEmpty();

        endpoint.resume();
        clock.advance(Duration.ofMillis(69));
        assertThat(events()).isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(events()).containsExactly("timer");
    }

    @Test
    void aDeviceThatLooksForWorkIsNotAskedMeanwhile() throws Exception {
        ScriptedDevice looking = new ScriptedDevice();
        AtomicInteger looks = new AtomicInteger();
        looking.dispatch = Dispatch.DEDICATED;
        looking.onPoll = () -> looks.incrementAndGet() > 0;
        InProcessPartition partition = new InProcessPartition();
        try (HdvHost host =
                HdvHost.builder().partition(partition).device(looking, Map.of()).open()) {
            DeviceEndpoint endpoint = host.device("scripted").endpoint();
            awaitMore(looks);

            assertThat(endpoint.pause(LONG)).isTrue();
            int before = looks.get();
            for (int i = 0; i < 100; i++) {
                partition.port("scripted").read(0, ScriptedDevice.SCRATCH, 4);
            }
            assertThat(looks).hasValue(before);

            endpoint.resume();
            awaitMore(looks);
        }
    }

    private static void awaitMore(AtomicInteger count) {
        int before = count.get();
        while (count.get() <= before) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aTimerThatIsStartedMeanwhileWaitsForTheEndOfThePause() throws Exception {
        endpoint.pause(LONG);
        startTimer(Duration.ofMillis(5));
        clock.advance(Duration.ofHours(1));
        assertThat(events()).isEmpty();

        endpoint.resume();
        clock.advance(Duration.ofMillis(5));

        assertThat(events()).containsExactly("timer");
    }

    @Test
    void whatComesOfWorkUnderWayIsKept() throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        startWork(letGo);
        assertThat(endpoint.pause(Duration.ofMillis(20))).as("the work is over").isFalse();
        letGo.countDown();
        assertThat(endpoint.pause(LONG)).isTrue();
        assertThat(events()).isEmpty();

        endpoint.resume();

        assertThat(events()).containsExactly("work");
    }

    @Test
    void workIsNotStartedDuringAPause() throws Exception {
        endpoint.pause(LONG);
        startWork(new CountDownLatch(0));
        assertThat(endpoint.pause(LONG)).isTrue();
        assertThat(events()).isEmpty();

        endpoint.resume();

        assertThat(events()).containsExactly("work");
    }

    @Test
    void accessesAreExecutedDuringAPause() {
        endpoint.pause(LONG);

        port.write(0, ScriptedDevice.SCRATCH, 4, 7);

        assertThat(port.read32(0, ScriptedDevice.SCRATCH)).isEqualTo(7);
    }

    @Test
    void aResetDropsWhatWasKeptAndLeavesTheDevicePaused() throws Exception {
        startTimer(Duration.ofMillis(5));
        endpoint.pause(LONG);
        startWork(new CountDownLatch(0));

        endpoint.reset();
        startTimer(Duration.ofMillis(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(events()).isEmpty();

        endpoint.resume();
        clock.advance(Duration.ofSeconds(1));
        assertThat(events()).containsExactly("timer");
    }

    @Test
    void aPauseCanBeRepeatedAndEndedTwice() throws Exception {
        startTimer(Duration.ofMillis(10));
        clock.advance(Duration.ofMillis(4));
        endpoint.pause(LONG);
        clock.advance(Duration.ofMillis(4));
        endpoint.pause(LONG);
        endpoint.resume();
        endpoint.resume();

        clock.advance(Duration.ofMillis(5));
        assertThat(events()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(events()).containsExactly("timer");
    }

    private void startTimer(Duration delay) {
        device.onCommand = command -> device.context().after(delay, () -> seen.add("timer"));
        port.write(0, ScriptedDevice.COMMAND, 4, 1);
    }

    private void startWork(CountDownLatch letGo) {
        device.onCommand =
                command ->
                        device.context()
                                .offload(
                                        () -> letGo.await(50, TimeUnit.SECONDS),
                                        done -> seen.add("work"));
        port.write(0, ScriptedDevice.COMMAND, 4, 1);
    }

    /** What the device has done by now, once everything that was under way is through. */
    private List<String> events() throws Exception {
        for (int i = 0; i < 2; i++) { // work, and what its completion may have started
            workers.submit(() -> {}).get(50, TimeUnit.SECONDS);
            host.device("scripted").status();
        }
        return List.copyOf(seen);
    }
}
