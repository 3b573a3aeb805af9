package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The POSIX start script in a checkout that a test makes, with a Java and a Maven that write down
 * how they were called. What it does with the real ones is what everybody who builds Barista sees.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a POSIX shell")
class StartScriptTest {
    private static final Path SCRIPT = Path.of(System.getProperty("barista.root"), "barista");
    private static final List<String> TOOLS =
            List.of(
                    "sh",
                    "find",
                    "head",
                    "readlink",
                    "mkdir",
                    "touch",
                    "cat",
                    "mktemp",
                    "mv",
                    "rm",
                    "sleep");

    /** With a blank, because users have them. */
    @TempDir Path folder;

    private Path checkout;
    private Path bin;
    private Path jdk;

    @BeforeEach
    void makeCheckout() throws Exception {
        checkout = Files.createDirectory(folder.resolve("a checkout"));
        // No folder of the machine's, so that the test says what there is.
        String script =
                Files.readString(SCRIPT).replace("/usr/lib/jvm/*", "\"" + folder + "\"/jvm/*");
        assertThat(script).contains("\"" + folder + "\"/jvm/*");
        executable(checkout.resolve("barista"), script.replaceAll("/(usr|opt|Library)/\\S+", ""));
        Path sources = Files.createDirectories(checkout.resolve("samples/launcher/src/main"));
        Files.writeString(sources.resolve("Some.java"), "");
        bin = Files.createDirectory(folder.resolve("bin"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(bin.resolve(tool), whereIs(tool));
        }
        jdk = jdk("25", "25.0.1");
    }

    @Test
    void startsJavaWithItsOptionsAndTheArguments() throws Exception {
        markAsBuilt(Instant.now());

        Ended ended = barista(checkout.resolve("barista"), "describe", "edu,greeting=a b");

        Path target = checkout.resolve("samples/launcher/target");
        assertThat(ended.output())
                .containsSubsequence(
                        jdk + "/bin/java",
                        "@" + target + "/jvm.options",
                        "--module-path",
                        target + "/barista-launcher.jar:" + target + "/modules",
                        "--module",
                        "dev.barista.launcher/dev.barista.launcher.Barista",
                        "describe",
                        "edu,greeting=a b");
        assertThat(ended.exitCode()).isEqualTo(42);
    }

    @Test
    void findsItsCheckoutThroughSymbolicLinks() throws Exception {
        markAsBuilt(Instant.now());
        Path far = Files.createDirectory(folder.resolve("far"));
        Files.createSymbolicLink(far.resolve("one"), checkout.resolve("barista"));
        Files.createSymbolicLink(far.resolve("two"), Path.of("one"));

        Ended ended = barista(far.resolve("two"), "devices");

        assertThat(ended.output())
                .contains("@" + checkout + "/samples/launcher/target/jvm.options");
    }

    @Test
    void buildsOnFirstUse() throws Exception {
        maven("mkdir -p samples/launcher/target/modules");

        Ended ended = barista(checkout.resolve("barista"), "devices");

        assertThat(ended.output())
                .contains("barista: building; the first time this takes some minutes")
                .contains("package")
                .contains("devices");
    }

    @Test
    void buildsWhenASourceIsNewer() throws Exception {
        markAsBuilt(Instant.now().minusSeconds(100));
        maven(":");

        assertThat(barista(checkout.resolve("barista")).output()).contains("package");
    }

    @Test
    void doesNotBuildTwice() throws Exception {
        maven("mkdir -p samples/launcher/target/modules");
        Path source = checkout.resolve("samples/launcher/src/main/Some.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(100)));
        barista(checkout.resolve("barista"));

        assertThat(barista(checkout.resolve("barista")).output()).doesNotContain("package");
    }

    @Test
    void aBuildThatFailsIsSaidBelowItsErrors() throws Exception {
        maven("echo the reason; exit 1");

        Ended ended = barista(checkout.resolve("barista"), "devices");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output())
                .containsSubsequence("the reason", "barista: the build failed, see above");
    }

    @Test
    void withoutMavenItSaysWhatToInstall() throws Exception {
        Ended ended = barista(checkout.resolve("barista"), "devices");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).singleElement().asString().contains("apt install maven");
    }

    @Test
    void withoutAJdkItSaysWhatToInstall() throws Exception {
        Files.move(jdk, folder.resolve("elsewhere"));

        Ended ended = barista(checkout.resolve("barista"), "devices");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).singleElement().asString().contains("no JDK >= 22", "JAVA_HOME");
    }

    @Test
    void takesTheNewestJdkThereIs() throws Exception {
        markAsBuilt(Instant.now());
        jdk("9", "9.0.4");
        Path newest = jdk("newest", "26");
        jdk("24", "24.0.1");

        assertThat(barista(checkout.resolve("barista")).output()).contains(newest + "/bin/java");
    }

    @Test
    void prefersJavaHomeUnlessItIsTooOld() throws Exception {
        markAsBuilt(Instant.now());
        Path chosen = jdk("22", "22");
        Path old = jdk("17", "17.0.15");

        Path script = checkout.resolve("barista");

        assertThat(barista(Map.of("JAVA_HOME", chosen.toString()), script).output())
                .contains(chosen + "/bin/java");
        assertThat(barista(Map.of("JAVA_HOME", old.toString()), script).output())
                .contains(jdk + "/bin/java");
    }

    private record Ended(int exitCode, List<String> output) {}

    private Ended barista(Path script, String... arguments) throws Exception {
        return barista(Map.of(), script, arguments);
    }

    private Ended barista(Map<String, String> environment, Path script, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = output.lines().toList();
            return new Ended(process.waitFor(), lines);
        }
    }

    /** A JDK of a version, whose Java prints a line for each of its arguments and ends with 42. */
    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve("jvm").resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "A=1\nJAVA_VERSION=\"%s\"\n".formatted(version));
        executable(home.resolve("bin/javac"), "#!/bin/sh\n");
        executable(home.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\"\nexit 42\n");
        return home;
    }

    /** A Maven that prints a line for each of its arguments and executes a command. */
    private void maven(String command) throws IOException {
        executable(
                bin.resolve("mvn"),
                "#!/bin/sh\nprintf '%%s\\n' \"$@\"\ncd '%s'\n%s\n".formatted(checkout, command));
    }

    private void markAsBuilt(Instant when) throws IOException {
        Path modules = Files.createDirectories(checkout.resolve("samples/launcher/target/modules"));
        Files.setLastModifiedTime(modules, FileTime.from(when));
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Path whereIs(String tool) {
        for (String place : List.of("/bin", "/usr/bin")) {
            if (Files.isExecutable(Path.of(place, tool))) {
                return Path.of(place, tool);
            }
        }
        throw new AssertionError(tool + " is neither in /bin nor in /usr/bin");
    }
}
