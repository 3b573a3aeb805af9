package dev.barista.vfiouser;

import dev.barista.vfiouser.ffi.EventFd;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The interrupts of one kind: which eventfds each goes to, and whether it is masked.
 *
 * <p>One thread sets them up while another fires them. An eventfd that has been replaced may be in
 * use until whoever fires has been through the device's ring.
 */
final class InterruptLines {
    private final AtomicReferenceArray<@Nullable EventFd> fired;
    private final AtomicReferenceArray<@Nullable EventFd> maskings;
    private final AtomicReferenceArray<@Nullable EventFd> unmaskings;
    private final AtomicIntegerArray masked;
    private final AtomicInteger assigned = new AtomicInteger();

    InterruptLines(int count) {
        fired = new AtomicReferenceArray<>(count);
        maskings = new AtomicReferenceArray<>(count);
        unmaskings = new AtomicReferenceArray<>(count);
        masked = new AtomicIntegerArray(count);
    }

    int count() {
        return fired.length();
    }

    /** Whether any interrupt has an eventfd. */
    boolean inUse() {
        return assigned.get() > 0;
    }

    /**
     * Says where an interrupt's event goes; null for nowhere. An interrupt that goes nowhere is not
     * masked any more. Answers where it went so far.
     */
    @Nullable EventFd assign(LineEvent event, int index, @Nullable EventFd eventFd) {
        EventFd before = eventFds(event).getAndSet(index, eventFd);
        if (event == LineEvent.FIRED) {
            assigned.addAndGet((eventFd == null ? 0 : 1) - (before == null ? 0 : 1));
            if (eventFd == null) {
                masked.set(index, 0);
            }
        }
        return before;
    }

    /** Masks or unmasks an interrupt, and tells who wants to know if that changes anything. */
    void mask(int index, boolean mask) {
        int wanted = mask ? 1 : 0;
        if (masked.getAndSet(index, wanted) != wanted) {
            signal(mask ? maskings : unmaskings, index);
        }
    }

    /** Fires an interrupt; answers whether it could. */
    boolean fire(int index) {
        return masked.get(index) == 0 && signal(fired, index);
    }

    /** Fires an interrupt that masks itself by that. */
    void fireAndMask(int index) {
        EventFd eventFd = fired.get(index);
        // Masked first: the client may unmask it as soon as it has been fired.
        if (eventFd != null && masked.compareAndSet(index, 0, 1)) {
            signal(maskings, index);
            eventFd.signal();
        }
    }

    /** Ends a signal that an eventfd holds up; allowed from any thread. */
    void unblock() {
        for (LineEvent event : LineEvent.values()) {
            for (int index = 0; index < count(); index++) {
                EventFd eventFd = eventFds(event).get(index);
                if (eventFd != null) {
                    eventFd.drain();
                }
            }
        }
    }

    private AtomicReferenceArray<@Nullable EventFd> eventFds(LineEvent event) {
        return switch (event) {
            case FIRED -> fired;
            case MASKED -> maskings;
            case UNMASKED -> unmaskings;
        };
    }

    private static boolean signal(AtomicReferenceArray<@Nullable EventFd> eventFds, int index) {
        EventFd eventFd = eventFds.get(index);
        return eventFd != null && eventFd.signal();
    }
}
