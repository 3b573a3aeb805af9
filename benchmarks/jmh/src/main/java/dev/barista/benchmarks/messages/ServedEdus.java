package dev.barista.benchmarks.messages;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barista.runtime.HdvHost;
import dev.barista.runtime.HostedDevice;
import dev.barista.vfiouser.VfioUserPartition;
import dev.barista.vfiouser.WaitPolicy;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.MessageSocket;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.MessageHeader;
import dev.barista.vfiouser.protocol.Version;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Some edu devices in one host, each behind a socket with a client of this process. */
public final class ServedEdus implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment read = arena.allocate(RegionMessages.READ_SIZE);
    private final MemorySegment write = arena.allocate(RegionMessages.WRITE_SIZE);
    private final MemorySegment reply = arena.allocate(8192);
    private final Path folder;
    private final HdvHost host;
    private final MessageSocket[] clients;

    /** Serves so many devices, and connects to each. */
    public ServedEdus(int count, WaitPolicy waiting) {
        RegionMessages.putRead(read, 4);
        RegionMessages.putPostedWrite(write, 4);
        try {
            folder = Files.createTempDirectory("served-edus");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        HdvHost.Builder builder =
                HdvHost.builder()
                        .partition(
                                new VfioUserPartition(
                                        instance -> folder.resolve(instance + ".sock"), waiting));
        for (int i = 0; i < count; i++) {
            builder.device("edu", Map.of());
        }
        host = builder.open();
        List<MessageSocket> connected = new ArrayList<>();
        for (HostedDevice device : host.devices()) {
            connected.add(connect(Path.of(host.address(device))));
        }
        clients = connected.toArray(MessageSocket[]::new);
    }

    /** Reads a register of a device, and waits for the answer. */
    public int read(int device) {
        clients[device].send(read, RegionMessages.READ_SIZE);
        receive(clients[device], RegionMessages.WRITE_SIZE);
        return reply.get(JAVA_INT_UNALIGNED, RegionMessages.READ_SIZE);
    }

    /** Posts a write to a register of a device. */
    public int post(int device) {
        return clients[device].send(write, RegionMessages.WRITE_SIZE);
    }

    @Override
    public void close() {
        for (MessageSocket client : clients) {
            client.close();
        }
        host.close();
        arena.close();
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MessageSocket connect(Path socket) {
        MessageSocket client;
        try {
            client = MessageSocket.connect(socket);
        } catch (ErrnoException e) {
            throw new IllegalStateException("nobody serves " + socket, e);
        }
        byte[] capabilities = "{\"capabilities\":{\"max_msg_fds\":8}}\0".getBytes(UTF_8);
        int size = MessageHeader.SIZE + Version.SIZE + capabilities.length;
        MemorySegment request = arena.allocate(size);
        new MessageHeader().wrap(request, 0).command(Command.VERSION).messageSize(size);
        new Version().wrap(request, MessageHeader.SIZE).major(0).minor(1);
        request.asSlice(MessageHeader.SIZE + Version.SIZE)
                .copyFrom(MemorySegment.ofArray(capabilities));
        client.send(request, size);
        receive(client, MessageHeader.SIZE);
        return client;
    }

    /** Receives so many bytes at least; the server sends an answer with one call. */
    private void receive(MessageSocket client, int size) {
        int received = 0;
        while (received < size) {
            int result = client.receive(reply, received, reply.byteSize() - received, true);
            if (result <= 0) {
                throw new IllegalStateException("the server has gone: " + result);
            }
            received += result;
        }
    }
}
