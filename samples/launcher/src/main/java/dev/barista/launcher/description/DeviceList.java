package dev.barista.launcher.description;

import dev.barista.runtime.Plugins;
import dev.barista.spi.binding.DeviceDescription;

import java.nio.file.Path;
import java.util.Collection;

/** One line a device. */
public final class DeviceList {
    private DeviceList() {}

    /** The lines, under headings. */
    public static String text(Collection<Plugins.Entry> entries) {
        Columns columns = new Columns().row("NAME", "ID", "SOURCE", "DESCRIPTION");
        for (Plugins.Entry entry : entries) {
            DeviceDescription device = entry.type().description();
            columns.row(device.name(), id(device), source(entry), device.description());
        }
        return columns.text("");
    }

    static String id(DeviceDescription device) {
        return Hex.digits(device.identity().vendorId(), 4)
                + ":"
                + Hex.digits(device.identity().deviceId(), 4);
    }

    static String source(Plugins.Entry entry) {
        return entry.source().map(Path::toString).orElse("built in");
    }
}
