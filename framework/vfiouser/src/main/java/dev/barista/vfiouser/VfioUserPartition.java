package dev.barista.vfiouser;

import dev.barista.runtime.partition.Attachment;
import dev.barista.runtime.partition.BarMemory;
import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.runtime.partition.Partition;
import dev.barista.runtime.partition.PartitionException;
import dev.barista.spi.binding.BarDescription;
import dev.barista.vfiouser.ffi.ErrnoException;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Devices for QEMU and other vfio-user clients, each behind a UNIX socket of its own.
 *
 * <p>A socket's file appears when a device is attached, in the place of one that a server which no
 * longer runs has left, and goes when the attachment is closed or the Java runtime ends in an
 * orderly way, by a signal too. Clients are served one after another; a second one is told that the
 * device is busy.
 *
 * <p>One thread for each device, one more for all. Thread-safe.
 */
public final class VfioUserPartition implements Partition {
    private final Function<String, Path> sockets;
    private final ServingOptions options;
    private final @Nullable TemporaryFolder folder;
    private final Set<SocketFile> files = ConcurrentHashMap.newKeySet();
    private @Nullable Acceptor acceptor;
    private @Nullable Thread hook;

    /**
     * A partition.
     *
     * @param sockets says where the socket of a device goes, by the name of its instance; a path
     *     may have 107 bytes
     * @param waiting how servers wait for messages
     * @throws PartitionException if this is not Linux
     */
    public VfioUserPartition(Function<String, Path> sockets, WaitPolicy waiting) {
        this(sockets, ServingOptions.with(waiting));
    }

    VfioUserPartition(Function<String, Path> sockets, ServingOptions options) {
        this(sockets, options, null);
    }

    private VfioUserPartition(
            Function<String, Path> sockets,
            ServingOptions options,
            @Nullable TemporaryFolder folder) {
        requireLinux();
        this.sockets = sockets;
        this.options = options;
        this.folder = folder;
    }

    /** Why this machine can have no such partition; empty where it can. */
    public static Optional<String> obstacle() {
        String system = System.getProperty("os.name");
        return system.equals("Linux")
                ? Optional.empty()
                : Optional.of("vfio-user needs Linux, and this is " + system);
    }

    /** A partition for one device, with its socket at a path. */
    public static VfioUserPartition at(Path socket) {
        return new VfioUserPartition(instance -> socket, new WaitPolicy.Block());
    }

    /**
     * A partition whose sockets are in a folder, each with its instance's name and {@code .sock}.
     */
    public static VfioUserPartition in(Path folder) {
        return in(folder, new WaitPolicy.Block());
    }

    /** As {@link #in(Path)}, with servers that wait for messages as told. */
    public static VfioUserPartition in(Path folder, WaitPolicy waiting) {
        return new VfioUserPartition(namedIn(folder), waiting);
    }

    /**
     * A partition for clients that this process starts, with its sockets in a temporary folder,
     * which goes as they do.
     *
     * @throws PartitionException if the folder can't be made, or this is not Linux
     */
    public static VfioUserPartition temporary() {
        requireLinux();
        TemporaryFolder folder = new TemporaryFolder();
        return new VfioUserPartition(
                namedIn(folder.path()), ServingOptions.with(new WaitPolicy.Block()), folder);
    }

    private static Function<String, Path> namedIn(Path folder) {
        return instance -> folder.resolve(instance + ".sock");
    }

    private static void requireLinux() {
        obstacle()
                .ifPresent(
                        obstacle -> {
                            throw new PartitionException(obstacle + "; choose another partition");
                        });
    }

    @Override
    public String name() {
        return "vfio-user";
    }

    @Override
    public BarMemory allocate(String instanceName, BarDescription bar) {
        return MemoryFile.create(instanceName, bar);
    }

    @Override
    public Attachment attach(DeviceEndpoint device) {
        Acceptor accepting = acceptor();
        SocketFile file = SocketFile.open(sockets.apply(device.instanceName()));
        files.add(file);
        return new DeviceServer(device, file, accepting, options, () -> files.remove(file));
    }

    @Override
    public synchronized void close() {
        if (acceptor != null) {
            acceptor.close();
            acceptor = null;
        }
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // It runs already, and finds nothing to do.
            }
            hook = null;
        }
        if (folder != null) {
            folder.close();
        }
    }

    private synchronized Acceptor acceptor() {
        if (acceptor == null) {
            try {
                acceptor = new Acceptor();
            } catch (ErrnoException e) {
                throw new PartitionException("can't wait for clients: " + e.getMessage(), e);
            }
            hook = new Thread(this::removeFiles, "vfio-user shutdown");
            Runtime.getRuntime().addShutdownHook(hook);
        }
        return acceptor;
    }

    private void removeFiles() {
        files.forEach(SocketFile::remove);
        if (folder != null) {
            folder.close();
        }
    }
}
