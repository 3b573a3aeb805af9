package dev.barista.vfiouser.supervision;

import dev.barista.pci.InterruptMode;
import dev.barista.pci.InterruptSink;
import dev.barista.runtime.memory.MemoryRegion;
import dev.barista.runtime.partition.Attachment;
import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.runtime.ring.AccessPort;
import dev.barista.spi.binding.InvalidStateException;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.Mapping;
import dev.barista.vfiouser.ffi.SharedFile;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A device that executes what its supervisor asks.
 *
 * <p>Whatever is sent is sent by an event of the device, after the one that it tells of. So the
 * state that goes with it is that of a device at rest, and has all that the message tells of in it.
 */
final class SupervisedAttachment implements Attachment {
    private static final System.Logger LOGGER =
            System.getLogger(SupervisedAttachment.class.getName());

    private record Interrupt(int mode, int vector, long address, int data) {}

    private final DeviceEndpoint device;
    private final Channel calls;
    private final Channel events;
    private final Runnable onEnd;
    private final Thread thread;
    private final Map<Long, Mapping> mappings = new HashMap<>();
    private final Sink sink = new Sink();

    // All that follows is used by events of the device.
    private final List<Interrupt> interrupts = new ArrayList<>();
    private boolean telling;

    /** Whether an access is about to be executed, or has been but is not answered yet. */
    private boolean accessing;

    private long revision;

    /** The state that the supervisor has. */
    private byte @Nullable [] told;

    SupervisedAttachment(DeviceEndpoint device, Channel calls, Channel events, Runnable onEnd) {
        this.device = device;
        this.calls = calls;
        this.events = events;
        this.onEnd = onEnd;
        this.thread =
                Thread.ofPlatform()
                        .name("supervised " + device.instanceName())
                        .daemon()
                        .unstarted(this::serve);
    }

    @Override
    public String address() {
        return "supervised:" + device.instanceName();
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        calls.shutdown();
        events.shutdown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        device.disconnect();
        device.unmapAll();
        mappings.values().forEach(Mapping::close);
        mappings.clear();
        calls.close();
        events.close();
    }

    private void serve() {
        AccessPort port = device.openPort();
        while (calls.receive()) {
            try {
                long value = execute(port);
                device.execute(() -> answer(value));
            } catch (ErrnoException | RuntimeException e) {
                device.execute(() -> refuse(String.valueOf(e.getMessage())));
            }
        }
        onEnd.run();
    }

    private long execute(AccessPort port) throws ErrnoException {
        switch (calls.kind()) {
            case Frame.READ -> {
                int region = calls.getInt();
                int width = calls.getInt();
                device.execute(() -> accessing = true);
                return port.read(region, calls.getLong(), width);
            }
            case Frame.WRITE -> {
                int region = calls.getInt();
                int width = calls.getInt();
                long offset = calls.getLong();
                device.execute(() -> accessing = true);
                port.write(region, offset, width, calls.getLong());
            }
            case Frame.CONNECT -> {
                sink.mode = InterruptMode.values()[calls.getInt()];
                device.connect(sink);
            }
            case Frame.RETRY -> {
                sink.mode = InterruptMode.values()[calls.getInt()];
                device.retryPendingInterrupts();
            }
            case Frame.DISCONNECT -> device.disconnect();
            case Frame.RESET -> device.reset();
            case Frame.MAP -> map();
            case Frame.UNMAP -> {
                return unmap(calls.getLong(), calls.getLong());
            }
            case Frame.RESTORE -> device.restore(calls.getBytes());
            default -> throw new InvalidStateException("no question: " + calls.kind());
        }
        return 0;
    }

    /** A supervisor whose question was not answered may ask it again. */
    private void map() throws ErrnoException {
        long address = calls.getLong();
        long size = calls.getLong();
        long offset = calls.getLong();
        int access = calls.getInt();
        unmap(address, size);
        try (SharedFile file = new SharedFile(calls.takeFd())) {
            boolean writable = (access & Frame.WRITABLE) != 0;
            Mapping mapping = file.map(offset, size, writable);
            try {
                boolean readable = (access & Frame.READABLE) != 0;
                device.map(
                        file.canShrink()
                                ? MemoryRegion.shrinkable(
                                        address, mapping.segment(), readable, writable, () -> {})
                                : MemoryRegion.mapped(
                                        address, mapping.segment(), readable, writable, () -> {}));
            } catch (RuntimeException e) {
                mapping.close();
                throw e;
            }
            mappings.put(address, mapping);
        }
    }

    private long unmap(long address, long size) {
        if (!device.unmap(address, size)) {
            return 0;
        }
        Mapping mapping = mappings.remove(address);
        if (mapping != null) {
            mapping.close();
        }
        return 1;
    }

    private void answer(long value) {
        accessing = false;
        send(withState(withInterrupts(calls.begin(Frame.DONE, revision++).putLong(value))));
    }

    private void refuse(String reason) {
        accessing = false;
        tell();
        send(
                calls.begin(Frame.FAILED, revision++)
                        .putBytes(reason.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Tells of interrupts, unless an access is under way: its effects may be in the state by now,
     * and a supervisor that had that state without the answer would ask another process to execute
     * the access once more. The answer tells of them then.
     */
    private void tell() {
        telling = false;
        if (!accessing && !interrupts.isEmpty()) {
            send(withState(withInterrupts(events.begin(Frame.EVENT, revision++))));
        }
    }

    /**
     * All that have not been told of. The state that goes with them says that they were sent, so no
     * state goes without them.
     */
    private Channel withInterrupts(Channel frame) {
        frame.putInt(interrupts.size());
        for (Interrupt each : interrupts) {
            frame.putInt(each.mode).putInt(each.vector).putLong(each.address).putInt(each.data);
        }
        interrupts.clear();
        return frame;
    }

    private Channel withState(Channel frame) {
        try {
            byte[] state = device.save();
            if (!Arrays.equals(state, told)) {
                told = state;
                frame.putBytes(state);
            }
        } catch (RuntimeException e) {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    device.instanceName() + " can't be saved; its supervisor keeps an older state",
                    e);
        }
        return frame;
    }

    private static void send(Channel frame) {
        try {
            frame.send();
        } catch (ErrnoException e) {
            // The supervisor has gone; the serving thread sees that too.
        }
    }

    /** Keeps interrupts until the event that they come from is over. */
    private final class Sink implements InterruptSink {
        private volatile InterruptMode mode = InterruptMode.INTX;

        @Override
        public boolean message(InterruptMode kind, int vector, long address, int data) {
            keep(new Interrupt(kind.ordinal(), vector, address, data));
            return true;
        }

        @Override
        public void intx(boolean asserted) {
            keep(new Interrupt(Frame.PIN, asserted ? 1 : 0, 0, 0));
        }

        private void keep(Interrupt interrupt) {
            interrupts.add(interrupt);
            if (!telling) {
                telling = true;
                device.execute(SupervisedAttachment.this::tell);
            }
        }

        @Override
        public boolean ownsVectors() {
            return true;
        }

        @Override
        public InterruptMode clientMode() {
            return mode;
        }
    }
}
