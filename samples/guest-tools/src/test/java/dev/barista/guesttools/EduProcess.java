package dev.barista.guesttools;

import dev.barista.runtime.HdvHost;
import dev.barista.vfiouser.supervision.SupervisedPartition;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The process of a supervised edu device: this test's classes in a Java runtime of their own. */
final class EduProcess {
    private EduProcess() {}

    /** Its command line, for where the supervisor waits. */
    static ProcessBuilder command(Path supervisor) {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                EduProcess.class.getName(),
                                supervisor.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        // Not in the command line, of which Java tells others only the beginning.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder;
    }

    /** As {@code kill -9}, whatever it does at the moment; answers whether there was one. */
    static boolean kill() {
        Optional<ProcessHandle> process =
                ProcessHandle.current()
                        .children()
                        .filter(
                                child ->
                                        child.info()
                                                .commandLine()
                                                .orElse("")
                                                .contains(EduProcess.class.getName()))
                        .findFirst();
        return process.map(ProcessHandle::destroyForcibly).orElse(false);
    }

    public static void main(String[] args) throws InterruptedException {
        SupervisedPartition partition = new SupervisedPartition(Path.of(args[0]));
        try (HdvHost _ = HdvHost.builder().partition(partition).device("edu", Map.of()).open()) {
            partition.awaitEnd();
        }
    }
}
