package dev.barista.processor.writers;

import dev.barista.processor.model.DeclaredDevice;
import dev.barista.processor.model.DeclaredParameter;
import dev.barista.processor.model.DeclaredRegister;
import dev.barista.processor.model.Place;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.PciDevice;
import dev.barista.spi.binding.DeviceBinding;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.spi.binding.DeviceParameters;
import dev.barista.spi.binding.DeviceType;

/** Writes the {@link DeviceType} of a device: its description, and how one is made. */
final class TypeWriter {
    private final DeclaredDevice device;
    private final SourceText text;

    TypeWriter(DeclaredDevice device) {
        this.device = device;
        this.text = new SourceText(device.packageName());
    }

    String write() {
        PciDevice annotation = device.annotation();
        String name = device.generated("Type");
        text.add(
                """
                /** The device type {@code %s}, found by {@link java.util.ServiceLoader}. */
                @%s
                public final class %s implements %s {
                private static final %s DESCRIPTION = describe();
                """,
                annotation.name(),
                GeneratedMark.on(text),
                name,
                text.type(DeviceType.class),
                text.type(DeviceDescription.class));
        text.gap()
                .add(
                        """
                        /** Called by {@link java.util.ServiceLoader}. */
                        public %s() {}

                        @Override
                        public DeviceDescription description() {
                        return DESCRIPTION;
                        }

                        @Override
                        public %s create(%s context, %s parameters) {
                        """,
                        name,
                        text.type(DeviceBinding.class),
                        text.type(DeviceContext.class),
                        text.type(DeviceParameters.class))
                .add("%s device = new %1$s(context);", device.className());
        device.registers().stream()
                .filter(DeclaredRegister::mapped)
                .forEach(register -> text.add("%s", binding(register)));
        device.parameters().forEach(parameter -> text.add("%s", assignment(parameter)));
        text.add("return new %s(device);", BindingWriter.name(device)).add("}");
        new DescriptionWriter(device, text).write();
        return text.add("}").toString();
    }

    private static String binding(DeclaredRegister register) {
        Place place = register.place();
        return "device.%s.bind(context.mappedPages(%d), %s, %d, %d);"
                .formatted(
                        register.name(),
                        place.bar(),
                        Literal.offset(place.offset()),
                        place.count(),
                        place.stride());
    }

    private String assignment(DeclaredParameter parameter) {
        String method =
                switch (parameter.type().orElseThrow()) {
                    case INT -> "intValue";
                    case LONG -> "longValue";
                    case BOOLEAN -> "booleanValue";
                    case STRING -> "stringValue";
                    case ENUM -> "enumValue";
                };
        return "device.%s = parameters.%s(%s, device.%1$s);"
                .formatted(parameter.fieldName(), method, Literal.text(parameter.key()));
    }
}
