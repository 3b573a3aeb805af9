package dev.barista.launcher;

import dev.barista.launcher.device.DeviceSpec;
import dev.barista.runtime.HdvHost;
import dev.barista.vfiouser.supervision.SupervisedPartition;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code barista serve-child}: the device's process of {@code barista serve --supervise}. */
@Command(
        name = ServeChildCommand.NAME,
        hidden = true,
        description = "Execute one device for 'barista serve --supervise', which starts this.")
final class ServeChildCommand implements Callable<Integer> {
    static final String NAME = "serve-child";
    static final String SUPERVISOR = "--supervisor";

    @Parameters(paramLabel = "DEVICE", arity = "1", description = DeviceSpec.SYNTAX)
    private String device = "";

    @Option(
            names = SUPERVISOR,
            paramLabel = "PATH",
            required = true,
            description = "Where the supervisor waits.")
    private @Nullable Path supervisor;

    @Mixin private final PluginPath pluginPath = new PluginPath();

    @Override
    public Integer call() throws InterruptedException {
        SupervisedPartition partition = new SupervisedPartition(Objects.requireNonNull(supervisor));
        try (HdvHost _ = pluginPath.load().open(partition, List.of(DeviceSpec.parse(device)))) {
            partition.awaitEnd();
        }
        return ExitCode.OK;
    }
}
