package dev.barista.vfiouser;

import dev.barista.runtime.partition.Attachment;
import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.MessageSocket;

import org.jspecify.annotations.Nullable;

/** Serves one device to one client after another, on a thread of its own. */
final class DeviceServer implements Attachment {
    private static final System.Logger LOGGER = System.getLogger(DeviceServer.class.getName());
    private static final long REMIND_MILLIS = 100;

    private final DeviceEndpoint device;
    private final SocketFile file;
    private final Acceptor acceptor;
    private final ServingOptions options;
    private final Runnable onClosed;
    private final Thread thread;

    // Guarded by this.
    private @Nullable MessageSocket next;
    private @Nullable MessageSocket served;
    private @Nullable ClientConnection connection;
    private boolean started;
    private boolean closed;

    DeviceServer(
            DeviceEndpoint device,
            SocketFile file,
            Acceptor acceptor,
            ServingOptions options,
            Runnable onClosed) {
        this.device = device;
        this.file = file;
        this.acceptor = acceptor;
        this.options = options;
        this.onClosed = onClosed;
        this.thread =
                Thread.ofPlatform()
                        .name("vfio-user " + device.instanceName())
                        .daemon()
                        .unstarted(this::run);
    }

    @Override
    public String address() {
        return file.path().toString();
    }

    @Override
    public void start() {
        synchronized (this) {
            if (started || closed) {
                throw new IllegalStateException("started or closed already");
            }
            started = true;
        }
        thread.start();
        acceptor.add(file.socket(), this::offer);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        file.remove();
        if (started) {
            acceptor.remove(file.socket());
            synchronized (this) {
                notifyAll();
            }
            disturb();
            Uninterruptibly.join(thread, REMIND_MILLIS, this::disturb);
        }
        file.close();
        onClosed.run();
    }

    /** Makes the thread look up from whatever it waits for. */
    private synchronized void disturb() {
        if (served != null) {
            served.shutdown();
        }
        if (connection != null) {
            connection.unblock();
        }
    }

    /**
     * Takes a client if there is no other. One whose client has closed its end is none any more,
     * although the device may still be busy with its last messages.
     */
    private synchronized boolean offer(MessageSocket client) {
        if (closed
                || (served != null && !served.peerHasHungUp())
                || (next != null && !next.peerHasHungUp())) {
            return false;
        }
        if (next != null) {
            next.close();
        }
        next = client;
        notifyAll();
        return true;
    }

    private void run() {
        for (MessageSocket client = await(); client != null; client = await()) {
            try (ClientConnection opened = new ClientConnection(device, client, options)) {
                connected(opened);
                opened.serve();
            } catch (ErrnoException | RuntimeException | InternalError e) {
                // An InternalError is late news of memory that the client has made shorter.
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        () -> device.instanceName() + ": client disconnected by a failure here",
                        e);
            }
            finished(client);
        }
    }

    private synchronized @Nullable MessageSocket await() {
        while (next == null && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Nobody interrupts this thread to end it: close() does that.
            }
        }
        MessageSocket client = next;
        next = null;
        if (client != null && closed) {
            client.close();
            return null;
        }
        served = client;
        return client;
    }

    private synchronized void connected(ClientConnection opened) {
        connection = opened;
        if (closed) {
            disturb();
        }
    }

    private void finished(MessageSocket client) {
        synchronized (this) {
            connection = null;
            served = null;
        }
        client.close();
    }
}
