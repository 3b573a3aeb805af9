package dev.barista.runtime.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

@Timeout(60)
class DeviceRingTest {
    private final RecordingTarget target = new RecordingTarget();
    private final DrainGuard guard = new DrainGuard();
    private final DeviceRing ring = new DeviceRing(target, guard);

    @AfterEach
    void close() {
        ring.close();
        guard.close();
    }

    @Test
    void aReadAnswersWhatTheHandlerOfItsWidthAnswers() {
        AccessPort port = ring.openPort();

        assertThat(port.read(0, 0x11, 1)).isEqualTo(0x11);
        assertThat(port.read(0, 0x22, 2)).isEqualTo(0x22);
        assertThat(port.read(0, 0x44, 4)).isEqualTo(0x44);
        assertThat(port.read(0, 0x88, 8)).isEqualTo(-2L - 0x88);
    }

    @Test
    void whatAReadAnswersIsZeroExtended() {
        target.onRead = offset -> -1;

        assertThat(ring.openPort().read(0, 0, 4)).isEqualTo(0xffff_ffffL);
    }

    @ParameterizedTest
    @ValueSource(longs = {-4, -1, 2, 4094, 4096, 1L << 32, Long.MIN_VALUE, Long.MAX_VALUE - 3})
    void anAccessThatIsMisalignedOrOutOfItsRegionIsIllegal(long offset) {
        AccessPort port = ring.openPort();

        assertThat(port.read(0, offset, 4)).isEqualTo(0xffff_ffffL);
        port.write(0, offset, 4, 1);
        port.post(0, offset, 4, 1);

        assertThat(target.illegal).isEqualTo(3);
        assertThat(target.written).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 3, 5, 16, Integer.MAX_VALUE})
    void anAccessOfNoLegalWidthIsIllegal(int width) {
        ring.openPort().post(0, 0, width, 1);

        assertThat(target.illegal).isOne();
        assertThat(target.written).isEmpty();
    }

    @Test
    void whatAHandlerThrowsIsTheTargetsToJudgeAndTheNextAccessWorks() {
        AccessPort port = ring.openPort();
        target.onRead =
                offset -> {
                    throw new IllegalStateException("broken device");
                };

        long answer = port.read(0, 0, 4);
        port.write(0, 0, 4, 7);

        assertThat(answer).isEqualTo(0xffff_ffffL);
        assertThat(target.failures).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(target.written).containsExactly(7L);
    }

    @Test
    void aReadSeesEveryWritePostedThroughTheSamePortWhileOthersAccessToo() throws Exception {
        target.onRead = offset -> target.written.size();
        AtomicInteger broken = new AtomicInteger();
        AtomicInteger mine = new AtomicInteger();

        inParallel(
                2,
                thread -> {
                    AccessPort port = ring.openPort();
                    for (int i = 1; i <= 20_000; i++) {
                        port.post32(0, 0, i);
                        mine.incrementAndGet();
                        if (port.read32(0, 0) < i) {
                            broken.incrementAndGet();
                        }
                    }
                });

        assertThat(broken).hasValue(0);
        assertThat(target.written).hasSize(mine.get());
    }

    @Test
    void postedWritesOfOnePortKeepTheirOrderAndNoneIsLost() throws Exception {
        int each = 30_000;

        inParallel(
                3,
                thread -> {
                    AccessPort port = ring.openPort();
                    for (int i = 0; i < each; i++) {
                        port.post32(0, 0, thread << 24 | i);
                    }
                });
        awaitUntilExecuted();

        for (long thread = 0; thread < 3; thread++) {
            long wanted = thread;
            assertThat(target.written.stream().filter(value -> value >>> 24 == wanted))
                    .containsExactlyElementsOf(
                            LongStream.range(0, each).map(i -> wanted << 24 | i).boxed().toList());
        }
    }

    @Test
    void handlersNeverOverlap() throws Exception {
        inParallel(
                4,
                thread -> {
                    AccessPort port = ring.openPort();
                    for (int i = 0; i < 20_000; i++) {
                        if ((i & 1) == 0) {
                            port.post32(0, 0, i);
                        } else {
                            port.read32(0, 0);
                        }
                    }
                });
        awaitUntilExecuted();

        assertThat(target.overlapped).isFalse();
        assertThat(target.written).hasSize(4 * 10_000);
    }

    @Test
    void aPostedWriteDoesNotWaitForTheHandlerThatRuns() throws Exception {
        CountDownLatch inHandler = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        target.onRead = offset -> hold(inHandler, letGo);
        Thread reader = Thread.ofPlatform().start(() -> ring.openPort().read(0, 0, 4));
        inHandler.await();

        ring.openPort().post(0, 0, 4, 42); // would never return if it waited

        assertThat(target.written).isEmpty();
        letGo.countDown();
        reader.join();
        awaitUntilExecuted();
        assertThat(target.written).containsExactly(42L);
    }

    @Test
    void aPostedWriteIsExecutedWithoutAnotherAccess() throws Exception {
        CountDownLatch inHandler = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        CountDownLatch executed = new CountDownLatch(1);
        target.onRead = offset -> hold(inHandler, letGo);
        Thread reader = Thread.ofPlatform().start(() -> ring.openPort().read(0, 0, 4));
        inHandler.await();

        ring.execute(executed::countDown);
        letGo.countDown();

        assertThat(executed.await(30, TimeUnit.SECONDS)).isTrue();
        reader.join();
    }

    @Test
    void whileOneEventTakesLongTheOthersSleep() throws Exception {
        CountDownLatch inHandler = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        target.onRead = offset -> offset == 0 ? hold(inHandler, letGo) : 7;
        Thread holder = Thread.ofPlatform().start(() -> ring.openPort().read(0, 0, 4));
        inHandler.await();
        ring.openPort().post(0, 0, 4, 42);
        Thread reader = Thread.ofPlatform().start(() -> ring.openPort().read(0, 4, 4));
        Thread guardThread = threadNamed("barista-drain-guard");

        Thread.sleep(1000);
        long looksOfGuard = timesWaited(guardThread);
        long looksOfReader = timesWaited(reader);
        letGo.countDown();
        holder.join();
        reader.join();

        // A look each 50 us would be thousands.
        assertThat(looksOfGuard).isBetween(1L, 40L);
        assertThat(looksOfReader).isBetween(1L, 40L);
        assertThat(target.written).containsExactly(42L);
    }

    @Test
    void aFullRingMakesTheProducerWaitAndDropsNothing() throws Exception {
        CountDownLatch inHandler = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        target.onRead = offset -> hold(inHandler, letGo);
        Thread reader = Thread.ofPlatform().start(() -> ring.openPort().read(0, 0, 4));
        inHandler.await();
        AtomicLong posted = new AtomicLong();
        int writes = DeviceRing.CAPACITY + 100;
        Thread writer =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    AccessPort port = ring.openPort();
                                    for (int i = 0; i < writes; i++) {
                                        port.post(0, 0, 4, i);
                                        posted.incrementAndGet();
                                    }
                                });

        while (posted.get() < DeviceRing.CAPACITY) {
            Thread.onSpinWait();
        }
        letGo.countDown();
        writer.join();
        reader.join();
        awaitUntilExecuted();

        assertThat(target.written)
                .containsExactlyElementsOf(LongStream.range(0, writes).boxed().toList());
    }

    @Test
    void aDevicesOwnCodeMayPublishButNotWait() {
        AccessPort port = ring.openPort();
        List<String> order = new ArrayList<>();
        target.onRead =
                offset -> {
                    ring.execute(() -> order.add("published by the handler"));
                    order.add("handler");
                    return (int) port.read(0, 4, 4);
                };

        port.read(0, 0, 4);

        assertThat(order).containsExactly("handler", "published by the handler");
        assertThat(target.failures)
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .hasMessageContaining("can't wait for an access to the same device");
    }

    @Test
    void aDeviceThatFillsItsOwnRingIsTold() {
        target.onRead =
                offset -> {
                    IntStream.rangeClosed(0, DeviceRing.CAPACITY)
                            .forEach(i -> ring.execute(() -> {}));
                    return 0;
                };

        ring.openPort().read(0, 0, 4);

        assertThat(target.failures)
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .hasMessageContaining("filled its own ring");
    }

    @Test
    void aTaskThatThrowsIsTheTargetsToJudge() {
        ring.executeAndWait(
                () -> {
                    throw new AssertionError("broken task");
                });

        assertThat(target.failures).singleElement().isInstanceOf(AssertionError.class);
    }

    @Test
    void aDedicatedThreadExecutesEverything() throws Exception {
        ring.dedicate("device");
        List<String> names = new ArrayList<>();
        target.onRead =
                offset -> {
                    names.add(Thread.currentThread().getName());
                    return 9;
                };
        AccessPort port = ring.openPort();

        long answer = port.read(0, 0, 4);
        Thread.sleep(50); // long enough for it to fall asleep; being awake is right as well
        port.post(0, 0, 4, 5);
        ring.close();

        assertThat(answer).isEqualTo(9);
        assertThat(names).containsOnly("device");
        assertThat(target.written).containsExactly(5L);
    }

    @Test
    void waitingForATaskFromTheDevicesOwnCodeIsRefused() {
        ring.executeAndWait(
                () ->
                        assertThatThrownBy(() -> ring.executeAndWait(() -> {}))
                                .isInstanceOf(IllegalStateException.class));

        assertThat(target.failures).isEmpty();
    }

    private static Thread threadNamed(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** How often a thread has gone to sleep. */
    private static long timesWaited(Thread thread) {
        return ManagementFactory.getThreadMXBean()
                .getThreadInfo(thread.threadId())
                .getWaitedCount();
    }

    private void awaitUntilExecuted() {
        ring.executeAndWait(() -> {});
    }

    private static int hold(CountDownLatch inHandler, CountDownLatch letGo) {
        inHandler.countDown();
        try {
            letGo.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return 0;
    }

    private interface Work {
        void run(int thread) throws Exception;
    }

    private static void inParallel(int threads, Work work) throws Exception {
        AtomicInteger failed = new AtomicInteger();
        List<Thread> running =
                IntStream.range(0, threads)
                        .mapToObj(
                                thread ->
                                        Thread.ofPlatform()
                                                .start(
                                                        () -> {
                                                            try {
                                                                work.run(thread);
                                                            } catch (Exception e) {
                                                                failed.incrementAndGet();
                                                            }
                                                        }))
                        .toList();
        for (Thread thread : running) {
            thread.join();
        }
        assertThat(failed).hasValue(0);
    }
}
