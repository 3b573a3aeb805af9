package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The build of samples/hello-device, as its author does it: once for all tests. */
final class HelloDeviceBuild {
    private static final Path PROJECT =
            Path.of(System.getProperty("barista.root"), "samples", "hello-device").normalize();

    private static @Nullable String log;

    private HelloDeviceBuild() {}

    /** The plugin. */
    static synchronized Path jar() throws IOException, InterruptedException {
        log();
        return PROJECT.resolve("target/hello-device-1.0.jar");
    }

    /** What Maven said. */
    static synchronized String log() throws IOException, InterruptedException {
        if (log == null) {
            log = build();
        }
        return log;
    }

    private static String build() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString());
        command.addAll(List.of("-B", "-ntp", "-f", PROJECT.resolve("pom.xml").toString()));
        if (Boolean.getBoolean("maven.offline")) {
            // The checkout's repository is a folder, which being offline would rule out as well.
            command.addAll(List.of("-o", "-Daether.offline.protocols=file"));
        }
        command.addAll(List.of("clean", "verify"));
        Process maven = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(maven.waitFor()).as(output).isZero();
        return output;
    }
}
