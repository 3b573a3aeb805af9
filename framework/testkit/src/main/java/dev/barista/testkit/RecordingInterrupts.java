package dev.barista.testkit;

import dev.barista.pci.InterruptMode;
import dev.barista.pci.InterruptSink;

import java.util.ArrayDeque;
import java.util.Deque;

/** An interrupt controller that writes down what it is told. Thread-safe. */
public final class RecordingInterrupts implements InterruptSink {
    private final Deque<InterruptMessage> messages = new ArrayDeque<>();
    private boolean asserted;
    private int assertions;

    /** Has heard nothing. */
    public RecordingInterrupts() {}

    /** The oldest message, which is thereby taken away. */
    public synchronized InterruptMessage next() {
        InterruptMessage message = messages.poll();
        if (message == null) {
            throw new AssertionError("the device has sent no further interrupt message");
        }
        return message;
    }

    /** How many messages wait for {@link #next}. */
    public synchronized int waiting() {
        return messages.size();
    }

    /** Whether the INTx pin is asserted. */
    public synchronized boolean pinAsserted() {
        return asserted;
    }

    /** How often the INTx pin went from deasserted to asserted. */
    public synchronized int pinAssertions() {
        return assertions;
    }

    /** Forgets the messages that wait. */
    synchronized void clear() {
        messages.clear();
    }

    @Override
    public synchronized boolean message(InterruptMode mode, int vector, long address, int data) {
        messages.add(new InterruptMessage(mode, vector, address, data));
        return true;
    }

    @Override
    public synchronized void intx(boolean level) {
        if (level && !asserted) {
            assertions++;
        }
        asserted = level;
    }

    @Override
    public boolean ownsVectors() {
        return false;
    }
}
