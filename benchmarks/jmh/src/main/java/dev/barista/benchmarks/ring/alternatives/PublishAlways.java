package dev.barista.benchmarks.ring.alternatives;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.RingBuffer;

import dev.barista.spi.binding.BarHandler;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Who arrives publishes, and then drains the ring if nobody else does: the baton without the rule
 * that an access may be executed in place while the ring is empty.
 *
 * <p>Lost because an access that nobody contends pays for a slot, two sequences and a poll. With
 * one producer the slot is cheaper, but a device has several: vCPUs, timers, workers.
 */
public final class PublishAlways {
    private static final int CAPACITY = 1024;

    private final RingBuffer<ReadEvent> events;
    private final EventPoller<ReadEvent> poller;
    private final EventPoller.Handler<ReadEvent> execution;
    private final AtomicBoolean baton = new AtomicBoolean();

    private PublishAlways(RingBuffer<ReadEvent> events, BarHandler handler) {
        this.events = events;
        this.poller = events.newPoller();
        this.execution =
                (event, sequence, endOfBatch) -> {
                    event.execute(handler);
                    return true;
                };
        events.addGatingSequences(poller.getSequence());
    }

    /** For any number of threads. */
    public static PublishAlways multiProducer(BarHandler handler) {
        return new PublishAlways(
                RingBuffer.createMultiProducer(
                        ReadEvent::new, CAPACITY, new BusySpinWaitStrategy()),
                handler);
    }

    /** For one thread. */
    public static PublishAlways singleProducer(BarHandler handler) {
        return new PublishAlways(
                RingBuffer.createSingleProducer(
                        ReadEvent::new, CAPACITY, new BusySpinWaitStrategy()),
                handler);
    }

    /** Reads 32 bits; the reply is the calling thread's. */
    public int read32(int offset, ReplyCell reply) {
        reply.reset();
        long sequence = events.next();
        ReadEvent event = events.get(sequence);
        event.offset = offset;
        event.reply = reply;
        events.publish(sequence);
        while (!reply.isDone()) {
            drain();
        }
        return reply.value();
    }

    private void drain() {
        if (!baton.compareAndSet(false, true)) {
            Thread.onSpinWait();
            return;
        }
        try {
            poller.poll(execution);
        } catch (Exception e) {
            throw new AssertionError("edu's handler throws nothing", e);
        }
        baton.setRelease(false);
    }
}
