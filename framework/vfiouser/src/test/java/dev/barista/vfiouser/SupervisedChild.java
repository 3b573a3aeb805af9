package dev.barista.vfiouser;

import dev.barista.runtime.HdvHost;
import dev.barista.vfiouser.supervision.SupervisedPartition;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The process of a supervised device in tests: this test's classes, and one device. */
final class SupervisedChild {
    private SupervisedChild() {}

    /** Its command line, for a probe or a device that is installed. */
    static ProcessBuilder command(String device, Path supervisor) {
        String classes =
                String.join(
                        File.pathSeparator,
                        testClasses(),
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path", ""));
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "--class-path",
                                classes,
                                SupervisedChild.class.getName(),
                                device,
                                supervisor.toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** Where this class itself comes from. */
    private static String testClasses() {
        try {
            return Path.of(
                            SupervisedChild.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        SupervisedPartition partition = new SupervisedPartition(Path.of(args[1]));
        HdvHost.Builder builder = HdvHost.builder().partition(partition);
        switch (args[0]) {
            case "probe" -> builder.device(new ProbeDevice_Type(), Map.of());
            case "resuming" -> builder.device(new ResumingProbe_Type(), Map.of());
            default -> builder.device(args[0], Map.of());
        }
        try (HdvHost _ = builder.open()) {
            partition.awaitEnd();
        }
    }
}
