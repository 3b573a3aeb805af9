package dev.barista.vfiouser.supervision;

import dev.barista.runtime.partition.Attachment;
import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.runtime.partition.Partition;
import dev.barista.runtime.partition.PartitionException;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.MessageSocket;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Where the device of a child process is reached by its supervisor. For one device. */
public final class SupervisedPartition implements Partition {
    private final Path socket;
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * A partition.
     *
     * @param socket where the supervisor waits
     */
    public SupervisedPartition(Path socket) {
        this.socket = socket;
    }

    /** Returns when the supervisor is gone. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    @Override
    public String name() {
        return "supervised";
    }

    @Override
    public Attachment attach(DeviceEndpoint device) {
        try {
            Channel calls = new Channel(MessageSocket.connect(socket));
            try {
                Channel events = new Channel(MessageSocket.connect(socket));
                return new SupervisedAttachment(device, calls, events, ended::countDown);
            } catch (ErrnoException e) {
                calls.close();
                throw e;
            }
        } catch (ErrnoException e) {
            throw new PartitionException(
                    "no supervisor waits at %s: %s; 'barista serve --supervise' starts this command"
                            .formatted(socket, e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        ended.countDown();
    }
}
