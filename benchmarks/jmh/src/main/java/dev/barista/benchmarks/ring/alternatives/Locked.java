package dev.barista.benchmarks.ring.alternatives;

import dev.barista.spi.binding.BarHandler;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock round the handler, as most device models have.
 *
 * <p>Lost because everybody waits for everybody: a write that could be posted waits for the handler
 * that runs, a timer holds up a vCPU, and there is no order between those who wait. That what
 * happens to a device is a sequence, which can be looked at, paused and saved between two events,
 * would have to be built beside it.
 */
public final class Locked {
    private final BarHandler handler;
    private final Lock lock = new ReentrantLock();
    private final Object monitor = new Object();

    /** A handler with a lock and a monitor. */
    public Locked(BarHandler handler) {
        this.handler = handler;
    }

    /** Reads 32 bits under a {@link ReentrantLock}. */
    public int readLocked(int offset) {
        lock.lock();
        try {
            return handler.read32(offset);
        } finally {
            lock.unlock();
        }
    }

    /** Reads 32 bits in a {@code synchronized} block. */
    public int readSynchronized(int offset) {
        synchronized (monitor) {
            return handler.read32(offset);
        }
    }
}
