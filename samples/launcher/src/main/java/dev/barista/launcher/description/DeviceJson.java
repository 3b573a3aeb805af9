package dev.barista.launcher.description;

import dev.barista.runtime.Plugins;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.CapabilityDescription;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.spi.binding.DeviceDescription.MsiDescription;
import dev.barista.spi.binding.DeviceDescription.MsixDescription;
import dev.barista.spi.binding.ParameterDescription;
import dev.barista.spi.binding.RegisterDescription;
import dev.barista.spi.binding.RegisterDescription.BitField;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Collection;
import java.util.HexFormat;

/** Devices as JSON. */
public final class DeviceJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private DeviceJson() {}

    /** What {@code barista devices --json} writes. */
    public static ArrayNode list(Collection<Plugins.Entry> entries) {
        ArrayNode list = JSON.arrayNode();
        entries.forEach(entry -> list.add(summary(entry)));
        return list;
    }

    /** What {@code barista describe --json} writes. */
    public static ObjectNode device(Plugins.Entry entry, byte[] configSpace) {
        DeviceDescription device = entry.type().description();
        ObjectNode node = summary(entry);
        DeviceDescription.Identity identity = device.identity();
        node.put("revision", Hex.ofBytes(identity.revision(), 1))
                .put("classCode", "0x" + Hex.digits(identity.classCode(), 6))
                .put("subsystemVendorId", Hex.ofBytes(identity.subsystemVendorId(), 2))
                .put("subsystemId", Hex.ofBytes(identity.subsystemId(), 2))
                .put("dispatch", device.dispatch().name())
                .put("saveable", device.saveable());
        ArrayNode bars = node.putArray("bars");
        device.bars().forEach(bar -> bars.add(bar(bar)));
        node.set("interrupts", interrupts(device));
        ArrayNode capabilities = node.putArray("capabilities");
        device.capabilities().forEach(capability -> capabilities.add(capability(capability)));
        ArrayNode parameters = node.putArray("parameters");
        device.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        node.put("configSpace", HexFormat.of().formatHex(configSpace));
        return node;
    }

    private static ObjectNode summary(Plugins.Entry entry) {
        DeviceDescription device = entry.type().description();
        ObjectNode node = JSON.objectNode();
        node.put("name", device.name())
                .put("description", device.description())
                .put("className", device.className())
                .put("vendorId", Hex.ofBytes(device.identity().vendorId(), 2))
                .put("deviceId", Hex.ofBytes(device.identity().deviceId(), 2));
        entry.source().ifPresent(source -> node.put("plugin", source.toString()));
        return node;
    }

    private static ObjectNode bar(BarDescription bar) {
        ObjectNode node = JSON.objectNode();
        node.put("index", bar.index())
                .put("size", bar.size())
                .put("kind", bar.kind().name())
                .put("prefetchable", bar.prefetchable());
        ArrayNode mapped = node.putArray("mapped");
        bar.mapped()
                .forEach(
                        area ->
                                mapped.addObject()
                                        .put("offset", area.offset())
                                        .put("size", area.size()));
        ArrayNode registers = node.putArray("registers");
        bar.registers().forEach(register -> registers.add(register(register)));
        return node;
    }

    private static ObjectNode register(RegisterDescription register) {
        int width = register.width();
        ObjectNode node = JSON.objectNode();
        node.put("name", register.name())
                .put("offset", register.offset())
                .put("width", width)
                .put("count", register.count())
                .put("stride", register.stride())
                .put("access", register.access().name())
                .put("stored", register.stored())
                .put("readable", register.readable())
                .put("reset", Hex.ofBytes(register.reset(), width))
                .put("writable", Hex.ofBytes(register.writable(), width))
                .put("writeOneToClear", Hex.ofBytes(register.writeOneToClear(), width))
                .put("clearOnRead", Hex.ofBytes(register.clearOnRead(), width))
                .put("reserved", Hex.ofBytes(register.reserved(), width));
        ArrayNode fields = node.putArray("fields");
        for (BitField field : register.fields()) {
            fields.addObject()
                    .put("name", field.name())
                    .put("low", field.lo())
                    .put("high", field.hi());
        }
        return node;
    }

    private static ObjectNode interrupts(DeviceDescription device) {
        ObjectNode node = JSON.objectNode();
        if (device.intx() != null) {
            node.put("intx", device.intx().name());
        }
        MsiDescription msi = device.msi();
        if (msi != null) {
            node.putObject("msi").put("vectors", msi.vectors()).put("maskable", msi.maskable());
        }
        MsixDescription msix = device.msix();
        if (msix != null) {
            node.putObject("msix")
                    .put("vectors", msix.vectors())
                    .put("tableBar", msix.tableBar())
                    .put("tableOffset", msix.tableOffset())
                    .put("pbaBar", msix.pbaBar())
                    .put("pbaOffset", msix.pbaOffset());
        }
        return node;
    }

    private static ObjectNode capability(CapabilityDescription capability) {
        ObjectNode node = JSON.objectNode();
        switch (capability) {
            case CapabilityDescription.PowerManagement power ->
                    node.put("name", "power management").put("noSoftReset", power.noSoftReset());
            case CapabilityDescription.PciExpress express ->
                    node.put("name", "PCI Express")
                            .put("functionLevelReset", express.functionLevelReset());
            case CapabilityDescription.AdvancedFeatures _ -> node.put("name", "advanced features");
            case CapabilityDescription.SerialNumber serial ->
                    node.put("name", "serial number").put("value", Hex.ofBytes(serial.value(), 8));
            case CapabilityDescription.Vendor vendor -> {
                ArrayNode bytes = node.put("name", "vendor").putArray("bytes");
                vendor.bytes().forEach(bytes::add);
            }
        }
        return node;
    }

    private static ObjectNode parameter(ParameterDescription parameter) {
        ObjectNode node = JSON.objectNode();
        node.put("name", parameter.name())
                .put("type", parameter.type().name())
                .put("description", parameter.description());
        switch (parameter.type()) {
            case INT, LONG -> node.put("min", parameter.min()).put("max", parameter.max());
            case ENUM -> {
                ArrayNode choices = node.putArray("choices");
                parameter.choices().forEach(choices::add);
            }
            case BOOLEAN, STRING -> {}
        }
        return node;
    }
}
