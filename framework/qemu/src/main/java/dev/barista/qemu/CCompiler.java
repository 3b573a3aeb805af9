package dev.barista.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** tcc with musl and the kernel's headers: makes static executables for the guest. */
final class CCompiler {
    private final Path root;

    /**
     * @param root the folder that the packages tcc, musl-dev and linux-libc-dev were unpacked to
     */
    CCompiler(Path root) {
        this.root = root;
    }

    /** The program's executable in {@code cache}, compiled unless it is there. */
    Path executable(GuestProgram program, Path cache) throws IOException, InterruptedException {
        ContentHash hash = new ContentHash().add(program.name());
        program.sortedSources().forEach((file, text) -> hash.add(file).add(text));
        Path executable = cache.resolve(program.name() + "-" + hash.name());
        CacheFolder.provide(executable, place -> compile(program, place));
        return executable;
    }

    private void compile(GuestProgram program, Path executable)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(executable.toAbsolutePath().getParent(), "sources");
        try {
            for (Map.Entry<String, String> source : program.sources().entrySet()) {
                Files.writeString(folder.resolve(source.getKey()), source.getValue());
            }
            HostProgram.Result result =
                    HostProgram.run(folder, command(program.sortedSources().keySet(), executable));
            if (!result.succeeded()) {
                throw new GuestException(
                        "the guest program %s doesn't compile:%n%s"
                                .formatted(program.name(), result.errors().strip()));
            }
        } finally {
            CacheFolder.delete(folder);
        }
    }

    private List<String> command(Iterable<String> files, Path executable) {
        Path host = root.resolve("usr/lib/x86_64-linux-gnu");
        Path guest = root.resolve("usr/lib/x86_64-linux-musl");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                host.resolve("ld-linux-x86-64.so.2").toString(),
                                "--library-path",
                                host.toString(),
                                root.resolve("usr/bin/tcc").toString(),
                                "-B" + host.resolve("tcc"),
                                "-Wall",
                                "-Werror",
                                "-nostdinc",
                                "-nostdlib",
                                "-static",
                                "-I" + host.resolve("tcc/include"),
                                "-I" + root.resolve("usr/include/x86_64-linux-musl"),
                                "-I" + root.resolve("usr/include"),
                                "-I" + root.resolve("usr/include/x86_64-linux-gnu"),
                                "-o",
                                executable.toString(),
                                guest.resolve("crt1.o").toString(),
                                guest.resolve("crti.o").toString()));
        for (String file : files) {
            if (file.endsWith(".c")) {
                command.add(file);
            }
        }
        command.addAll(
                List.of(
                        "-L" + guest,
                        "-lc",
                        host.resolve("tcc/libtcc1.a").toString(),
                        guest.resolve("crtn.o").toString()));
        return command;
    }
}
