package dev.barista.peers;

import dev.barista.guesttools.DeviceTools;
import dev.barista.qemu.CommandResult;
import dev.barista.qemu.FetchListener;
import dev.barista.qemu.Guest;
import dev.barista.qemu.GuestKit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One program in three guests, each with another server's device. */
final class GuestTurns {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int COUNT = 5_000;

    /** A machine, how its programs find the device, and the processes that are behind it. */
    private record Peer(String name, Guest guest, String device, List<Long> pids) {}

    private final NativePrograms programs;
    private final Path folder;
    private final Results results;

    GuestTurns(NativePrograms programs, Path folder, Results results) {
        this.programs = programs;
        this.folder = folder;
        this.results = results;
    }

    void run(int turns) throws IOException, InterruptedException {
        Path log = folder.resolve("server.log");
        Path theirs = folder.resolve("theirs.sock");
        Path ours = folder.resolve("ours.sock");
        GuestKit kit = GuestKit.fetch(FetchListener.SILENT);
        try (PeerServer library =
                        PeerServer.start(
                                List.of(programs.libvfioUser().toString(), theirs.toString()),
                                theirs,
                                "0,1",
                                log);
                PeerServer barista =
                        PeerServer.start(
                                JavaCommand.of(ServeEdu.class, ours, "block"), ours, "0,1", log);
                Guest libraryGuest = boot(Guest.from(kit).vfioUserDevice(library.socket()));
                Guest baristaGuest = boot(Guest.from(kit).vfioUserDevice(barista.socket()));
                Guest builtInGuest = boot(Guest.from(kit).device("edu"))) {
            List<Peer> peers =
                    List.of(
                            new Peer(
                                    "libvfio-user",
                                    libraryGuest,
                                    "dead:beef",
                                    List.of(libraryGuest.pid(), library.pid())),
                            new Peer(
                                    "Barista, Block",
                                    baristaGuest,
                                    "1234:11e8",
                                    List.of(baristaGuest.pid(), barista.pid())),
                            new Peer(
                                    "QEMU's own edu",
                                    builtInGuest,
                                    "1234:11e8",
                                    List.of(builtInGuest.pid())));
            for (int turn = 0; turn < turns; turn++) {
                for (Peer peer : peers) {
                    probe("guest", peer, "readl", "");
                    probe("guest", peer, "writel", " --write 5");
                    Placement.move(peer.pids(), "0");
                    probe("guest, one core", peer, "readl", "");
                    probe("guest, one core", peer, "writel", " --write 5");
                    Placement.move(peer.pids(), "0,1");
                }
            }
        }
    }

    private static Guest boot(Guest.Builder guest) throws IOException, InterruptedException {
        return guest.programs(new DeviceTools().programs()).boot();
    }

    private void probe(String where, Peer peer, String access, String options)
            throws IOException, InterruptedException {
        CommandResult result =
                peer.guest()
                        .run(
                                "mmio-probe %s --offset 4 --count %d%s"
                                        .formatted(peer.device(), COUNT, options),
                                PATIENCE);
        if (result.exitCode() != 0) {
            throw new IOException("the probe failed against " + peer.name() + ": " + result);
        }
        JsonNode json = JsonMapper.shared().readTree(result.output());
        results.add(
                where,
                access,
                peer.name(),
                new Sample(
                        json.at("/p50_ns").asDouble(),
                        json.at("/p99_ns").asDouble(),
                        json.at("/p999_ns").asDouble(),
                        json.at("/batch_mean_ns").asDouble()));
    }
}
