package dev.barista.vfiouser;

import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.EventFd;
import dev.barista.vfiouser.ffi.ListeningSocket;
import dev.barista.vfiouser.ffi.MessageSocket;
import dev.barista.vfiouser.ffi.PollSet;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/**
 * The one thread that accepts the clients of all devices of a partition. It never waits for a
 * client: one that its device can't take goes to {@link Refusals}.
 */
final class Acceptor implements AutoCloseable {
    /** How long to leave things as they are when this process has no descriptor for a client. */
    private static final int PAUSE_MILLIS = 100;

    private record Listener(ListeningSocket socket, Predicate<MessageSocket> taker) {}

    private static final System.Logger LOGGER = System.getLogger(Acceptor.class.getName());

    private final EventFd wakeUp;
    private final Thread thread;
    private final PollSet ready = new PollSet();
    private final Refusals refusals = new Refusals();

    // Guarded by this.
    private List<Listener> listeners = List.of();
    private boolean closed;

    /** Counted down once the thread looks at the listeners as they are now; guarded by this. */
    private @Nullable CountDownLatch seen;

    Acceptor() throws ErrnoException {
        wakeUp = EventFd.create();
        thread = Thread.ofPlatform().name("vfio-user acceptor").daemon().unstarted(this::run);
        thread.start();
    }

    /**
     * Accepts clients from now on.
     *
     * @param taker takes a client over, or answers false; must not wait
     */
    void add(ListeningSocket socket, Predicate<MessageSocket> taker) {
        synchronized (this) {
            List<Listener> more = new ArrayList<>(listeners);
            more.add(new Listener(socket, taker));
            listeners = List.copyOf(more);
        }
        wakeUp.signal();
    }

    /** Accepts no more clients. When this returns the socket is not used any more. */
    void remove(ListeningSocket socket) {
        CountDownLatch removed;
        synchronized (this) {
            listeners = listeners.stream().filter(each -> each.socket != socket).toList();
            removed = seen == null ? new CountDownLatch(1) : seen;
            seen = removed;
        }
        wakeUp.signal();
        Uninterruptibly.await(removed);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        wakeUp.signal();
        Uninterruptibly.join(thread);
        refusals.close();
        wakeUp.close();
    }

    private void run() {
        while (true) {
            List<Listener> current;
            synchronized (this) {
                if (seen != null) {
                    seen.countDown();
                    seen = null;
                }
                if (closed) {
                    return;
                }
                current = listeners;
            }
            try {
                acceptOnce(current);
            } catch (ErrnoException | RuntimeException e) {
                LOGGER.log(System.Logger.Level.WARNING, "can't accept vfio-user clients", e);
                pause();
            }
        }
    }

    private void acceptOnce(List<Listener> current) throws ErrnoException {
        ready.clear();
        ready.add(wakeUp);
        for (Listener listener : current) {
            ready.add(listener.socket);
        }
        refusals.addTo(ready);
        ready.await(refusals.timeoutMillis());
        wakeUp.drain();
        refusals.answer(ready, 1 + current.size());
        for (int i = 0; i < current.size(); i++) {
            if (ready.isReady(1 + i)) {
                accept(current.get(i));
            }
        }
    }

    private void accept(Listener listener) throws ErrnoException {
        MessageSocket client = listener.socket.accept();
        if (client != null && !listener.taker.test(client)) {
            refusals.add(client);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
