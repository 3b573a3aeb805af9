package dev.barista.standins;

import dev.barista.testkit.RequiredParts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Compiles the stand-ins once per content, into the folder of what the build makes. */
final class StandInBuild {
    private static final Path TARGET = Path.of("target", "standins").toAbsolutePath();

    private static final long MINUTES_PER_LIBRARY = 2;

    private final Toolchain toolchain;
    private final StandInSources sources;

    private StandInBuild(Toolchain toolchain, StandInSources sources) {
        this.toolchain = toolchain;
        this.sources = sources;
    }

    static StandInBuild of(Toolchain toolchain) throws IOException {
        return new StandInBuild(toolchain, StandInSources.read());
    }

    /** The folder of libraries, whole. */
    Path folder() throws IOException, InterruptedException {
        String flags = String.join(" ", toolchain.command("", Path.of(""), List.of()));
        Path folder =
                TARGET.resolve(toolchain.name().toLowerCase(Locale.ROOT))
                        .resolve(sources.hash(flags));
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(folder.getParent());
        Path place = Files.createTempDirectory(folder.getParent(), "new");
        try {
            compile(place);
            Files.move(place, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another JVM of the build was faster, with the same content.
        } finally {
            FileTree.delete(place);
        }
        return folder;
    }

    private void compile(Path place) throws IOException, InterruptedException {
        Path text = Files.createDirectory(place.resolve("sources"));
        for (Map.Entry<String, String> file : sources.files().entrySet()) {
            Path source = text.resolve(file.getKey());
            Files.createDirectories(source.getParent());
            Files.writeString(source, file.getValue());
        }
        run(place, toolchain.headerCommand(text));
        for (String library : toolchain.libraries(sources.libraries())) {
            List<Path> files = new ArrayList<>();
            sources.of(library).forEach(file -> files.add(text.resolve(file)));
            run(place, toolchain.command(library, text, files));
        }
        // Some 80 MB.
        Files.delete(Path.of(Toolchain.header(text) + ".gch"));
    }

    private void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path log = folder.resolve("compiler.log");
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
        } catch (IOException e) {
            throw RequiredParts.missing(
                    "the stand-in libraries need %s: install it".formatted(toolchain.compiler()),
                    e);
        }
        try {
            if (!process.waitFor(MINUTES_PER_LIBRARY, TimeUnit.MINUTES)) {
                throw new IOException(toolchain.compiler() + " doesn't end: " + command);
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    "a stand-in doesn't compile: %s%n%s"
                            .formatted(command, Files.readString(log, StandardCharsets.UTF_8)));
        }
    }
}
