package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.processor.model.DeclaredGuard;
import dev.barista.processor.model.DeclaredPort;
import dev.barista.processor.model.DeclaredRegister;
import dev.barista.spi.WritableWhen;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The methods that allow or refuse writes. */
final class GuardCheck implements DeviceCheck {
    @Override
    public void check(DeclaredDevice device, Findings findings) {
        for (DeclaredGuard guard : device.guards()) {
            if (!Methods.isCallable(guard.element())
                    || !Methods.signature(guard.element()).equals("boolean ()")) {
                findings.add(
                        Problem.GUARD_SIGNATURE,
                        Where.of(guard.element()),
                        "guard '%s' must be `boolean %s()`, not private, static or throwing"
                                .formatted(Methods.declaration(guard.element()), guard.name()));
            }
            checkOffsets(guard, writable(device, guard.bar()), findings);
        }
    }

    /** What is declared in a BAR, by offset: its name, and whether the guest can write it. */
    private record Target(String name, boolean writable) {}

    private static Map<Integer, Target> writable(DeclaredDevice device, int bar) {
        Map<Integer, Target> targets = new TreeMap<>();
        for (DeclaredRegister register : device.registers()) {
            if (register.place().bar() == bar) {
                targets.put(
                        register.place().offset(),
                        new Target(
                                "register '%s'".formatted(register.name()), register.writable()));
            }
        }
        for (DeclaredPort port : device.ports()) {
            if (port.place().bar() == bar) {
                targets.put(
                        port.place().offset(),
                        new Target("hook '%s'".formatted(port.name()), port.write().isPresent()));
            }
        }
        return targets;
    }

    private static void checkOffsets(
            DeclaredGuard guard, Map<Integer, Target> targets, Findings findings) {
        Where where = Where.of(guard.element(), WritableWhen.class, "value");
        if (guard.offsets().isEmpty()) {
            findings.add(
                    Problem.GUARD_OFFSET,
                    where,
                    "guard '%s' names no offset, so it guards nothing".formatted(guard.name()));
        }
        for (int offset : guard.offsets()) {
            Target target = targets.get(offset);
            if (target == null) {
                findings.add(
                        Problem.GUARD_OFFSET,
                        where,
                        "guard '%s' names offset 0x%02x of BAR %d, where nothing is declared; there are: %s"
                                .formatted(guard.name(), offset, guard.bar(), offsets(targets)));
            } else if (!target.writable()) {
                findings.add(
                        Problem.GUARD_WITHOUT_EFFECT,
                        where,
                        "guard '%s' names offset 0x%02x, but the guest cannot write %s; remove the offset"
                                .formatted(guard.name(), offset, target.name()));
            }
        }
    }

    private static String offsets(Map<Integer, Target> targets) {
        String offsets =
                targets.entrySet().stream()
                        .filter(entry -> entry.getValue().writable())
                        .map(entry -> "0x%02x".formatted(entry.getKey()))
                        .collect(Collectors.joining(", "));
        return offsets.isEmpty() ? "none" : offsets;
    }
}
