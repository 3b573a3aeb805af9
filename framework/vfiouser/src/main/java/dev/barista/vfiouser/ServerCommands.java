package dev.barista.vfiouser;

import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.MessageSocket;
import dev.barista.vfiouser.ffi.PollSet;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.MalformedMessageException;
import dev.barista.vfiouser.protocol.MessageHeader;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * This server's commands to the client, and the answers; through the connection that the client's
 * own commands come through, or through a twin of it.
 *
 * <p>Two threads can want to read from the connection: the one that serves it, for commands, and
 * the one that executes the device and waits for an answer. They may be the same. One of them has
 * the right to read at a time. Who serves has it while it waits for a command, and hands over what
 * turns out to be a reply; it gives the right up while it executes a command, because that may have
 * to wait for the device. Then the device's thread reads: replies are taken, commands are left for
 * later, in their order. So the client never has to wait with sending before it can answer, and
 * each of the two threads can go on unless the client does not answer.
 *
 * <p>Nothing of this is done before there is memory that needs it: {@link #isUsed}.
 */
final class ServerCommands {
    /**
     * How long to wait at most without a look at who may read the connection: the serving thread
     * needs no news from it to go on, if the command that it takes next has been put aside already.
     */
    private static final int SLICE_MILLIS = 10;

    private final MessageSocket connection;
    private final Inbox in;
    private final PollSet ready = new PollSet();

    /** Whose permit it is sends through the connection. */
    private final Semaphore sending = new Semaphore(1);

    /** Whether somebody has the right to read; the serving thread does at first. */
    private final AtomicBoolean reading = new AtomicBoolean(true);

    private @Nullable TwinSocket twin;
    private volatile boolean used;
    private volatile boolean ended;
    private volatile @Nullable Thread device;
    private volatile @Nullable Thread server;
    private volatile @Nullable PendingReply pending;

    ServerCommands(MessageSocket connection, Inbox in) {
        this.connection = connection;
        this.in = in;
    }

    /**
     * Commands may be sent from now on. Called by the thread that serves.
     *
     * @param twin which socket they go through; null for the connection
     */
    void use(@Nullable TwinSocket twin) {
        this.twin = twin;
        used = true;
    }

    /** Whether commands may be sent. */
    boolean isUsed() {
        return used;
    }

    /** The serving thread lets others read, because it may have to wait for them. */
    void stopReading() {
        reading.set(false);
        LockSupport.unpark(device);
    }

    /** The serving thread takes the right to read back. */
    void readAgain() {
        if (reading.compareAndSet(false, true)) {
            return;
        }
        server = Thread.currentThread();
        while (!reading.compareAndSet(false, true)) {
            LockSupport.park(this);
        }
        server = null;
    }

    /** A reply has come through the connection. */
    void take(MessageHeader header, MemorySegment segment, long payload, int length)
            throws MalformedMessageException {
        PendingReply waiting = pending;
        if (waiting == null || twin != null) {
            throw new MalformedMessageException("a reply that nobody waits for");
        }
        waiting.take(header, segment, payload, length);
        LockSupport.unpark(device);
    }

    /** The serving thread sends nothing into the middle of a command. */
    void beginSending() {
        sending.acquireUninterruptibly();
    }

    /** Ends {@link #beginSending}. */
    void endSending() {
        sending.release();
    }

    /** The connection is at its end: whoever waits for an answer gets none. */
    void end() {
        ended = true;
        LockSupport.unpark(device);
    }

    /**
     * Sends a command, and waits until it has been answered. Called by whichever thread executes
     * the device, so by one at a time.
     *
     * @param length bytes of the message, from the segment's beginning
     * @throws ErrnoException if the connection ends first, or the time is over
     * @throws MalformedMessageException if the client sends what it must not
     */
    void exchange(MemorySegment message, long length, PendingReply reply, Deadline deadline)
            throws ErrnoException, MalformedMessageException {
        device = Thread.currentThread();
        pending = reply;
        try {
            if (twin == null) {
                beginSending(deadline);
                try {
                    send(connection, message, length, deadline);
                } finally {
                    sending.release();
                }
            } else {
                send(twin.socket(), message, length, deadline);
            }
            while (!reply.isAnswered()) {
                if (twin == null || !twin.receive(reply)) {
                    awaitNews(null, deadline);
                }
            }
        } finally {
            pending = null;
            device = null;
        }
    }

    private void send(MessageSocket socket, MemorySegment message, long length, Deadline deadline)
            throws ErrnoException, MalformedMessageException {
        long sent = 0;
        while (sent < length) {
            int result = socket.sendSome(message, sent, length - sent);
            if (result >= 0) {
                sent += result;
            } else if (result == -Errno.EAGAIN) {
                awaitNews(socket, deadline);
            } else {
                throw new ErrnoException("send", result);
            }
        }
    }

    /**
     * Waits until there is something to read, which is read if it comes through the connection.
     *
     * @param full a socket to wait for room in too, if any
     */
    private void awaitNews(@Nullable MessageSocket full, Deadline deadline)
            throws ErrnoException, MalformedMessageException {
        if (ended) {
            throw new ErrnoException("an answer", -Errno.ECONNRESET);
        }
        // The serving thread goes first: it can execute commands, and not only put them aside.
        if (server == null && reading.compareAndSet(false, true)) {
            readAhead(full, deadline);
        } else if (twin == null && full == null) {
            LockSupport.parkNanos(this, deadline.nanos());
        } else {
            ready.clear();
            ready.addForEnd(connection);
            await(full, deadline);
        }
    }

    /** Reads once from the connection, and gives the right to do so back. */
    private void readAhead(@Nullable MessageSocket full, Deadline deadline)
            throws ErrnoException, MalformedMessageException {
        try {
            boolean open =
                    in.readAhead(
                            this::take,
                            () -> {
                                ready.clear();
                                ready.add(connection);
                                await(full, deadline);
                            });
            if (!open) {
                throw new ErrnoException("an answer", -Errno.ECONNRESET);
            }
        } finally {
            reading.set(false);
            LockSupport.unpark(server);
        }
    }

    /** Waits a slice of time for what is in the set, for the twin, and for room. */
    private void await(@Nullable MessageSocket full, Deadline deadline) throws ErrnoException {
        if (twin != null) {
            ready.add(twin.socket());
        }
        if (full != null) {
            ready.addForRoom(full);
        }
        ready.await(Math.min(deadline.millis(), SLICE_MILLIS));
    }

    private void beginSending(Deadline deadline) throws ErrnoException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (sending.tryAcquire(deadline.nanos(), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
