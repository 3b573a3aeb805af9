package dev.barista.launcher;

import dev.barista.launcher.device.DeviceCatalogue;

import picocli.CommandLine.Option;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The option that says where plugins are. */
final class PluginPath {
    private final List<Path> paths = new ArrayList<>();

    @Option(
            names = "--plugin-path",
            paramLabel = "PATH",
            description =
                    "Plugin jars, and folders of them, separated as in a class path; may be"
                            + " repeated.")
    void add(String path) {
        Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .forEach(paths::add);
    }

    /** What was named, in order. */
    List<Path> paths() {
        return List.copyOf(paths);
    }

    /** The devices of the application and of these plugins. */
    DeviceCatalogue load() {
        return DeviceCatalogue.load(paths);
    }
}
