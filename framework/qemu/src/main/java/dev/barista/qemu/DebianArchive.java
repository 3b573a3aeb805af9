package dev.barista.qemu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Debian's package archive: which mirror, which keys, and how packages are had from it. */
final class DebianArchive {
    static final String RELEASE = "trixie";

    /** Where QEMU comes from: the release itself has 10.0, and vfio-user came with 10.1. */
    static final String BACKPORTS = RELEASE + "-backports";

    private static final String DEFAULT_MIRROR = "http://deb.debian.org/debian";
    private static final String KEYRING_PACKAGE = "debian-archive-keyring";

    private final String mirror;
    private final AptFolder apt;

    private DebianArchive(String mirror, AptFolder apt) {
        this.mirror = mirror;
        this.apt = apt;
    }

    /**
     * Reads the archive's index.
     *
     * @param folder exists and is empty; kept by the archive
     * @param hostKeyring the public keys of Debian's archive on a Debian host. Where there are
     *     none, or too old ones, they come from the host's own archive, which its own keys vouch
     *     for.
     */
    static DebianArchive open(Path folder, String mirror, Path hostKeyring)
            throws IOException, InterruptedException {
        if (Files.exists(hostKeyring)) {
            DebianArchive archive = connect(folder.resolve("debian"), mirror, hostKeyring);
            HostProgram.Result result = archive.update();
            if (result.succeeded()) {
                return archive;
            }
            if (!isAboutKeys(result.errors())) {
                throw archive.failure("read Debian's package index", result);
            }
        }
        Path keyring = keyringOfHostsArchive(folder);
        DebianArchive archive = connect(folder.resolve("debian-with-new-keys"), mirror, keyring);
        HostProgram.Result result = archive.update();
        if (!result.succeeded()) {
            throw archive.failure("read Debian's package index", result);
        }
        return archive;
    }

    private static DebianArchive connect(Path folder, String mirror, Path keyring)
            throws IOException {
        Files.createDirectory(folder);
        return new DebianArchive(
                mirror, AptFolder.ofDebian(folder, mirror, RELEASE, BACKPORTS, keyring));
    }

    private HostProgram.Result update() throws IOException, InterruptedException {
        return apt.run("apt-get", "-q", "update");
    }

    private static Path keyringOfHostsArchive(Path folder)
            throws IOException, InterruptedException {
        AptFolder host = AptFolder.ofHost(Files.createDirectory(folder.resolve("host")));
        // What the host's sources can't give doesn't matter as long as the keyring is among them.
        host.run("apt-get", "-q", "update");
        HostProgram.Result result = host.run("apt-get", "-q", "download", KEYRING_PACKAGE);
        if (!result.succeeded()) {
            throw new GuestException(
                    "the keys of Debian's archive are missing or too old, and the host's own"
                            + " archive doesn't have them; install the package "
                            + KEYRING_PACKAGE
                            + complaints(result));
        }
        Path unpacked = folder.resolve("keyring");
        for (Path file : packages(host.archives())) {
            DebianPackage.unpack(file, unpacked);
        }
        for (String name : List.of("debian-archive-keyring.gpg", "debian-archive-keyring.pgp")) {
            Path keyring = unpacked.resolve("usr/share/keyrings").resolve(name);
            if (Files.exists(keyring)) {
                return keyring;
            }
        }
        throw new GuestException("the host's package " + KEYRING_PACKAGE + " holds no keyring");
    }

    /**
     * The Debian mirror to use: the system property {@code barista.mirror}, else the environment's
     * BARISTA_MIRROR, else the one that the host uses itself, else Debian's own.
     */
    static String mirror(Path folder) throws IOException, InterruptedException {
        String chosen = System.getProperty("barista.mirror", System.getenv().get("BARISTA_MIRROR"));
        if (chosen != null && !chosen.isEmpty()) {
            return chosen;
        }
        HostProgram.Result result =
                HostProgram.run(
                        folder, List.of("apt-get", "indextargets", "--format", "$(REPO_URI)"));
        return hostMirror(result.output()).orElse(DEFAULT_MIRROR);
    }

    /**
     * The first Debian mirror among a host's sources.
     *
     * @param addresses one a line
     */
    static Optional<String> hostMirror(String addresses) {
        return addresses
                .lines()
                .map(String::strip)
                .filter(address -> address.matches("https?://.*/debian/?"))
                .findFirst();
    }

    /** The name of the package that a metapackage of the release stands for. */
    String dependency(String metapackage) throws IOException, InterruptedException {
        HostProgram.Result result = apt.run("apt-cache", "depends", metapackage + "/" + RELEASE);
        return result.output()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("Depends: "))
                .map(line -> line.substring("Depends: ".length()))
                .findFirst()
                .orElseThrow(() -> failure("find the package " + metapackage, result));
    }

    /**
     * Downloads one package of the backports with all it depends on, and others of the release
     * without what they depend on.
     *
     * @param total told once, first, how many bytes there are to download
     * @param done told now and then how many have been
     * @return the packages' files
     */
    List<Path> download(
            String withDependencies, List<String> alone, LongConsumer total, LongConsumer done)
            throws IOException, InterruptedException {
        List<String> install =
                apt.command("apt-get", "-qq", "-y", "install", "--download-only", withDependencies);
        List<String> download = apt.command("apt-get", "-qq", "download");
        alone.forEach(name -> download.add(name + "/" + RELEASE));

        total.accept(size(install) + size(download));
        for (List<String> command : List.of(install, download)) {
            HostProgram.Result result =
                    HostProgram.run(
                            apt.archives(), command, () -> done.accept(size(apt.archives())));
            if (!result.succeeded()) {
                throw failure("download packages", result);
            }
        }
        return packages(apt.archives());
    }

    private long size(List<String> command) throws IOException, InterruptedException {
        List<String> question = new ArrayList<>(command);
        question.add("--print-uris");
        HostProgram.Result result = HostProgram.run(apt.archives(), question);
        if (!result.succeeded()) {
            throw failure("find packages", result);
        }
        return totalSize(result.output());
    }

    /** The sum of the sizes in lines such as {@code 'ADDRESS' FILE SIZE HASH}. */
    static long totalSize(String printedAddresses) {
        return printedAddresses
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length >= 3 && words[0].startsWith("'"))
                .mapToLong(words -> Long.parseLong(words[2]))
                .sum();
    }

    private static long size(Path archives) {
        try (Stream<Path> files = Files.walk(archives)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException e) {
            // apt renames files while they are listed: the next look will do.
            return 0;
        }
    }

    private static List<Path> packages(Path archives) throws IOException {
        try (Stream<Path> files = Files.list(archives)) {
            return files.filter(file -> file.toString().endsWith(".deb")).sorted().toList();
        }
    }

    private GuestException failure(String task, HostProgram.Result result) {
        return new GuestException(
                "can't %s at %s: %s%s"
                        .formatted(task, mirror, advice(result.errors()), complaints(result)));
    }

    private static String advice(String errors) {
        if (DiskSpace.isExhausted(errors)) {
            return DiskSpace.ADVICE;
        }
        if (isAboutKeys(errors)) {
            return "its signature is not by Debian's keys; choose another mirror by"
                    + " BARISTA_MIRROR";
        }
        return "check the network, or choose another Debian mirror by BARISTA_MIRROR";
    }

    /** True when apt complains that it lacks the key of a signature. */
    static boolean isAboutKeys(String errors) {
        return errors.contains("NO_PUBKEY")
                || errors.contains("EXPKEYSIG")
                || errors.contains("is not signed");
    }

    /** What apt said, without its notes: at most five lines, each after a line break. */
    private static String complaints(HostProgram.Result result) {
        StringBuilder lines = new StringBuilder();
        result.errors()
                .lines()
                .filter(line -> line.startsWith("E: ") || line.startsWith("W: "))
                .limit(5)
                .forEach(line -> lines.append('\n').append(line));
        return lines.toString();
    }
}
