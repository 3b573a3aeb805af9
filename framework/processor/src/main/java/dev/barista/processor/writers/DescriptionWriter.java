package dev.barista.processor.writers;

import dev.barista.processor.model.DeclaredBits;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.processor.model.DeclaredParameter;
import dev.barista.processor.model.DeclaredPort;
import dev.barista.processor.model.DeclaredRegister;
import dev.barista.processor.model.MsixPlaces;
import dev.barista.processor.model.Place;
import dev.barista.spi.Access;
import dev.barista.spi.AdvancedFeatures;
import dev.barista.spi.Bar;
import dev.barista.spi.BarKind;
import dev.barista.spi.Dispatch;
import dev.barista.spi.InterruptPin;
import dev.barista.spi.Intx;
import dev.barista.spi.Msi;
import dev.barista.spi.MsiX;
import dev.barista.spi.Parameter;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciExpress;
import dev.barista.spi.PowerManagement;
import dev.barista.spi.SerialNumber;
import dev.barista.spi.VendorCapability;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.CapabilityDescription;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.spi.binding.ParameterDescription;
import dev.barista.spi.binding.RegisterDescription;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes what a device declares, as a {@link DeviceDescription} constant. */
final class DescriptionWriter {
    /** Registers described in one method, so that none comes near 8000 bytes of bytecode. */
    private static final int REGISTERS = 100;

    private final DeclaredDevice device;
    private final SourceText text;

    DescriptionWriter(DeclaredDevice device, SourceText text) {
        this.device = device;
        this.text = text;
    }

    private List<Bar> bars() {
        return device.bars().stream().sorted(Comparator.comparingInt(Bar::index)).toList();
    }

    /** Writes the method that makes the description, and those it needs. */
    void write() {
        writeDescribe();
        bars().forEach(this::writeBar);
    }

    private void writeDescribe() {
        PciDevice annotation = device.annotation();
        text.gap().add("private static %s describe() {", text.type(DeviceDescription.class));
        text.add(
                """
                return new DeviceDescription(
                %s,
                %s,
                %s,
                new DeviceDescription.Identity(
                0x%04x, 0x%04x, 0x%02x, 0x%06x, 0x%04x, 0x%04x),
                """,
                Literal.text(annotation.name()),
                Literal.text(annotation.description()),
                Literal.text(device.element().getQualifiedName().toString()),
                annotation.vendorId(),
                annotation.deviceId(),
                annotation.revision(),
                annotation.classCode(),
                annotation.subsystemVendorId(),
                annotation.subsystemId());
        text.add(
                "%s,",
                listOf(bars().stream().map(bar -> "bar%d()".formatted(bar.index())).toList()));
        text.add("%s,", intx());
        text.add("%s,", msi());
        text.add("%s,", msix());
        text.add("%s,", listOf(capabilities()));
        text.add("%s,", listOf(device.parameters().stream().map(this::parameter).toList()));
        text.add("%s.%s,", text.type(Dispatch.class), annotation.dispatch());
        text.add("%b);", annotation.saveable()).add("}");
    }

    private void writeBar(Bar bar) {
        List<String> registers = List.copyOf(registers(bar.index()).values());
        int parts = Math.ceilDiv(registers.size(), REGISTERS);
        String list =
                "%s<%s>".formatted(text.type(List.class), text.type(RegisterDescription.class));
        text.gap()
                .add("private static %s bar%d() {", text.type(BarDescription.class), bar.index())
                .add("%s registers = new %s<>();", list, text.type(ArrayList.class));
        for (int part = 0; part < parts; part++) {
            text.add("bar%dRegisters%d(registers);", bar.index(), part);
        }
        text.add(
                        "return new BarDescription(%d, 0x%x, %s.%s, %b, %s, registers);",
                        bar.index(),
                        bar.size(),
                        text.type(BarKind.class),
                        bar.kind(),
                        bar.prefetchable(),
                        listOf(mappedPages(bar)))
                .add("}");
        for (int part = 0; part < parts; part++) {
            text.gap()
                    .add("private static void bar%dRegisters%d(%s to) {", bar.index(), part, list);
            registers
                    .subList(part * REGISTERS, Math.min((part + 1) * REGISTERS, registers.size()))
                    .forEach(register -> text.add("to.add(%s);", register));
            text.add("}");
        }
    }

    private List<String> mappedPages(Bar bar) {
        return device.mappedPages(bar).stream()
                .sorted(Comparator.comparingInt(Place::offset))
                .map(
                        pages ->
                                "new BarDescription.MappedPages(0x%x, 0x%x)"
                                        .formatted(pages.offset(), pages.width()))
                .toList();
    }

    /** Registers and ports of a BAR by offset. */
    private NavigableMap<Integer, String> registers(int bar) {
        NavigableMap<Integer, String> registers = new TreeMap<>();
        for (DeclaredRegister register : device.registers()) {
            if (register.place().bar() == bar) {
                registers.put(register.place().offset(), register(register));
            }
        }
        for (DeclaredPort port : device.ports()) {
            if (port.place().bar() == bar) {
                registers.put(port.place().offset(), port(port));
            }
        }
        return registers;
    }

    private String register(DeclaredRegister register) {
        return register(
                register.name(),
                register.place(),
                register.access(),
                true,
                register.access() != Access.WO,
                List.of(
                        register.reset(),
                        register.writableBits(),
                        register.writeOneToClear(),
                        register.clearOnRead(),
                        register.reserved()),
                register.layout().map(this::fields).orElse(List.of()));
    }

    private String port(DeclaredPort port) {
        return register(
                port.name(),
                port.place(),
                port.access(),
                false,
                port.read().isPresent(),
                List.of(0L, port.write().isPresent() ? port.width().mask() : 0L, 0L, 0L, 0L),
                List.of());
    }

    private String register(
            String name,
            Place place,
            Access access,
            boolean stored,
            boolean readable,
            List<Long> masks,
            List<String> fields) {
        return "new RegisterDescription(%s, 0x%02x, %d, %d, %d, %s.%s, %b, %b,\n%s, %s)"
                .formatted(
                        Literal.text(name),
                        place.offset(),
                        place.width(),
                        place.count(),
                        place.stride(),
                        text.type(Access.class),
                        access,
                        stored,
                        readable,
                        masks.stream().map(Literal::longHex).collect(Collectors.joining(", ")),
                        listOf(fields));
    }

    private List<String> fields(DeclaredBits layout) {
        return layout.components().stream()
                .map(
                        component ->
                                "new RegisterDescription.BitField(%s, %d, %d)"
                                        .formatted(
                                                Literal.text(component.name()),
                                                component.lo(),
                                                component.hi()))
                .toList();
    }

    private String intx() {
        return device.declares(Intx.class)
                .map(intx -> "%s.%s".formatted(text.type(InterruptPin.class), intx.value()))
                .orElse("null");
    }

    private String msi() {
        return device.declares(Msi.class)
                .map(
                        msi ->
                                "new DeviceDescription.MsiDescription(%d, %b)"
                                        .formatted(msi.vectors(), msi.maskable()))
                .orElse("null");
    }

    private String msix() {
        return device.declares(MsiX.class)
                .map(
                        msix -> {
                            MsixPlaces places = MsixPlaces.of(msix);
                            return "new DeviceDescription.MsixDescription(%d, %d, 0x%x, %d, 0x%x)"
                                    .formatted(
                                            msix.vectors(),
                                            places.table().bar(),
                                            places.table().offset(),
                                            places.pendingBits().bar(),
                                            places.pendingBits().offset());
                        })
                .orElse("null");
    }

    private List<String> capabilities() {
        List<String> capabilities = new ArrayList<>();
        device.declares(PowerManagement.class)
                .ifPresent(
                        it -> capabilities.add("PowerManagement(%b)".formatted(it.noSoftReset())));
        device.declares(PciExpress.class)
                .ifPresent(
                        it ->
                                capabilities.add(
                                        "PciExpress(%b)".formatted(it.functionLevelReset())));
        device.declares(AdvancedFeatures.class)
                .ifPresent(it -> capabilities.add("AdvancedFeatures()"));
        for (VendorCapability vendor :
                device.element().getAnnotationsByType(VendorCapability.class)) {
            capabilities.add(
                    "Vendor(%s)"
                            .formatted(
                                    listOf(
                                            Arrays.stream(vendor.value())
                                                    .mapToObj("0x%02x"::formatted)
                                                    .toList())));
        }
        device.declares(SerialNumber.class)
                .ifPresent(it -> capabilities.add("SerialNumber(0x%xL)".formatted(it.value())));
        return capabilities.stream()
                .map(it -> "new " + text.type(CapabilityDescription.class) + "." + it)
                .toList();
    }

    private String parameter(DeclaredParameter parameter) {
        Parameter annotation = parameter.annotation();
        ParameterDescription.Type type = parameter.type().orElseThrow();
        long typeMin = type == ParameterDescription.Type.INT ? Integer.MIN_VALUE : Long.MIN_VALUE;
        long typeMax = type == ParameterDescription.Type.INT ? Integer.MAX_VALUE : Long.MAX_VALUE;
        return "new %s(%s, ParameterDescription.Type.%s,\n%s,\n%s, %s, %s)"
                .formatted(
                        text.type(ParameterDescription.class),
                        Literal.text(parameter.key()),
                        type,
                        Literal.text(annotation.description()),
                        bound(Math.max(annotation.min(), typeMin)),
                        bound(Math.min(annotation.max(), typeMax)),
                        listOf(parameter.choices().stream().map(Literal::text).toList()));
    }

    private static String bound(long value) {
        return value == Long.MIN_VALUE
                ? "Long.MIN_VALUE"
                : value == Long.MAX_VALUE ? "Long.MAX_VALUE" : value + "L";
    }

    private String listOf(List<String> elements) {
        String separator = elements.stream().anyMatch(it -> it.contains("new ")) ? ",\n" : ", ";
        return "%s.of(%s)".formatted(text.type(List.class), String.join(separator, elements));
    }
}
