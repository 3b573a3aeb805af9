package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.processor.model.DeclaredHook.Direction;
import dev.barista.processor.model.DeclaredRegister;
import dev.barista.processor.model.Width;
import dev.barista.spi.Access;
import dev.barista.spi.Register;

import java.util.LinkedHashMap;
import java.util.Map;

/** Masks and reset values. */
final class MaskCheck implements DeviceCheck {
    @Override
    public void check(DeclaredDevice device, Findings findings) {
        for (DeclaredRegister register : device.registers()) {
            if (register.width() == Width.NONE || register.constant().isPresent()) {
                continue;
            }
            if (fits(register, findings)) {
                checkBits(register, findings);
                checkEffect(device, register, findings);
            }
        }
    }

    private static boolean fits(DeclaredRegister register, Findings findings) {
        Register annotation = register.annotation();
        Map<String, Long> numbers = new LinkedHashMap<>();
        numbers.put("reset", annotation.reset());
        numbers.put("writable", annotation.writable());
        numbers.put("writeOneToClear", annotation.writeOneToClear());
        numbers.put("clearOnRead", annotation.clearOnRead());
        numbers.put("reserved", annotation.reserved());
        numbers.values().removeIf(register.width()::holds);
        numbers.forEach(
                (member, value) ->
                        findings.add(
                                Problem.MASK_TOO_WIDE,
                                where(register, member),
                                "`%s` of register '%s' is 0x%x, but the register has %d bits; remove the others"
                                        .formatted(
                                                member,
                                                register.name(),
                                                value,
                                                register.width().bits())));
        return numbers.isEmpty();
    }

    private static void checkBits(DeclaredRegister register, Findings findings) {
        long writable = register.writableByDefault() ? 0 : register.annotation().writable();
        long both = writable & register.writeOneToClear();
        if (both != 0) {
            findings.add(
                    Problem.MASKS_INTERSECT,
                    where(register, "writeOneToClear"),
                    "bits 0x%x of register '%s' are in `writable` and in `writeOneToClear`; choose one"
                            .formatted(both, register.name()));
        }
        long set = register.reset() & register.reserved();
        if (set != 0) {
            findings.add(
                    Problem.RESET_IN_RESERVED,
                    where(register, "reset"),
                    "`reset` of register '%s' sets its reserved bits 0x%x; clear them"
                            .formatted(register.name(), set));
        }
        Map<String, Long> claims = new LinkedHashMap<>();
        claims.put("writable", writable);
        claims.put("writeOneToClear", register.writeOneToClear());
        claims.put("clearOnRead", register.clearOnRead());
        claims.forEach(
                (member, mask) -> {
                    long claimed = mask & register.reserved();
                    if (claimed != 0) {
                        findings.add(
                                Problem.RESERVED_CLAIMED,
                                where(register, member),
                                "bits 0x%x of register '%s' are in `%s`, but reserved; choose one"
                                        .formatted(claimed, register.name(), member));
                    }
                });
    }

    private static void checkEffect(
            DeclaredDevice device, DeclaredRegister register, Findings findings) {
        Access access = register.access();
        Register annotation = register.annotation();
        boolean readable = access == Access.RW || access == Access.RO;
        Map<String, Boolean> idle = new LinkedHashMap<>();
        idle.put("writable", !register.writableByDefault() && !register.writable());
        idle.put("writeOneToClear", annotation.writeOneToClear() != 0 && !register.writable());
        idle.put("clearOnRead", annotation.clearOnRead() != 0 && !readable);
        idle.forEach(
                (member, declared) -> {
                    if (declared) {
                        findings.add(
                                Problem.MASK_WITHOUT_EFFECT,
                                where(register, member),
                                "register '%s' has access %s, so `%s` has no effect; remove it"
                                        .formatted(register.name(), access, member));
                    }
                });
        if (register.writable()
                && (register.writableBits() | register.writeOneToClear()) == 0
                && device.hook(register, Direction.WRITE).isEmpty()) {
            findings.add(
                    Problem.MASK_WITHOUT_EFFECT,
                    where(register, "writable"),
                    "register '%s' has access %s, but no bit that a write changes; use Access.RO"
                            .formatted(register.name(), access));
        }
    }

    private static Where where(DeclaredRegister register, String member) {
        return Where.of(register.element(), Register.class, member);
    }
}
