package dev.barista.launcher;

import dev.barista.launcher.description.DeviceJson;
import dev.barista.launcher.description.DeviceText;
import dev.barista.launcher.device.DeviceCatalogue;
import dev.barista.launcher.device.DeviceSpec;
import dev.barista.runtime.HdvHost;
import dev.barista.runtime.Plugins;
import dev.barista.runtime.partition.InProcessPartition;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.List;

/** {@code barista describe}. */
@Command(
        name = "describe",
        description =
                "Show what a device is: its identity, registers, interrupts, capabilities,"
                        + " parameters, and configuration space after reset.")
final class DescribeCommand implements Runnable {
    private final Terminal terminal;

    @Parameters(paramLabel = "DEVICE", description = DeviceSpec.SYNTAX)
    private String device = "";

    @Mixin private final PluginPath pluginPath = new PluginPath();
    @Mixin private final JsonOutput json = new JsonOutput();

    DescribeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        DeviceSpec spec = DeviceSpec.parse(device);
        DeviceCatalogue catalogue = pluginPath.load();
        Plugins.Entry entry = catalogue.entry(spec);
        byte[] configSpace = configSpace(catalogue, spec);
        if (json.isWanted()) {
            JsonOutput.print(terminal.out(), DeviceJson.device(entry, configSpace));
        } else {
            terminal.out().print(DeviceText.of(entry, configSpace));
        }
    }

    /** Asked of a real instance, so that a description can't differ from what a guest sees. */
    private static byte[] configSpace(DeviceCatalogue catalogue, DeviceSpec spec) {
        try (HdvHost host = catalogue.open(new InProcessPartition(), List.of(spec))) {
            return host.devices().iterator().next().configSpace();
        }
    }
}
