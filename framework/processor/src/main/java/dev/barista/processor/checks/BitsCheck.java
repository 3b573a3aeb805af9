package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredBits;
import dev.barista.processor.model.DeclaredBits.Component;
import dev.barista.processor.model.DeclaredBits.Form;
import dev.barista.processor.model.Width;
import dev.barista.spi.Bit;
import dev.barista.spi.Bits;
import dev.barista.spi.Field;

import java.util.HashMap;
import java.util.Map;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;

/** Bit layouts. One object sees all layouts of a compilation. */
final class BitsCheck {
    private final Map<String, String> recordsByAccessors = new HashMap<>();

    /** Reports what is wrong with a layout in a package. */
    void check(DeclaredBits bits, String packageName, Findings findings) {
        if (bits.element().getKind() != ElementKind.RECORD
                || !bits.element().getTypeParameters().isEmpty()
                || isPrivate(bits.element())) {
            findings.add(
                    Problem.BITS_NOT_A_RECORD,
                    Where.of(bits.element()),
                    "@Bits is on %s; make it a record that is neither private nor generic"
                            .formatted(bits.name()));
            return;
        }
        if (bits.width() == Width.NONE) {
            findings.add(
                    Problem.BITS_WIDTH,
                    Where.of(bits.element(), Bits.class, "value"),
                    "@Bits of %s has %d bits; it must be 8, 16, 32 or 64"
                            .formatted(bits.name(), bits.bits()));
            return;
        }
        String record = bits.element().getQualifiedName().toString();
        String other = recordsByAccessors.putIfAbsent(packageName + "." + bits.name(), record);
        if (other != null) {
            findings.add(
                    Problem.ACCESSORS_TAKEN,
                    Where.of(bits.element()),
                    "the accessors of %s would be the class %sBits, as those of %s; rename one of them"
                            .formatted(record, bits.name(), other));
        }
        checkCover(bits, findings);
    }

    private static void checkCover(DeclaredBits bits, Findings findings) {
        long covered = 0;
        boolean complete = true;
        for (Component component : bits.components()) {
            if (!checkComponent(bits, component, findings)) {
                complete = false;
                continue;
            }
            if ((covered & component.mask()) != 0) {
                findings.add(
                        Problem.BITS_OVERLAP,
                        where(component),
                        "component '%s' of %s shares bits 0x%x with '%s'; move one of them"
                                .formatted(
                                        component.name(),
                                        bits.name(),
                                        covered & component.mask(),
                                        sharing(bits, component)));
            }
            covered |= component.mask();
        }
        Where reserved = Where.of(bits.element(), Bits.class, "reserved");
        if (!bits.width().holds(bits.declaredReserved()) || (bits.reserved() & covered) != 0) {
            findings.add(
                    Problem.RESERVED_COVERED,
                    reserved,
                    "the reserved bits 0x%x of %s are covered by components or beyond bit %d; correct the mask"
                            .formatted(
                                    bits.declaredReserved(), bits.name(), bits.width().bits() - 1));
        } else if (complete && (covered | bits.reserved()) != bits.width().mask()) {
            findings.add(
                    Problem.BITS_GAP,
                    reserved,
                    "bits 0x%x of %s are neither covered by a component nor reserved; add them to one"
                            .formatted(
                                    bits.width().mask() & ~(covered | bits.reserved()),
                                    bits.name()));
        }
    }

    /** Answers whether the component has a place. */
    private static boolean checkComponent(
            DeclaredBits bits, Component component, Findings findings) {
        if (component.name().equals("decode")) {
            findings.add(
                    Problem.COMPONENT_NAME,
                    Where.of(component.element()),
                    "component 'decode' of %s has the name of a generated method; rename it"
                            .formatted(bits.name()));
        }
        if (component.form() == Form.UNCLEAR) {
            findings.add(
                    Problem.COMPONENT_UNPLACED,
                    Where.of(component.element()),
                    "component '%s' of %s needs one @Bit or one @Field"
                            .formatted(component.name(), bits.name()));
            return false;
        }
        if (component.lo() < 0
                || component.hi() < component.lo()
                || component.hi() >= bits.width().bits()) {
            findings.add(
                    Problem.COMPONENT_RANGE,
                    where(component),
                    "component '%s' of %s is bits %d to %d; they must be ascending and from 0 to %d"
                            .formatted(
                                    component.name(),
                                    bits.name(),
                                    component.lo(),
                                    component.hi(),
                                    bits.width().bits() - 1));
            return false;
        }
        checkType(bits, component, findings);
        return true;
    }

    private static void checkType(DeclaredBits bits, Component component, Findings findings) {
        TypeKind type = component.element().asType().getKind();
        int width = component.hi() - component.lo() + 1;
        boolean fits =
                component.form() == Form.BIT
                        ? type == TypeKind.BOOLEAN
                        : type == TypeKind.LONG || (type == TypeKind.INT && width <= Integer.SIZE);
        if (!fits) {
            findings.add(
                    Problem.COMPONENT_TYPE,
                    Where.of(component.element()),
                    "component '%s' of %s has type %s; it must be %s"
                            .formatted(
                                    component.name(),
                                    bits.name(),
                                    component.element().asType(),
                                    component.form() == Form.BIT
                                            ? "boolean"
                                            : width <= Integer.SIZE ? "int or long" : "long"));
        }
    }

    private static String sharing(DeclaredBits bits, Component component) {
        return bits.components().stream()
                .filter(
                        other ->
                                !other.name().equals(component.name())
                                        && (other.mask() & component.mask()) != 0)
                .map(Component::name)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isPrivate(TypeElement type) {
        for (Element element = type;
                element instanceof TypeElement;
                element = element.getEnclosingElement()) {
            if (element.getModifiers().contains(Modifier.PRIVATE)) {
                return true;
            }
        }
        return false;
    }

    private static Where where(Component component) {
        return Where.of(
                component.element(), component.form() == Form.BIT ? Bit.class : Field.class);
    }
}
