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

/** One program in several guests, each with another server's device. */
final class GuestTurns {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int COUNT = 5_000;
    private static final int COUNT_IN_A_ROW = 200_000;

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
        Path mapped = folder.resolve("mapped.sock");
        GuestKit kit = GuestKit.fetch(FetchListener.SILENT);
        try (PeerServer library =
                        PeerServer.start(
                                List.of(programs.libvfioUser().toString(), theirs.toString()),
                                theirs,
                                "0,1",
                                log);
                PeerServer barista =
                        PeerServer.start(JavaCommand.of(ours, "block", "edu"), ours, "0,1", log);
                PeerServer mapping =
                        PeerServer.start(
                                JavaCommand.of(mapped, "block", "mapped"), mapped, "0,1", log);
                Guest libraryGuest = boot(Guest.from(kit).vfioUserDevice(library.socket()));
                Guest baristaGuest = boot(Guest.from(kit).vfioUserDevice(barista.socket()));
                Guest mappingGuest = boot(Guest.from(kit).vfioUserDevice(mapping.socket()));
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
                inARow("QEMU's own edu", builtInGuest, "1234:11e8 --offset 4");
                inARow("Barista, mapped page", mappingGuest, "1234:7e5a --offset 0x1000");
            }
        }
    }

    private static Guest boot(Guest.Builder guest) throws IOException, InterruptedException {
        return guest.programs(new DeviceTools().programs()).boot();
    }

    private void probe(String where, Peer peer, String access, String options)
            throws IOException, InterruptedException {
        JsonNode json = probe(peer.guest(), peer.device() + " --offset 4" + options, COUNT);
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

    /** Reads that are shorter than the clock's own time: only what many take says something. */
    private void inARow(String server, Guest guest, String register)
            throws IOException, InterruptedException {
        JsonNode json = probe(guest, register, COUNT_IN_A_ROW);
        results.add(
                "guest",
                "readl in a row",
                server,
                new Sample(
                        Sample.NONE,
                        Sample.NONE,
                        Sample.NONE,
                        json.at("/batch_mean_ns").asDouble()));
    }

    private static JsonNode probe(Guest guest, String arguments, int count)
            throws IOException, InterruptedException {
        CommandResult result =
                guest.run("mmio-probe %s --count %d".formatted(arguments, count), PATIENCE);
        if (result.exitCode() != 0) {
            throw new IOException("mmio-probe " + arguments + " failed: " + result);
        }
        return JsonMapper.shared().readTree(result.output());
    }
}
