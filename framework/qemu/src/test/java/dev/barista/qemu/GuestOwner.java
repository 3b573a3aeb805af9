package dev.barista.qemu;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM that has booted a guest and does nothing more, until it is killed. */
record GuestOwner(Process process, ProcessHandle qemu) implements AutoCloseable {
    /** What that JVM runs. */
    public static void main(String[] arguments) throws Exception {
        GuestKit kit = GuestKit.fetch(FetchListener.SILENT);
        Guest guest = Guest.from(kit).boot();
        System.out.println(guest.pid());
        guest.awaitEnd();
    }

    /**
     * Starts it and waits for its guest.
     *
     * @param temporary its folder for temporary files
     */
    static GuestOwner start(GuestKit kit, Path temporary) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dbarista.cache=" + kit.folder().resolveSibling(""),
                                "-Djava.io.tmpdir=" + temporary,
                                "-cp",
                                classPath(),
                                GuestOwner.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader output = process.inputReader();
        String pid = output.readLine();
        if (pid == null) {
            throw new IOException("the other JVM booted no guest");
        }
        return new GuestOwner(process, ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
    }

    /** Tests run with a module path, a class path, or both; that JVM takes it all as class path. */
    private static String classPath() {
        List<String> entries = new ArrayList<>();
        for (String property : List.of("jdk.module.path", "java.class.path")) {
            entries.add(System.getProperty(property, ""));
        }
        for (Class<?> type : List.of(GuestOwner.class, Guest.class)) {
            entries.add(
                    Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                            .toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        qemu.destroyForcibly();
    }
}
