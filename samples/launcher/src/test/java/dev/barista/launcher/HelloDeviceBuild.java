package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The builds of samples/hello-device that its author does: by a Maven of their own, with Barista's
 * artifacts from the checkout's repository.
 */
final class HelloDeviceBuild {
    private static final Path PROJECT =
            Path.of(System.getProperty("barista.root"), "samples", "hello-device").normalize();

    private static @Nullable String plain;

    private HelloDeviceBuild() {}

    /** The plugin. */
    static Path jar() throws IOException, InterruptedException {
        plain();
        return PROJECT.resolve("target/hello-device-1.0.jar");
    }

    /** What Maven says of the plain build, which is done once for all tests. */
    static synchronized String plain() throws IOException, InterruptedException {
        if (plain == null) {
            plain = maven("verify");
        }
        return plain;
    }

    /** What Maven says of the build with tests in the guest. */
    static String withGuest() throws IOException, InterruptedException {
        return maven(
                "verify",
                "-Pguest",
                "-Dbarista.require=" + System.getProperty("barista.require", ""));
    }

    private static String maven(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString());
        command.addAll(List.of("-B", "-ntp", "-f", PROJECT.resolve("pom.xml").toString()));
        command.addAll(List.of(arguments));
        Process maven = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(maven.waitFor()).as(output).isZero();
        return output;
    }
}
