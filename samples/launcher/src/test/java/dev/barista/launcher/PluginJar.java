package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.processor.DeviceProcessor;
import dev.barista.spi.PciDevice;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Plugins that a test writes, compiled with the real processor. */
final class PluginJar {
    private PluginJar() {}

    /** A device {@code name} whose constructor executes a statement. */
    static Path ofDevice(Path folder, String name, String statement) throws Exception {
        return of(
                folder,
                name,
                """
                package plugin;

                import dev.barista.spi.*;

                @PciDevice(name = "%s", vendorId = 0x1234, deviceId = 1, classCode = 0xff0000)
                @Bar(index = 0, size = 16)
                final class TestedDevice extends PciFunction {
                    @Register(offset = 0) int value;

                    TestedDevice(DeviceContext context) {
                        super(context);
                        %s
                    }
                }
                """
                        .formatted(name, statement));
    }

    private static Path of(Path folder, String name, String source) throws Exception {
        Path sources = Files.createDirectories(folder.resolve(name));
        Path classes = sources.resolve("classes");
        Path file = Files.writeString(sources.resolve("TestedDevice.java"), source);
        Process javac =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                                "-cp",
                                place(PciDevice.class),
                                "-processorpath",
                                place(DeviceProcessor.class)
                                        + File.pathSeparator
                                        + place(PciDevice.class),
                                "-d",
                                classes.toString(),
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        String messages = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(javac.waitFor()).as(messages).isZero();
        return jar(classes, folder.resolve(name + ".jar"));
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (var walk = Files.walk(classes)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Path entry : files) {
                String name = classes.relativize(entry).toString();
                out.putNextEntry(new JarEntry(name.replace(File.separatorChar, '/')));
                Files.copy(entry, out);
            }
        }
        return jar;
    }

    private static String place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }
}
