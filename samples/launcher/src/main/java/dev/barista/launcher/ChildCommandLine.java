package dev.barista.launcher;

import dev.barista.launcher.device.DeviceSpec;
import dev.barista.runtime.partition.PartitionException;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How this program starts itself again, for one device. */
final class ChildCommandLine {
    private ChildCommandLine() {}

    /** The process of a device that connects to its supervisor at a path. */
    static ProcessBuilder of(DeviceSpec spec, List<Path> plugins, Path supervisor) {
        List<String> command = new ArrayList<>(ownBeginning());
        command.addAll(
                List.of(
                        ServeChildCommand.NAME,
                        spec.text(),
                        ServeChildCommand.SUPERVISOR,
                        supervisor.toString()));
        if (!plugins.isEmpty()) {
            command.add("--plugin-path");
            command.add(
                    plugins.stream()
                            .map(Path::toString)
                            .collect(Collectors.joining(File.pathSeparator)));
        }
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** What this process was started with, up to the main class. */
    private static List<String> ownBeginning() {
        ProcessHandle.Info self = ProcessHandle.current().info();
        List<String> arguments = Arrays.asList(self.arguments().orElse(new String[0]));
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).endsWith(Barista.class.getName())) {
                List<String> beginning = new ArrayList<>();
                beginning.add(self.command().orElse("java"));
                beginning.addAll(arguments.subList(0, i + 1));
                return beginning;
            }
        }
        throw new PartitionException(
                "can't find out how this process was started, so it can't start others; serve"
                        + " without --supervise");
    }
}
