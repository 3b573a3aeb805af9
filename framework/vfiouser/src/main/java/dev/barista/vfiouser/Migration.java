package dev.barista.vfiouser;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.spi.binding.InvalidStateException;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.Limits;
import dev.barista.vfiouser.protocol.MigrationData;
import dev.barista.vfiouser.protocol.MigrationState;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/**
 * The migration of a device: its state machine, {@link Command#MIG_DATA_READ} and {@link
 * Command#MIG_DATA_WRITE}. Each message answers 0, the length of the reply, or an error number
 * negated.
 *
 * <p>In a state in which the device is stopped it runs no timer, starts no offloaded work and sends
 * no interrupt, and its BARs can be read but not written. What is saved is what {@link
 * DeviceEndpoint#save} says; at the destination a device starts again what its registers say is
 * under way.
 *
 * <p>A device that runs is not followed in what it changes: each time its data have been read to
 * their end, the next read begins with its state as it is then.
 */
final class Migration {
    /** Offloaded work may take that long to end before a device counts as one that can't stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** How much of what is written is kept at most; only the end of it is looked at. */
    private static final int MOST_BYTES = 2 * StateRecord.MOST_RECORD_BYTES;

    private static final System.Logger LOGGER = System.getLogger(Migration.class.getName());

    private final DeviceEndpoint device;
    private final ClientInterrupts interrupts;
    private final RegionAccesses regions;
    private final MigrationData data = new MigrationData();
    private int state = MigrationState.RUNNING;

    /** What is read, and how much of it has been. */
    private byte @Nullable [] outgoing;

    private int outgoingDone;

    /** Whether the client has been told, by fewer bytes than it wanted, that this is all. */
    private boolean outgoingOver;

    /** What has been written. */
    private @Nullable ByteArrayOutputStream incoming;

    Migration(DeviceEndpoint device, ClientInterrupts interrupts, RegionAccesses regions) {
        this.device = device;
        this.interrupts = interrupts;
        this.regions = regions;
    }

    /** One of {@link MigrationState}. */
    int state() {
        return state;
    }

    /**
     * Goes to a state. Answers 0, or an error number negated; the state is the one reached then.
     */
    int enter(int wanted) {
        while (state != wanted) {
            int next = MigrationArcs.next(state, wanted);
            if (next < 0) {
                return -Errno.EINVAL;
            }
            int result = follow(next);
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }

    private int follow(int next) {
        try {
            int result =
                    switch (next) {
                        case MigrationState.STOP -> stop();
                        case MigrationState.RUNNING -> run();
                        case MigrationState.STOP_COPY -> copyStopped();
                        case MigrationState.RESUMING -> receive();
                        default -> copyRunning();
                    };
            if (result == 0) {
                state = next;
            }
            return result;
        } catch (InvalidStateException e) {
            LOGGER.log(
                    System.Logger.Level.DEBUG,
                    () -> device.instanceName() + " can't be migrated: " + e.getMessage());
            if (state == MigrationState.RESUMING) {
                state = MigrationState.ERROR; // what it was before the migration is gone
            }
            return -Errno.EINVAL;
        }
    }

    private int stop() {
        if (state == MigrationState.RUNNING) {
            return halt();
        }
        ByteArrayOutputStream received = incoming;
        incoming = null;
        outgoing = null;
        if (received != null) {
            device.restore(StateRecord.lastOf(received.toByteArray()));
        }
        return 0;
    }

    private int run() {
        outgoing = null;
        if (state == MigrationState.STOP) {
            goOn();
        }
        return 0;
    }

    private int copyRunning() {
        read(device.save());
        return 0;
    }

    private int copyStopped() {
        boolean runs = state == MigrationState.PRE_COPY;
        int result = runs ? halt() : 0;
        if (result != 0) {
            return result;
        }
        try {
            read(device.save());
        } catch (InvalidStateException e) {
            if (runs) {
                goOn();
            }
            throw e;
        }
        return 0;
    }

    private int receive() {
        incoming = new ByteArrayOutputStream();
        return 0;
    }

    private void read(byte[] saved) {
        outgoing = StateRecord.of(saved);
        outgoingDone = 0;
        outgoingOver = false;
    }

    private int halt() {
        interrupts.hold(true);
        regions.freeze(true);
        if (device.pause(PATIENCE)) {
            return 0;
        }
        goOn();
        return -Errno.EBUSY;
    }

    private void goOn() {
        interrupts.hold(false);
        regions.freeze(false);
        device.resume();
        device.retryPendingInterrupts();
    }

    /** The device has been reset: it runs, and nothing is left of a migration. */
    void reset() {
        incoming = null;
        outgoing = null;
        boolean runs = state == MigrationState.RUNNING || state == MigrationState.PRE_COPY;
        state = MigrationState.RUNNING;
        if (!runs) {
            goOn();
        }
    }

    /** The client has gone: a device that was about to take another state over has none. */
    void abandon() {
        if (state == MigrationState.RESUMING || state == MigrationState.ERROR) {
            device.reset();
        }
        reset();
    }

    int read(Inbox in, Outbox out) {
        if (in.payloadLength() != MigrationData.SIZE) {
            return -Errno.EINVAL;
        }
        data.wrap(in.segment(), in.payload());
        int size = data.size();
        byte[] bytes = outgoing;
        if (bytes == null
                || size < 0
                || size > Limits.MAX_DATA_XFER_SIZE
                || Integer.compareUnsigned(data.argsz(), MigrationData.SIZE + size) < 0) {
            return -Errno.EINVAL;
        }
        if (outgoingOver && state == MigrationState.PRE_COPY) {
            return readAnew(in, out);
        }
        int count = Math.min(size, bytes.length - outgoingDone);
        outgoingOver = count < size;
        data.wrap(out.segment(), Outbox.PAYLOAD).argsz(MigrationData.SIZE + count).size(count);
        long start = Outbox.PAYLOAD + MigrationData.SIZE;
        MemorySegment.copy(bytes, outgoingDone, out.segment(), JAVA_BYTE, start, count);
        // Clients, libvfio-user's among them, receive as much as they have asked for.
        out.segment().asSlice(start + count, size - count).fill((byte) 0);
        outgoingDone += count;
        return MigrationData.SIZE + size;
    }

    /** A device that runs has another state by now. */
    private int readAnew(Inbox in, Outbox out) {
        try {
            read(device.save());
        } catch (InvalidStateException e) {
            return -Errno.EINVAL;
        }
        return read(in, out);
    }

    int write(Inbox in) {
        if (in.payloadLength() < MigrationData.SIZE) {
            return -Errno.EINVAL;
        }
        data.wrap(in.segment(), in.payload());
        int size = data.size();
        ByteArrayOutputStream received = incoming;
        if (received == null
                || size < 0
                || size > Limits.MAX_DATA_XFER_SIZE
                || in.payloadLength() != MigrationData.SIZE + size) {
            return -Errno.EINVAL;
        }
        if (received.size() > MOST_BYTES - size) {
            byte[] all = received.toByteArray();
            received.reset();
            received.write(
                    all, all.length - StateRecord.MOST_RECORD_BYTES, StateRecord.MOST_RECORD_BYTES);
        }
        byte[] bytes = new byte[size];
        MemorySegment.copy(
                in.segment(), JAVA_BYTE, in.payload() + MigrationData.SIZE, bytes, 0, size);
        received.write(bytes, 0, size);
        return 0;
    }
}
