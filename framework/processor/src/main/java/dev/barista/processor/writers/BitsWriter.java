package dev.barista.processor.writers;

import dev.barista.processor.model.DeclaredBits;
import dev.barista.processor.model.DeclaredBits.Component;
import dev.barista.processor.model.Width;

import java.util.stream.Collectors;

import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** Writes the static accessors of a {@link dev.barista.spi.Bits} record. */
final class BitsWriter {
    private final DeclaredBits bits;
    private final String packageName;
    private final String recordName;
    private final Width width;

    BitsWriter(DeclaredBits bits, String packageName) {
        this.bits = bits;
        this.packageName = packageName;
        this.width = bits.width();
        String qualified = bits.element().getQualifiedName().toString();
        this.recordName =
                packageName.isEmpty() ? qualified : qualified.substring(packageName.length() + 1);
    }

    /** The name of the class with a record's accessors. */
    static String name(DeclaredBits bits) {
        return bits.name() + "Bits";
    }

    String write() {
        SourceText text = new SourceText(packageName);
        String access = isPublic() ? "public " : "";
        text.add(
                """
                /** The bits of {@link %s} in a {@code %s}. */
                @%s
                %sfinal class %s {
                private %5$s() {}
                """,
                recordName, width.type(), GeneratedMark.on(text), access, name(bits));
        for (Component component : bits.components()) {
            writeAccessors(component, access, text);
        }
        text.gap()
                .add(
                        """
                        /** The record of a register's value. */
                        %sstatic %s decode(%s value) {
                        return new %2$s(%s);
                        }

                        /** The register's value of a record. */
                        %1$sstatic %3$s encode(%2$s bits) {
                        %3$s value = 0;
                        """,
                        access,
                        recordName,
                        width.type(),
                        bits.components().stream()
                                .map(component -> component.name() + "(value)")
                                .collect(Collectors.joining(", ")));
        bits.components()
                .forEach(
                        component ->
                                text.add(
                                        "value = with%s(value, bits.%s());",
                                        capitalized(component.name()), component.name()));
        return text.add("return value;").add("}").add("}").toString();
    }

    private void writeAccessors(Component component, String access, SourceText text) {
        String name = component.name();
        String type = component.element().asType().toString();
        boolean bit = component.form() == DeclaredBits.Form.BIT;
        String where =
                bit
                        ? "bit %d".formatted(component.lo())
                        : "bits %d to %d".formatted(component.lo(), component.hi());
        text.gap()
                .add("/** {@code %s}: %s. */", name, where)
                .add("%sstatic %s %s(%s value) {", access, type, name, width.type())
                .add("return %s;", bit ? readBit(component) : readField(component, type))
                .add("}");
        text.gap()
                .add(
                        "/** A value with another {@code %s}%s. */",
                        name, bit ? "" : "; what does not fit is cut off")
                .add(
                        "%sstatic %s with%s(%2$s value, %s %s) {",
                        access, width.type(), capitalized(name), type, name)
                .add("return %s;", bit ? withBit(component) : withField(component, type))
                .add("}");
    }

    private String readBit(Component component) {
        return "(value & %s) != 0".formatted(Literal.of(width, component.mask()));
    }

    private String readField(Component component, String type) {
        int bits = component.hi() - component.lo() + 1;
        boolean all = bits == width.bits();
        boolean narrowed = width == Width.LONG && type.equals("int");
        boolean widened = width != Width.LONG && type.equals("long");
        String value = widened ? "(long) value" : "value";
        String mask =
                widened || width == Width.LONG
                        ? Literal.longHex(component.mask() >>> component.lo())
                        : Literal.intHex((int) (component.mask() >>> component.lo()));
        if (all && !widened && width.bits() >= 32) {
            return value;
        }
        String shifted =
                component.lo() == 0 ? value : "(%s >>> %d)".formatted(value, component.lo());
        String masked = "%s & %s".formatted(shifted, mask);
        return narrowed ? "(int) (%s)".formatted(masked) : masked;
    }

    private String withBit(Component component) {
        String mask = Literal.of(width, component.mask());
        return narrow("%s ? value | %s : value & ~%2$s".formatted(component.name(), mask));
    }

    private String withField(Component component, String type) {
        String mask = Literal.of(width, component.mask());
        String field = component.name();
        if (width == Width.LONG && type.equals("int")) {
            field = "(long) " + field;
        } else if (width != Width.LONG && type.equals("long")) {
            field = "(int) " + field;
        }
        String shifted =
                component.lo() == 0 ? field : "(%s << %d)".formatted(field, component.lo());
        return narrow("(value & ~%s) | (%s & %1$s)".formatted(mask, shifted));
    }

    private String narrow(String value) {
        return width == Width.BYTE || width == Width.SHORT
                ? "(%s) (%s)".formatted(width.type(), value)
                : value;
    }

    /** Whether the record, and so what is generated for it, can be used from other packages. */
    private boolean isPublic() {
        for (TypeElement type = bits.element(); ; type = (TypeElement) type.getEnclosingElement()) {
            if (!type.getModifiers().contains(Modifier.PUBLIC)) {
                return false;
            }
            if (!(type.getEnclosingElement() instanceof TypeElement)) {
                return true;
            }
        }
    }

    private static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
