package dev.barista.hyperv.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

class SerialDeliveryTest {
    private final List<Integer> heard = Collections.synchronizedList(new ArrayList<>());

    @Test
    void everythingComesOnceAndInOrder() throws InterruptedException {
        CountDownLatch last = new CountDownLatch(1);
        SerialDelivery<Integer> delivery =
                new SerialDelivery<>(
                        told -> {
                            heard.add(told);
                            if (told == 999) {
                                last.countDown();
                            }
                        });

        IntStream.range(0, 1000).forEach(delivery::accept);
        last.await();

        assertThat(heard).containsExactlyElementsOf(IntStream.range(0, 1000).boxed().toList());
    }

    @Test
    void whatASlowListenerCantTakeIsCounted() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(SerialDelivery.LIMIT);
        SerialDelivery<Integer> delivery =
                new SerialDelivery<>(
                        told -> {
                            awaitQuietly(go);
                            taken.countDown();
                        });

        // One is with the listener already, or is not: one more or less is dropped.
        IntStream.range(0, SerialDelivery.LIMIT + 10).forEach(delivery::accept);
        go.countDown();
        taken.await();

        assertThat(delivery.droppedCount()).isBetween(9L, 10L);
    }

    @Test
    void aListenerThatThrowsIsCounted() throws InterruptedException {
        CountDownLatch second = new CountDownLatch(1);
        SerialDelivery<Integer> delivery =
                new SerialDelivery<>(
                        told -> {
                            if (told == 1) {
                                throw new IllegalStateException("as an example");
                            }
                            second.countDown();
                        });

        delivery.accept(1);
        delivery.accept(2);
        second.await();

        assertThat(delivery.failedCount()).isEqualTo(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
