package dev.barista.launcher.description;

import dev.barista.runtime.Plugins;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.CapabilityDescription;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.spi.binding.DeviceDescription.Identity;
import dev.barista.spi.binding.DeviceDescription.MsiDescription;
import dev.barista.spi.binding.DeviceDescription.MsixDescription;
import dev.barista.spi.binding.ParameterDescription;

import java.util.stream.Collectors;

/** All that is known about a device, as text for people. */
public final class DeviceText {
    private static final String INDENT = "  ";

    private DeviceText() {}

    /**
     * The text.
     *
     * @param configSpace the configuration space after reset
     */
    public static String of(Plugins.Entry entry, byte[] configSpace) {
        DeviceDescription device = entry.type().description();
        StringBuilder text = new StringBuilder();
        text.append(device.name());
        if (!device.description().isEmpty()) {
            text.append(": ").append(device.description());
        }
        text.append('\n');
        section(text, "Identity", identity(entry));
        for (BarDescription bar : device.bars()) {
            section(text, bar(bar), RegisterTable.of(bar));
        }
        section(text, "Interrupts", interrupts(device));
        section(text, "Capabilities", capabilities(device));
        section(text, "Parameters", parameters(device));
        section(text, "Configuration space after reset", ConfigSpaceText.of(configSpace));
        return text.toString();
    }

    private static void section(StringBuilder text, String title, Columns columns) {
        Columns shown = columns.isEmpty() ? new Columns().row("none") : columns;
        text.append('\n').append(title).append('\n').append(shown.text(INDENT));
    }

    private static Columns identity(Plugins.Entry entry) {
        DeviceDescription device = entry.type().description();
        Identity identity = device.identity();
        return new Columns()
                .row("vendor:device", DeviceList.id(device))
                .row("revision", Hex.ofBytes(identity.revision(), 1))
                .row("class code", "0x" + Hex.digits(identity.classCode(), 6))
                .row(
                        "subsystem",
                        Hex.digits(identity.subsystemVendorId(), 4)
                                + ":"
                                + Hex.digits(identity.subsystemId(), 4))
                .row("class", device.className())
                .row("source", DeviceList.source(entry))
                .row("save and restore", device.saveable() ? "yes" : "no");
    }

    private static String bar(BarDescription bar) {
        String kind =
                switch (bar.kind()) {
                    case MEMORY_32 -> "32-bit memory";
                    case MEMORY_64 -> "64-bit memory";
                    case IO -> "I/O";
                };
        return "BAR %d: %s, %s%s%s"
                .formatted(
                        bar.index(),
                        size(bar.size()),
                        kind,
                        bar.prefetchable() ? ", prefetchable" : "",
                        mappedPages(bar));
    }

    private static String mappedPages(BarDescription bar) {
        return bar.mapped().isEmpty()
                ? ""
                : bar.mapped().stream()
                        .map(area -> "0x%x to 0x%x".formatted(area.offset(), area.end() - 1))
                        .collect(Collectors.joining(", ", ", shared with the guest: ", ""));
    }

    private static String size(int bytes) {
        if (bytes % (1 << 20) == 0) {
            return (bytes >> 20) + " MiB";
        }
        return bytes % (1 << 10) == 0 ? (bytes >> 10) + " KiB" : bytes + " bytes";
    }

    private static Columns interrupts(DeviceDescription device) {
        Columns columns = new Columns();
        if (device.intx() != null) {
            columns.row("INTx", "pin " + device.intx());
        }
        MsiDescription msi = device.msi();
        if (msi != null) {
            columns.row("MSI", vectors(msi.vectors()) + (msi.maskable() ? ", maskable" : ""));
        }
        MsixDescription msix = device.msix();
        if (msix != null) {
            columns.row(
                    "MSI-X",
                    "%s, table in BAR %d at 0x%x, pending bits in BAR %d at 0x%x"
                            .formatted(
                                    vectors(msix.vectors()),
                                    msix.tableBar(),
                                    msix.tableOffset(),
                                    msix.pbaBar(),
                                    msix.pbaOffset()));
        }
        return columns;
    }

    private static String vectors(int count) {
        return count == 1 ? "1 vector" : count + " vectors";
    }

    private static Columns capabilities(DeviceDescription device) {
        Columns columns = new Columns();
        for (CapabilityDescription capability : device.capabilities()) {
            switch (capability) {
                case CapabilityDescription.PowerManagement power ->
                        columns.row(
                                "power management",
                                power.noSoftReset() ? "keeps state in D3hot" : "resets from D3hot");
                case CapabilityDescription.PciExpress express ->
                        columns.row(
                                "PCI Express",
                                express.functionLevelReset()
                                        ? "with function-level reset"
                                        : "without function-level reset");
                case CapabilityDescription.AdvancedFeatures _ ->
                        columns.row("advanced features", "function-level reset");
                case CapabilityDescription.SerialNumber serial ->
                        columns.row("serial number", Hex.ofBytes(serial.value(), Long.BYTES));
                case CapabilityDescription.Vendor vendor ->
                        columns.row(
                                "vendor",
                                vendor.bytes().stream()
                                        .map(value -> Hex.digits(value, 2))
                                        .collect(Collectors.joining(" ")));
            }
        }
        return columns;
    }

    private static Columns parameters(DeviceDescription device) {
        Columns columns = new Columns();
        for (ParameterDescription parameter : device.parameters()) {
            columns.row(parameter.name(), values(parameter), parameter.description());
        }
        return columns;
    }

    private static String values(ParameterDescription parameter) {
        return switch (parameter.type()) {
            case INT, LONG -> range(parameter);
            case BOOLEAN -> "true or false";
            case STRING -> "text";
            case ENUM -> String.join(", ", parameter.choices());
        };
    }

    private static String range(ParameterDescription parameter) {
        boolean bounded = parameter.min() != Long.MIN_VALUE || parameter.max() != Long.MAX_VALUE;
        return bounded
                ? "number from %d to 0x%x".formatted(parameter.min(), parameter.max())
                : "number";
    }
}
