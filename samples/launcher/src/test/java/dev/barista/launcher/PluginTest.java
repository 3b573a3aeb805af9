package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

class PluginTest {
    @TempDir Path folder;

    @Test
    void itsDeviceIsListedWithItsJar() throws Exception {
        Path jar = PluginJar.ofDevice(folder, "plugged", "");

        Invocation devices = Invocation.of("devices", "--plugin-path", jar.toString());

        assertThat(devices.exitCode()).isZero();
        assertThat(devices.out().lines().filter(line -> line.startsWith("plugged ")))
                .singleElement()
                .asString()
                .contains("1234:0001", jar.toString());
    }

    @Test
    void aFolderOfJarsIsAPluginPathToo() throws Exception {
        Path jars = Files.createDirectory(folder.resolve("jars"));
        Files.move(PluginJar.ofDevice(folder, "one", ""), jars.resolve("one.jar"));
        Files.move(PluginJar.ofDevice(folder, "two", ""), jars.resolve("two.jar"));

        Invocation devices = Invocation.of("devices", "--plugin-path", jars.toString());

        assertThat(devices.out()).contains("\none ").contains("\ntwo ");
    }

    @Test
    void aJarWithoutADeviceIsRefusedInOneLine() throws Exception {
        Path jar = folder.resolve("empty.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("readme"));
        }

        Invocation devices = Invocation.of("devices", "--plugin-path", jar.toString());

        assertThat(devices.exitCode()).isEqualTo(1);
        assertThat(devices.err().lines())
                .singleElement()
                .asString()
                .contains(jar.toString(), "no Barista device", "@PciDevice");
    }

    @Test
    void aNameThatIsTakenIsRefusedWithBothPlaces() throws Exception {
        Path jar = PluginJar.ofDevice(folder, "edu", "");

        Invocation devices = Invocation.of("devices", "--plugin-path", jar.toString());

        assertThat(devices.exitCode()).isEqualTo(1);
        assertThat(devices.err().lines())
                .singleElement()
                .asString()
                .contains("'edu'", "EduDevice", jar.toString());
    }

    @Test
    void aConstructorThatThrowsIsOneLineWithoutAStackTrace() throws Exception {
        Path jar =
                PluginJar.ofDevice(
                        folder,
                        "broken",
                        "if (true) throw new IllegalStateException(\"no luck\");");

        Invocation describe = Invocation.of("describe", "broken", "--plugin-path", jar.toString());

        assertThat(describe.exitCode()).isEqualTo(1);
        assertThat(describe.err().lines())
                .singleElement()
                .asString()
                .contains("'broken'", "plugin.TestedDevice", "no luck");
    }

    @Test
    void verboseShowsWhereItWasThrown() throws Exception {
        Path jar =
                PluginJar.ofDevice(
                        folder,
                        "broken",
                        "if (true) throw new IllegalStateException(\"no luck\");");

        Invocation describe =
                Invocation.of("--verbose", "describe", "broken", "--plugin-path", jar.toString());

        assertThat(describe.err())
                .containsPattern("at .*plugin.TestedDevice.<init>\\(TestedDevice.java");
    }

    @Test
    void aDeviceThatCanNotBeMadeLeavesNoSocket() throws Exception {
        Path jar =
                PluginJar.ofDevice(
                        folder,
                        "broken",
                        "if (true) throw new IllegalStateException(\"no luck\");");
        Path sockets = Files.createDirectory(folder.resolve("sockets"));

        Invocation serve =
                Invocation.of(
                        "serve",
                        "edu",
                        "broken",
                        "--socket-dir",
                        sockets.toString(),
                        "--plugin-path",
                        jar.toString());

        assertThat(serve.exitCode()).isEqualTo(1);
        assertThat(serve.err().lines()).singleElement().asString().contains("no luck");
        assertThat(sockets).isEmptyDirectory();
    }
}
