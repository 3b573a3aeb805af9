package dev.barista.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The host's apt with folders of its own: any user can run it, and the host's packages don't matter
 * to it. Proxies, authentication and other network settings stay the host's, and so do the checks
 * of signatures.
 */
final class AptFolder {
    private static final String FOLDERS =
            """
            #clear APT::Update::Pre-Invoke;
            #clear APT::Update::Post-Invoke;
            #clear APT::Update::Post-Invoke-Success;
            #clear DPkg::Pre-Invoke;
            #clear DPkg::Post-Invoke;
            Dir::State "%1$s/state";
            Dir::State::status "%1$s/status";
            Dir::Cache "%1$s/cache";
            Dir::Etc::preferences "/dev/null";
            Dir::Etc::preferencesparts "/dev/null";
            APT::Install-Recommends "false";
            APT::Sandbox::User "";
            APT::Update::Error-Mode "any";
            Acquire::Retries "3";
            Debug::NoLocking "true";
            """;

    private final Path folder;
    private final Path configuration;

    private AptFolder(Path folder, String settings) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("state/lists/partial"));
        Files.createDirectories(archives().resolve("partial"));
        Files.createFile(folder.resolve("status"));
        configuration = Files.writeString(folder.resolve("apt.conf"), settings);
    }

    /** An apt that reads the host's own archives and trusts the keys that the host trusts. */
    static AptFolder ofHost(Path folder) throws IOException {
        return new AptFolder(folder, FOLDERS.formatted(folder));
    }

    /**
     * An apt that reads two releases of Debian from one mirror.
     *
     * @param preferred the release that packages come from unless another is named
     */
    static AptFolder ofDebian(
            Path folder, String mirror, String release, String preferred, Path keyring)
            throws IOException {
        String sources =
                """
                #clear APT::Architectures;
                APT::Architecture "amd64";
                APT::Architectures "amd64";
                APT::Default-Release "%2$s";
                Dir::Etc::sourcelist "%1$s/sources.list";
                Dir::Etc::sourceparts "/dev/null";
                Dir::Etc::trusted "/dev/null";
                Dir::Etc::trustedparts "%1$s/keys";
                """
                        .formatted(folder, preferred);
        AptFolder apt = new AptFolder(folder, FOLDERS.formatted(folder) + sources);
        // Only package lists: hosts may be configured to download much more for every source.
        Files.writeString(
                folder.resolve("sources.list"),
                "deb [target=Packages] %1$s %2$s main\ndeb [target=Packages] %1$s %3$s main\n"
                        .formatted(mirror, release, preferred));
        Path keys = Files.createDirectories(folder.resolve("keys"));
        Files.copy(keyring, keys.resolve("debian-archive-keyring.gpg"));
        return apt;
    }

    /** Where apt stores what it downloads, and the current folder of its commands. */
    Path archives() {
        return folder.resolve("cache/archives");
    }

    /** The command line of one of apt's programs. */
    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program, "-c", configuration.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    HostProgram.Result run(String program, String... arguments)
            throws IOException, InterruptedException {
        return HostProgram.run(archives(), command(program, arguments));
    }
}
