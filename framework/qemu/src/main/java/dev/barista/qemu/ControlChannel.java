package dev.barista.qemu;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Lines to and from the guest's init, each way with a deadline. For one thread at a time. */
final class ControlChannel implements AutoCloseable {
    /** A longer line is delivered in pieces: no guest makes this host keep more. */
    static final int LONGEST_LINE = 1 << 16;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer received = ByteBuffer.allocate(LONGEST_LINE).flip();

    ControlChannel(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        selector = Selector.open();
        key = channel.register(selector, SelectionKey.OP_READ);
    }

    /** Sends a line. Returns false when the guest doesn't take it before the deadline. */
    boolean send(String line, long deadlineNanos) throws IOException, InterruptedException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
        interest(SelectionKey.OP_WRITE);
        try {
            while (true) {
                requireNotInterrupted();
                channel.write(bytes);
                if (!bytes.hasRemaining()) {
                    return true;
                }
                if (!await(deadlineNanos)) {
                    return false;
                }
            }
        } finally {
            interest(SelectionKey.OP_READ);
        }
    }

    private void interest(int operation) throws ClosedChannelException {
        try {
            key.interestOps(operation);
        } catch (CancelledKeyException e) {
            throw new ClosedChannelException();
        }
    }

    /**
     * The next line without its end, or null when none comes before the deadline.
     *
     * @throws IOException when either end has closed the channel
     */
    @Nullable String receive(long deadlineNanos) throws IOException, InterruptedException {
        int searched = 0;
        while (true) {
            for (int i = received.position() + searched; i < received.limit(); i++) {
                if (received.get(i) == '\n') {
                    return take(i - received.position(), 1);
                }
            }
            searched = received.remaining();
            if (searched == LONGEST_LINE) {
                return take(searched, 0);
            }
            received.compact();
            try {
                requireNotInterrupted();
                int count = channel.read(received);
                if (count < 0) {
                    throw new EOFException();
                }
                if (count == 0 && !await(deadlineNanos)) {
                    return null;
                }
            } finally {
                received.flip();
            }
        }
    }

    private String take(int length, int terminator) {
        String line =
                StandardCharsets.UTF_8
                        .decode(received.slice(received.position(), length))
                        .toString();
        received.position(received.position() + length + terminator);
        return line;
    }

    private boolean await(long deadlineNanos) throws IOException, InterruptedException {
        long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            return false;
        }
        try {
            selector.selectedKeys().clear();
            int ready = selector.select(millis);
            requireNotInterrupted();
            return ready > 0;
        } catch (ClosedSelectorException e) {
            throw new ClosedChannelException();
        }
    }

    /** An interrupted thread that touches a channel would close it. */
    private static void requireNotInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting for the guest");
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
