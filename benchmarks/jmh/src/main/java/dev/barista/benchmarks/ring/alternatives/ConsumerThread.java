package dev.barista.benchmarks.ring.alternatives;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;

import dev.barista.spi.binding.BarHandler;

import java.util.concurrent.locks.LockSupport;

/**
 * The Disruptor as it is usually used: a thread of the device's own consumes the ring, and who
 * reads hands over to it and waits. Both sides wait in the same way.
 *
 * <p>Lost because a read crosses to another core and back: some hundred nanoseconds where both
 * sides burn a core, and two wake-ups where they sleep. It pays where handlers are long; a device
 * can ask for it.
 */
public final class ConsumerThread implements AutoCloseable {
    /** How both sides wait. */
    public enum Waiting {
        /** In a loop, at the price of a core. */
        BUSY_SPIN,
        /** In a loop that offers its core to others. */
        YIELDING,
        /** Asleep. */
        BLOCKING
    }

    private static final int CAPACITY = 1024;

    private final Waiting waiting;
    private final Disruptor<ReadEvent> disruptor;
    private final RingBuffer<ReadEvent> events;

    /** Starts the thread. */
    public ConsumerThread(BarHandler handler, Waiting waiting) {
        this.waiting = waiting;
        disruptor =
                new Disruptor<>(
                        ReadEvent::new,
                        CAPACITY,
                        Thread.ofPlatform().name("consumer").daemon().factory(),
                        ProducerType.MULTI,
                        consumerWaits());
        disruptor.handleEventsWith(
                (event, sequence, endOfBatch) -> {
                    ReplyCell reply = event.execute(handler);
                    if (waiting == Waiting.BLOCKING) {
                        reply.unparkOwner();
                    }
                });
        events = disruptor.start();
    }

    private WaitStrategy consumerWaits() {
        return switch (waiting) {
            case BUSY_SPIN -> new BusySpinWaitStrategy();
            case YIELDING -> new YieldingWaitStrategy();
            case BLOCKING -> new BlockingWaitStrategy();
        };
    }

    /** Reads 32 bits; the reply is the calling thread's. */
    @SuppressWarnings("ThreadPriorityCheck") // yielding is one of the ways to wait
    public int read32(int offset, ReplyCell reply) {
        reply.reset();
        long sequence = events.next();
        ReadEvent event = events.get(sequence);
        event.offset = offset;
        event.reply = reply;
        events.publish(sequence);
        while (!reply.isDone()) {
            switch (waiting) {
                case BUSY_SPIN -> Thread.onSpinWait();
                case YIELDING -> Thread.yield();
                case BLOCKING -> LockSupport.park(this);
            }
        }
        return reply.value();
    }

    /** Ends the thread. */
    @Override
    public void close() {
        disruptor.shutdown();
    }
}
