package dev.barista.vfiouser;

import dev.barista.vfiouser.ffi.EventFd;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The interrupts of one kind: which eventfd each goes to, and whether it is masked.
 *
 * <p>One thread sets them up while another fires them. An eventfd that has been replaced may be in
 * use until whoever fires has been through the device's ring.
 */
final class InterruptLines {
    private final AtomicReferenceArray<@Nullable EventFd> eventFds;
    private final AtomicIntegerArray masked;
    private final AtomicInteger assigned = new AtomicInteger();

    InterruptLines(int count) {
        eventFds = new AtomicReferenceArray<>(count);
        masked = new AtomicIntegerArray(count);
    }

    int count() {
        return eventFds.length();
    }

    /** Whether any interrupt has an eventfd. */
    boolean inUse() {
        return assigned.get() > 0;
    }

    /** Says where an interrupt goes; null for nowhere. Answers where it went so far. */
    @Nullable EventFd assign(int index, @Nullable EventFd eventFd) {
        EventFd before = eventFds.getAndSet(index, eventFd);
        assigned.addAndGet((eventFd == null ? 0 : 1) - (before == null ? 0 : 1));
        return before;
    }

    void mask(int index, boolean mask) {
        masked.set(index, mask ? 1 : 0);
    }

    /** Fires an interrupt; answers whether it could. */
    boolean fire(int index) {
        EventFd eventFd = eventFds.get(index);
        return eventFd != null && masked.get(index) == 0 && eventFd.signal();
    }

    /** Fires an interrupt that masks itself by that. */
    void fireAndMask(int index) {
        EventFd eventFd = eventFds.get(index);
        // Masked first: the client may unmask it as soon as it has been fired.
        if (eventFd != null && masked.compareAndSet(index, 0, 1)) {
            eventFd.signal();
        }
    }

    /** Ends a signal that an eventfd holds up; allowed from any thread. */
    void unblock() {
        for (int index = 0; index < count(); index++) {
            EventFd eventFd = eventFds.get(index);
            if (eventFd != null) {
                eventFd.drain();
            }
        }
    }
}
