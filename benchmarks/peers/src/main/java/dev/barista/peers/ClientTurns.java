package dev.barista.peers;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The C client against one server after the other, on one core and on two. */
final class ClientTurns {
    private static final int COUNT = 50_000;

    private record Peer(String name, List<String> command) {}

    private final NativePrograms programs;
    private final Path folder;
    private final Results results;

    ClientTurns(NativePrograms programs, Path folder, Results results) {
        this.programs = programs;
        this.folder = folder;
        this.results = results;
    }

    void run(int turns) throws IOException, InterruptedException {
        Path socket = folder.resolve("client.sock");
        String library = programs.libvfioUser().toString();
        Peer blocking = new Peer("libvfio-user", List.of(library, socket.toString()));
        Peer polling =
                new Peer("libvfio-user, polling", List.of(library, socket.toString(), "poll"));
        Peer block = new Peer("Barista, Block", JavaCommand.of(socket, "block", "edu"));
        Peer spin = new Peer("Barista, Spin", JavaCommand.of(socket, "spin", "edu"));
        for (int turn = 0; turn < turns; turn++) {
            for (Peer peer : List.of(blocking, polling, block, spin)) {
                time("two cores", peer, socket, "1", 0);
            }
            for (Peer peer : List.of(blocking, block)) {
                time("one core", peer, socket, "0", 0);
            }
        }
    }

    private void time(String where, Peer peer, Path socket, String serverCpu, int clientCpu)
            throws IOException, InterruptedException {
        try (PeerServer server =
                PeerServer.start(peer.command(), socket, serverCpu, folder.resolve("server.log"))) {
            Process client =
                    new ProcessBuilder(
                                    programs.client().toString(),
                                    server.socket().toString(),
                                    Integer.toString(clientCpu),
                                    Integer.toString(COUNT))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String line =
                    new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (client.waitFor() != 0) {
                throw new IOException("the client failed against " + peer.name());
            }
            JsonNode json = JsonMapper.shared().readTree(line);
            results.add(
                    where,
                    "read",
                    peer.name(),
                    new Sample(
                            json.at("/read_p50").asDouble(),
                            json.at("/read_p99").asDouble(),
                            json.at("/read_p999").asDouble(),
                            Sample.NONE));
            results.add(
                    where,
                    "posted write",
                    peer.name(),
                    new Sample(
                            Sample.NONE,
                            Sample.NONE,
                            Sample.NONE,
                            json.at("/posted_write").asDouble()));
        }
    }
}
