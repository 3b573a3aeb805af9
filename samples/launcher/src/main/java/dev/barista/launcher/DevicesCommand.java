package dev.barista.launcher;

import dev.barista.launcher.description.DeviceJson;
import dev.barista.launcher.description.DeviceList;
import dev.barista.runtime.Plugins;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.Collection;

/** {@code barista devices}. */
@Command(name = "devices", description = "List the devices there are.")
final class DevicesCommand implements Runnable {
    private final Terminal terminal;

    @Mixin private final PluginPath pluginPath = new PluginPath();
    @Mixin private final JsonOutput json = new JsonOutput();

    DevicesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        Collection<Plugins.Entry> entries = pluginPath.load().entries();
        if (json.isWanted()) {
            JsonOutput.print(terminal.out(), DeviceJson.list(entries));
        } else {
            terminal.out().print(DeviceList.text(entries));
        }
    }
}
