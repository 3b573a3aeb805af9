package dev.barista.vfiouser;

import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.MessageSocket;
import dev.barista.vfiouser.ffi.PollSet;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.MessageHeader;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/**
 * Clients that came while another was connected. Their first message is answered with {@link
 * Errno#EBUSY} and the connection closed; who says nothing is disconnected after a second. Used by
 * one thread.
 */
final class Refusals implements AutoCloseable {
    private static final int LIMIT = 16;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Refused(MessageSocket client, long since) {}

    private final Deque<Refused> waiting = new ArrayDeque<>();
    private final MemorySegment buffer = Arena.ofAuto().allocate(4096);
    private final MessageHeader header = new MessageHeader().wrap(buffer, 0);

    /** Takes a client over. If there are too many, the one that has been quiet longest goes. */
    void add(MessageSocket client) {
        if (waiting.size() == LIMIT) {
            waiting.remove().client.close();
        }
        waiting.add(new Refused(client, System.nanoTime()));
    }

    /** Adds all clients to a set, in their order. */
    void addTo(PollSet ready) {
        waiting.forEach(each -> ready.add(each.client));
    }

    /** How long the set may be waited for; negative for as long as it takes. */
    int timeoutMillis() {
        return waiting.isEmpty() ? -1 : (int) TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS) / 4;
    }

    /** Answers those that are ready; the first one's index in the set is given. */
    void answer(PollSet ready, int first) {
        int index = first;
        for (Iterator<Refused> each = waiting.iterator(); each.hasNext(); index++) {
            Refused refused = each.next();
            if (ready.isReady(index)) {
                refuse(refused.client);
            } else if (System.nanoTime() - refused.since < PATIENCE_NANOS) {
                continue;
            }
            refused.client.close();
            each.remove();
        }
    }

    private void refuse(MessageSocket client) {
        int received = client.receive(buffer, 0, buffer.byteSize(), false);
        for (Fd fd : client.takeFds()) {
            fd.close();
        }
        int asks = MessageHeader.TYPE_MASK | MessageHeader.NO_REPLY;
        if (received >= MessageHeader.SIZE && (header.flags() & asks) == 0) {
            try {
                new Outbox(client, buffer.asSlice(MessageHeader.SIZE))
                        .replyError(header, Errno.EBUSY);
            } catch (ErrnoException e) {
                // It has gone already.
            }
        }
    }

    @Override
    public void close() {
        waiting.forEach(each -> each.client.close());
        waiting.clear();
    }
}
