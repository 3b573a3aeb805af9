package dev.barista.qemu;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM that has booted a guest and does nothing more, until it is killed. */
record GuestOwner(Process process, ProcessHandle qemu) implements AutoCloseable {
    /**
     * What that JVM runs: with an argument it gives the guest its terminal, else it prints QEMU's
     * process id. It ends as QEMU does.
     */
    public static void main(String[] arguments) throws Exception {
        Guest.Builder builder = Guest.from(GuestKit.fetch(FetchListener.SILENT));
        if (arguments.length > 0) {
            builder.console(Console.TERMINAL);
        }
        int status;
        try (Guest guest = builder.boot()) {
            if (arguments.length == 0) {
                System.out.println(guest.pid());
            }
            status = guest.awaitEnd();
        }
        System.exit(status);
    }

    /**
     * Starts it and waits for its guest.
     *
     * @param temporary its folder for temporary files
     */
    static GuestOwner start(GuestKit kit, Path temporary) throws IOException {
        Process process =
                new ProcessBuilder(command(kit, temporary))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader output = process.inputReader();
        String pid = output.readLine();
        if (pid == null) {
            throw new IOException("the other JVM booted no guest");
        }
        return new GuestOwner(process, ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
    }

    /** The command that starts it. */
    static List<String> command(GuestKit kit, Path temporary, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dbarista.cache=" + kit.folder().resolveSibling(""),
                                "-Djava.io.tmpdir=" + temporary,
                                "-cp",
                                classPath(),
                                GuestOwner.class.getName()));
        command.addAll(List.of(arguments));
        return command;
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
