package dev.barista.qemu;

import dev.barista.compute.Availability;
import dev.barista.qemu.FetchListener.Stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * What guests are made of, in the user's cache: QEMU, a Linux kernel with its modules, busybox, and
 * a C compiler that builds {@link GuestProgram}s for the guest. All of it is Debian's, and none of
 * it touches the host's own packages.
 *
 * <p>The cache is {@code barista} in XDG_CACHE_HOME or {@code ~/.cache}; the environment's
 * BARISTA_CACHE or the system property {@code barista.cache} names another folder; BARISTA_MIRROR
 * or {@code barista.mirror} names another Debian mirror than the one that the host uses. A kit is
 * immutable; one of another version of Barista may lie beside it. Any thread may use it.
 */
public final class GuestKit {
    /**
     * Part of the folder's name: to be counted up when what a kit or its RAM disks hold changes.
     */
    private static final int VERSION = 1;

    private static final String QEMU_PACKAGE = "qemu-system-x86";
    private static final String KERNEL_METAPACKAGE = "linux-image-cloud-amd64";
    private static final List<String> PACKAGES =
            List.of("busybox-static", "tcc", "musl-dev", "linux-libc-dev");

    /** Parts of packages that nothing here reads: a tenth of the whole. */
    private static final List<String> UNUSED =
            List.of("usr/share/doc", "usr/share/man", "usr/share/locale", "usr/share/lintian");

    /** Packages and their contents side by side, while they are unpacked. */
    private static final long SPACE_NEEDED = 400_000_000;

    private static final Path HOST_KEYRING =
            Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

    private final Path folder;
    private final QemuBinary qemu;
    private final Path kernel;

    private GuestKit(Path folder) throws IOException {
        this.folder = folder;
        this.qemu = new QemuBinary(root(folder));
        try (Stream<Path> files = Files.list(root(folder).resolve("boot"))) {
            this.kernel =
                    files.filter(file -> file.getFileName().toString().startsWith("vmlinuz-"))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new GuestException(
                                                    "the guest kit in %s has no kernel; delete that folder"
                                                            .formatted(folder)));
        }
    }

    /** The kit, if it has been fetched. Never uses the network. */
    public static Optional<GuestKit> cached() throws IOException {
        Path folder = location();
        return Files.exists(folder) ? Optional.of(new GuestKit(folder)) : Optional.empty();
    }

    /**
     * The kit, fetched first if it isn't in the cache: some 75 MB from Debian's archive, for which
     * the host needs apt, the network, 400 MB of disk, and no special rights. Processes that fetch
     * at once wait for one another; a fetch that fails leaves nothing.
     *
     * @throws GuestException when the kit can't be had; its message says what to do
     */
    public static GuestKit fetch(FetchListener listener) throws IOException, InterruptedException {
        return fetch(listener, HOST_KEYRING);
    }

    static GuestKit fetch(FetchListener listener, Path hostKeyring)
            throws IOException, InterruptedException {
        Path folder = location();
        if (!Files.exists(folder)) {
            requireSuitableHost();
            CacheFolder.provide(folder, place -> fill(place, listener, hostKeyring));
        }
        return new GuestKit(folder);
    }

    static Path location() {
        return CacheFolder.locate().resolve("guest-" + VERSION);
    }

    /**
     * Does nothing on a host that can have guests, whether the kit has been fetched or not.
     *
     * @throws GuestException elsewhere, with what to do instead
     */
    public static void requireSuitableHost() throws GuestException {
        if (host() instanceof Availability.Unavailable(String reason, String nextStep)) {
            throw new GuestException(reason + "; " + nextStep);
        }
    }

    /** Whether this host can have guests, whether the kit has been fetched or not. */
    static Availability host() {
        if (!System.getProperty("os.name").equals("Linux")
                || !System.getProperty("os.arch").equals("amd64")) {
            return new Availability.Unavailable(
                    "guests need an x86-64 Linux host",
                    "use one, or a container or machine of that kind");
        }
        if (!HostProgram.exists("apt-get") || !HostProgram.exists("dpkg-deb")) {
            return new Availability.Unavailable(
                    "this host has no apt-get to fetch QEMU and Linux with",
                    "use a Debian or Ubuntu container, or start a QEMU >= 10.1 of your own against"
                            + " a served socket");
        }
        return new Availability.Available("x86-64 Linux with apt-get");
    }

    private static void fill(Path place, FetchListener listener, Path hostKeyring)
            throws IOException, InterruptedException {
        Files.createDirectories(place);
        DiskSpace.require(place, SPACE_NEEDED);
        Path work = Files.createDirectory(place.resolve("download"));

        listener.progress(Stage.INDEX, 0, 1);
        DebianArchive archive = DebianArchive.open(work, DebianArchive.mirror(work), hostKeyring);
        listener.progress(Stage.INDEX, 1, 1);

        List<String> alone =
                Stream.concat(Stream.of(archive.dependency(KERNEL_METAPACKAGE)), PACKAGES.stream())
                        .toList();
        DownloadProgress progress = new DownloadProgress(listener);
        List<Path> packages =
                archive.download(QEMU_PACKAGE, alone, progress::start, progress::advance);
        progress.finish();

        for (int i = 0; i < packages.size(); i++) {
            listener.progress(Stage.UNPACK, i, packages.size());
            DebianPackage.unpack(packages.get(i), root(place));
        }
        for (String part : UNUSED) {
            CacheFolder.delete(root(place).resolve(part));
        }
        CacheFolder.delete(work);
        new QemuBinary(root(place)).requireRecent();
        listener.progress(Stage.UNPACK, packages.size(), packages.size());
    }

    private static Path root(Path folder) {
        return folder.resolve("root");
    }

    /** The folder that holds the kit. */
    public Path folder() {
        return folder;
    }

    /** What this QEMU says of its version, in one line. */
    String qemuVersion() throws IOException, InterruptedException {
        return qemu.version();
    }

    /** The command that starts this QEMU, to be followed by its arguments. */
    public List<String> qemu() {
        return qemu.command();
    }

    /** The Linux kernel's image, a bzImage. */
    public Path kernel() {
        return kernel;
    }

    /**
     * The program as a static executable for the guest, compiled unless the cache has it.
     *
     * @throws GuestException when it doesn't compile, with the compiler's messages
     */
    public Path executable(GuestProgram program) throws IOException, InterruptedException {
        return new CCompiler(root(folder)).executable(program, folder.resolve("programs"));
    }

    /** An initial RAM disk with these programs and modules, built unless the cache has it. */
    Path initramfs(List<GuestProgram> programs, List<KernelModule> modules)
            throws IOException, InterruptedException {
        SequencedMap<String, Path> executables = new LinkedHashMap<>();
        for (GuestProgram program : programs) {
            if (executables.put(program.name(), executable(program)) != null) {
                throw new GuestException("two guest programs are named " + program.name());
            }
        }
        return new GuestSystem(root(folder))
                .initramfs(executables, modules, folder.resolve("initramfs"));
    }
}
