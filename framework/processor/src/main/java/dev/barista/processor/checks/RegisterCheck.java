package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredBits;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.processor.model.DeclaredRegister;
import dev.barista.processor.model.ElementReader;
import dev.barista.processor.model.Width;
import dev.barista.spi.Access;
import dev.barista.spi.Register;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** A register's field, and the members of its annotation that follow from the field's type. */
final class RegisterCheck implements DeviceCheck {
    @Override
    public void check(DeclaredDevice device, Findings findings) {
        for (DeclaredRegister register : device.registers()) {
            if (register.width() == Width.NONE) {
                findings.add(
                        Problem.REGISTER_TYPE,
                        Where.of(register.element()),
                        "register '%s' has type %s; use byte, short, int or long"
                                .formatted(register.name(), register.element().asType()));
                continue;
            }
            checkField(register, findings);
            checkArray(register, findings);
            checkConstant(register, findings);
            checkLayout(register, findings);
        }
    }

    private static void checkField(DeclaredRegister register, Findings findings) {
        Set<Modifier> modifiers = register.element().getModifiers();
        String remedy;
        if (modifiers.contains(Modifier.PRIVATE)) {
            remedy = "is private; remove `private`";
        } else if (register.constant().isPresent()) {
            return;
        } else if (modifiers.contains(Modifier.STATIC)) {
            remedy =
                    modifiers.contains(Modifier.FINAL)
                            ? "has no compile-time value; initialize it with a constant"
                            : "is static, so devices would share it; remove `static`";
        } else if (register.mapped() && !modifiers.contains(Modifier.FINAL)) {
            remedy = "is in memory and could be exchanged for another; add `final`";
        } else if (register.array() && !modifiers.contains(Modifier.FINAL)) {
            remedy = "is an array that is not final; add `final`";
        } else if (!register.array() && !register.mapped() && modifiers.contains(Modifier.FINAL)) {
            remedy = "is final but no constant; remove `final` or add `static`";
        } else {
            return;
        }
        findings.add(
                Problem.REGISTER_FIELD,
                Where.of(register.element()),
                "register '%s' %s".formatted(register.name(), remedy));
    }

    private static void checkArray(DeclaredRegister register, Findings findings) {
        int count = register.annotation().count();
        int stride = register.annotation().stride();
        boolean wrong = register.mapped() ? count < 0 : register.array() ? count < 1 : count != 0;
        if (wrong) {
            findings.add(
                    Problem.ARRAY_COUNT,
                    where(register, "count"),
                    "register '%s' has count %d and type %s; %s"
                            .formatted(
                                    register.name(),
                                    count,
                                    register.element().asType(),
                                    register.array() || register.mapped()
                                            ? "an array needs a count of at least 1"
                                            : "only an array has a count"));
        }
        if (stride != 0
                && (!register.repeated()
                        || stride < register.width().bytes()
                        || stride % register.width().bytes() != 0)) {
            findings.add(
                    Problem.ARRAY_STRIDE,
                    where(register, "stride"),
                    register.repeated()
                            ? "register '%s' has stride %d; it must be a positive multiple of its width, %d"
                                    .formatted(register.name(), stride, register.width().bytes())
                            : "register '%s' is no array; remove `stride`"
                                    .formatted(register.name()));
        }
    }

    private static void checkConstant(DeclaredRegister register, Findings findings) {
        if (register.constant().isEmpty()) {
            return;
        }
        Register annotation = register.annotation();
        Map<String, Boolean> members = new LinkedHashMap<>();
        members.put("reset", annotation.reset() != 0);
        members.put("writable", !register.writableByDefault());
        members.put("writeOneToClear", annotation.writeOneToClear() != 0);
        members.put("clearOnRead", annotation.clearOnRead() != 0);
        members.put("reserved", annotation.reserved() != 0);
        members.put(
                "access",
                annotation.access() == Access.WO || annotation.access() == Access.RESERVED);
        members.forEach(
                (member, declared) -> {
                    if (declared) {
                        findings.add(
                                Problem.CONSTANT_MEMBER,
                                where(register, member),
                                "register '%s' is a constant, so `%s` has no effect; remove it"
                                        .formatted(register.name(), member));
                    }
                });
    }

    private static void checkLayout(DeclaredRegister register, Findings findings) {
        Optional<TypeElement> type = ElementReader.layoutType(register.element());
        if (type.isEmpty()) {
            return;
        }
        Optional<DeclaredBits> layout = register.layout();
        if (layout.isEmpty()) {
            findings.add(
                    Problem.REGISTER_LAYOUT,
                    where(register, "layout"),
                    "the layout %s of register '%s' is no record with @Bits; add that"
                            .formatted(type.get().getSimpleName(), register.name()));
        } else if (layout.get().width() != register.width()) {
            findings.add(
                    Problem.REGISTER_LAYOUT,
                    where(register, "layout"),
                    "the layout %s has %d bits, but register '%s' has %d; change one of them"
                            .formatted(
                                    layout.get().name(),
                                    layout.get().bits(),
                                    register.name(),
                                    register.width().bits()));
        }
    }

    private static Where where(DeclaredRegister register, String member) {
        return Where.of(register.element(), Register.class, member);
    }
}
