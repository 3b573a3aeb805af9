package dev.barista.vfiouser;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.EventFd;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.IrqIndex;
import dev.barista.vfiouser.protocol.IrqSet;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** {@link Command#DEVICE_SET_IRQS}. */
final class InterruptSetup {
    private final DeviceEndpoint device;
    private final ClientInterrupts interrupts;
    private final IrqSet request = new IrqSet();

    InterruptSetup(DeviceEndpoint device, ClientInterrupts interrupts) {
        this.device = device;
        this.interrupts = interrupts;
    }

    /** Answers 0, the length of the reply, or an error number negated. */
    int set(Inbox in) {
        if (in.payloadLength() < IrqSet.SIZE) {
            return -Errno.EINVAL;
        }
        request.wrap(in.segment(), in.payload());
        int flags = request.flags();
        int data = flags & IrqSet.DATA_TYPES;
        int action = flags & IrqSet.ACTION_TYPES;
        int index = request.index();
        int start = request.start();
        int count = request.count();
        int bools = data == IrqSet.DATA_BOOL ? count : 0;
        if (Integer.compareUnsigned(request.argsz(), IrqSet.SIZE) < 0
                || (data | action) != flags
                || Integer.bitCount(data) != 1
                || Integer.bitCount(action) != 1
                || index < 0
                || index >= IrqIndex.COUNT
                || start < 0
                || count < 0
                || start > interrupts.lines(index).count() - count
                || in.payloadLength() - IrqSet.SIZE != bools) {
            return -Errno.EINVAL;
        }
        InterruptLines lines = interrupts.lines(index);
        if (data == IrqSet.DATA_EVENTFD) {
            return assign(in, lines, LineEvent.of(action), start, count);
        }
        if (in.fdCount() != 0) {
            return -Errno.EINVAL;
        }
        if (count == 0) {
            return start == 0 && flags == (IrqSet.DATA_NONE | IrqSet.ACTION_TRIGGER)
                    ? releaseAll(lines)
                    : -Errno.EINVAL;
        }
        for (int i = 0; i < count; i++) {
            if (data == IrqSet.DATA_NONE || isChosen(in, i)) {
                act(lines, action, start + i);
            }
        }
        if (action == IrqSet.ACTION_UNMASK) {
            device.retryPendingInterrupts();
        }
        return 0;
    }

    /** Takes all eventfds away, once the device sends no interrupts any more. */
    void releaseAll() {
        for (int index = 0; index < IrqIndex.COUNT; index++) {
            closeAll(replaceAll(interrupts.lines(index)));
        }
    }

    /** Ends a signal that an eventfd holds up; allowed from any thread. */
    void unblock() {
        for (int index = 0; index < IrqIndex.COUNT; index++) {
            interrupts.lines(index).unblock();
        }
    }

    private int assign(Inbox in, InterruptLines lines, LineEvent event, int start, int count) {
        if (in.fdCount() != 0 && in.fdCount() != count) {
            return -Errno.EINVAL;
        }
        List<EventFd> eventFds = new ArrayList<>(count);
        try {
            for (int i = 0; i < in.fdCount(); i++) {
                eventFds.add(EventFd.adopt(in.takeFd(i)));
            }
        } catch (ErrnoException e) {
            closeAll(eventFds);
            return -e.errno();
        }
        return settle(replace(lines, event, start, count, eventFds));
    }

    private int releaseAll(InterruptLines lines) {
        return settle(replaceAll(lines));
    }

    /** Delivers what can be delivered now. After that nobody uses the eventfds before any more. */
    private int settle(List<EventFd> before) {
        device.retryPendingInterrupts();
        closeAll(before);
        return 0;
    }

    private static List<EventFd> replaceAll(InterruptLines lines) {
        List<EventFd> before = new ArrayList<>();
        for (LineEvent event : LineEvent.values()) {
            before.addAll(replace(lines, event, 0, lines.count(), List.of()));
        }
        return before;
    }

    /** Puts eventfds in the place of others, or none at all; answers those others. */
    private static List<EventFd> replace(
            InterruptLines lines, LineEvent event, int start, int count, List<EventFd> eventFds) {
        List<EventFd> before = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            @Nullable EventFd after = eventFds.isEmpty() ? null : eventFds.get(i);
            EventFd replaced = lines.assign(event, start + i, after);
            if (replaced != null) {
                before.add(replaced);
            }
        }
        return before;
    }

    private static void act(InterruptLines lines, int action, int index) {
        switch (action) {
            case IrqSet.ACTION_MASK -> lines.mask(index, true);
            case IrqSet.ACTION_UNMASK -> lines.mask(index, false);
            default -> lines.fire(index);
        }
    }

    private static boolean isChosen(Inbox in, int index) {
        return in.segment().get(JAVA_BYTE, in.payload() + IrqSet.SIZE + index) != 0;
    }

    private static void closeAll(List<EventFd> eventFds) {
        eventFds.forEach(EventFd::close);
    }
}
