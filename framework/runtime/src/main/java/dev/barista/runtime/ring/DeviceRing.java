package dev.barista.runtime.ring;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;

import dev.barista.spi.binding.BarHandler;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * The order in which things happen to one device, and the baton that says who makes them happen.
 *
 * <p>The baton is the id of the thread that holds it, 0 while nobody does. Taking it is a
 * compare-and-set, putting it down a release store; so what one holder did to the device is seen by
 * the next. Thread-safe.
 */
public final class DeviceRing implements Executor, AutoCloseable {
    /** Slots, if nobody says. */
    static final int CAPACITY = 1024;

    private static final long FREE = 0;
    private static final int SPINS = 200;

    /** The longest pause of a producer that waits for room: it need not wait for one event. */
    private static final long ROOM_NANOS = 1_000_000;

    private static final VarHandle BATON;
    private static final VarHandle WAITING;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            BATON = lookup.findVarHandle(DeviceRing.class, "baton", long.class);
            WAITING = lookup.findVarHandle(DeviceRing.class, "waiting", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final RingTarget target;
    private final BarHandler[] handlers;
    private final DrainGuard guard;
    private final RingBuffer<AccessEvent> events;
    private final EventPoller<AccessEvent> poller;
    private final Sequence executed;
    private final EventPoller.Handler<AccessEvent> execution =
            (event, sequence, endOfBatch) -> {
                execute(event);
                return true;
            };

    @SuppressWarnings("UnusedVariable") // through BATON
    private long baton;

    /**
     * Whether something may wait in the ring. Producers set it after they have published; who
     * drains clears it before the last look at the ring. So once a producer has gone on, it is not
     * false while the producer's event waits.
     */
    @SuppressWarnings("UnusedVariable") // through WAITING
    private boolean waiting;

    private volatile @Nullable DedicatedThread dedicated;

    /**
     * A ring without a thread of its own.
     *
     * @param guard executes what would otherwise be left behind; shared by the rings of a host
     */
    public DeviceRing(RingTarget target, DrainGuard guard) {
        this(target, guard, CAPACITY);
    }

    /**
     * A ring of another size.
     *
     * @param capacity slots, a power of two: how many events may wait before producers do
     */
    public DeviceRing(RingTarget target, DrainGuard guard, int capacity) {
        this.target = target;
        this.handlers = target.handlers();
        this.guard = guard;
        this.events =
                RingBuffer.createMultiProducer(
                        AccessEvent::new, capacity, new BusySpinWaitStrategy());
        this.poller = events.newPoller();
        this.executed = poller.getSequence();
        events.addGatingSequences(executed);
    }

    /** Gives the ring a thread that executes everything, until {@link #close}. */
    public void dedicate(String threadName) {
        DedicatedThread thread = new DedicatedThread(this, threadName);
        dedicated = thread;
        thread.start();
    }

    /** A way for the calling thread to bring accesses. */
    public AccessPort openPort() {
        return new AccessPort(this);
    }

    /**
     * Executes a task in the ring's order, on whichever thread holds the baton then; may return
     * before it has run. Allowed from the device's own code.
     */
    @Override
    public void execute(Runnable task) {
        long sequence = claim();
        AccessEvent event = events.get(sequence);
        event.kind = AccessEvent.TASK;
        event.task = task;
        event.reply = null;
        publish(sequence);
        settle(sequence);
    }

    /**
     * Executes a task in the ring's order, and returns when it has run.
     *
     * @throws IllegalStateException if called by the device's own code, which would wait for itself
     */
    public void executeAndWait(Runnable task) {
        refuseToWaitForMyself();
        Reply reply = new Reply();
        long sequence = claim();
        AccessEvent event = events.get(sequence);
        event.kind = AccessEvent.TASK;
        event.task = task;
        event.reply = reply;
        publish(sequence);
        await(reply);
    }

    /** Whether the calling thread is executing the device. */
    public boolean isExecuting() {
        return (long) BATON.getOpaque(this) == Thread.currentThread().threadId();
    }

    /** Ends the dedicated thread, if there is one, after it has executed what was published. */
    @Override
    public void close() {
        DedicatedThread thread = dedicated;
        if (thread != null) {
            thread.end();
            dedicated = null;
            drain();
        }
    }

    RingTarget target() {
        return target;
    }

    /** Takes the baton for the calling thread, if it is free and nothing waits in the ring. */
    boolean enterIdle(long me) {
        if (!BATON.compareAndSet(this, FREE, me)) {
            return false;
        }
        if (!(boolean) WAITING.getOpaque(this)) {
            return true;
        }
        leave();
        return false;
    }

    boolean enter() {
        return BATON.compareAndSet(this, FREE, Thread.currentThread().threadId());
    }

    /**
     * Puts the baton down. The look at the flag after it is not ordered behind the store, so it can
     * miss what is published at this very moment: a producer that waits takes the baton itself, one
     * that does not asks the {@link DrainGuard}.
     */
    void leave() {
        BATON.setRelease(this, FREE);
        if ((boolean) WAITING.getOpaque(this)) {
            drain();
        }
    }

    /** Executes what has been published if nobody else is doing so. */
    private void drain() {
        while (hasPublished() && enter()) {
            executePublished();
            BATON.setRelease(this, FREE);
        }
    }

    /** Whether the next event is there; one that is claimed but not yet published is not. */
    boolean hasPublished() {
        return events.isAvailable(executed.get() + 1);
    }

    /** Executes all that is there; the caller holds the baton. */
    void executePublished() {
        try {
            do {
                WAITING.setVolatile(this, false);
                while (poller.poll(execution) == EventPoller.PollState.PROCESSING) {}
                VarHandle.fullFence(); // the flag is down before the last look at the ring
                if (events.getCursor() != executed.get()) {
                    WAITING.setVolatile(this, true); // perhaps behind a slot not yet published
                }
            } while (hasPublished());
        } catch (Exception e) {
            throw new AssertionError("execute() lets nothing out", e);
        }
    }

    /** Whether the device looks for work by itself. */
    boolean polls() {
        return target.polls();
    }

    /**
     * Lets the device look for work; the caller holds the baton. Answers whether there was some.
     */
    boolean poll() {
        try {
            return target.polls() && target.poll();
        } catch (Throwable cause) {
            target.failed(cause);
            return false;
        }
    }

    /** Publishes a read or a write that waits for its execution. */
    long publishAndWait(int kind, int region, int offset, int width, long value, Reply reply) {
        refuseToWaitForMyself();
        reply.reset();
        long sequence = claim();
        fill(sequence, kind, region, offset, width, value, reply);
        publish(sequence);
        return await(reply);
    }

    /** Publishes a write that nobody waits for. */
    void post(int region, int offset, int width, long value) {
        long sequence = claim();
        fill(sequence, AccessEvent.WRITE, region, offset, width, value, null);
        publish(sequence);
        settle(sequence);
    }

    private void fill(
            long sequence,
            int kind,
            int region,
            int offset,
            int width,
            long value,
            @Nullable Reply reply) {
        AccessEvent event = events.get(sequence);
        event.kind = kind;
        event.region = region;
        event.offset = offset;
        event.width = width;
        event.value = value;
        event.reply = reply;
    }

    private void publish(long sequence) {
        events.publish(sequence);
        WAITING.setRelease(this, true);
    }

    /** Claims a slot; while the ring is full, executes or waits for the one who does. */
    private long claim() {
        for (int tries = 0; ; tries++) {
            try {
                return events.tryNext();
            } catch (InsufficientCapacityException full) {
                if (isExecuting()) {
                    throw new IllegalStateException(
                            "the device filled its own ring of "
                                    + events.getBufferSize()
                                    + " events",
                            full);
                }
                drain();
                pause(tries);
            }
        }
    }

    /** Makes sure that a published event will be executed although its producer goes on. */
    private void settle(long sequence) {
        DedicatedThread thread = dedicated;
        if (thread != null) {
            thread.wake();
            return;
        }
        if (isExecuting()) {
            return; // this thread looks at the ring before it puts the baton down
        }
        for (int spin = 0; spin < SPINS; spin++) {
            drain();
            if (executed.get() >= sequence) {
                return;
            }
            Thread.onSpinWait();
        }
        guard.watch(this);
    }

    private long await(Reply reply) {
        DedicatedThread thread = dedicated;
        if (thread != null) {
            thread.wake();
        }
        for (int tries = 0; ; tries++) {
            if (reply.isDone()) {
                return reply.value();
            }
            drain();
            if (reply.isDone()) {
                return reply.value();
            }
            if (tries < SPINS) {
                Thread.onSpinWait();
            } else {
                reply.park(Backoff.nanos(tries - SPINS));
            }
        }
    }

    private static void pause(int tries) {
        if (tries < SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(Math.min(Backoff.nanos(tries - SPINS), ROOM_NANOS));
        }
    }

    private void refuseToWaitForMyself() {
        if (isExecuting()) {
            throw new IllegalStateException(
                    "a device's own code can't wait for an access to the same device");
        }
    }

    private void execute(AccessEvent event) {
        Reply reply = event.reply;
        Runnable task = event.task;
        event.reply = null;
        event.task = null;
        long answer = -1;
        try {
            switch (event.kind) {
                case AccessEvent.READ -> answer = read(event.region, event.offset, event.width);
                case AccessEvent.WRITE ->
                        write(event.region, event.offset, event.width, event.value);
                default -> {
                    if (task != null) {
                        task.run();
                    }
                }
            }
        } catch (Throwable cause) {
            answer = target.failed(cause);
        }
        if (reply != null) {
            reply.complete(answer);
        }
    }

    /** Reads by width; the caller holds the baton and has checked the access. */
    long read(int region, int offset, int width) {
        BarHandler handler = handlers[region];
        return switch (width) {
            case 1 -> Integer.toUnsignedLong(handler.read8(offset));
            case 2 -> Integer.toUnsignedLong(handler.read16(offset));
            case 4 -> Integer.toUnsignedLong(handler.read32(offset));
            default -> handler.read64(offset);
        };
    }

    /** Writes by width; the caller holds the baton and has checked the access. */
    void write(int region, int offset, int width, long value) {
        BarHandler handler = handlers[region];
        switch (width) {
            case 1 -> handler.write8(offset, (int) value);
            case 2 -> handler.write16(offset, (int) value);
            case 4 -> handler.write32(offset, (int) value);
            default -> handler.write64(offset, value);
        }
    }
}
