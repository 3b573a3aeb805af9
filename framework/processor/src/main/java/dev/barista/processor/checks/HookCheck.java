package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.processor.model.DeclaredHook;
import dev.barista.processor.model.DeclaredHook.Direction;
import dev.barista.processor.model.DeclaredRegister;
import dev.barista.processor.model.Width;
import dev.barista.spi.Access;
import dev.barista.spi.Commit;
import dev.barista.spi.Read;
import dev.barista.spi.Write;

import java.util.Optional;
import java.util.stream.Collectors;

/** The methods that accesses call. */
final class HookCheck implements DeviceCheck {
    @Override
    public void check(DeclaredDevice device, Findings findings) {
        for (DeclaredHook hook : device.hooks()) {
            if (!Methods.isCallable(hook.element())) {
                findings.add(
                        Problem.HOOK_UNREACHABLE,
                        Where.of(hook.element()),
                        "%s hook '%s' must not be private, static or generic, nor throw checked exceptions"
                                .formatted(hook.direction(), hook.name()));
            }
            if (hook.paired()) {
                checkPaired(device, hook, findings);
            } else {
                checkPort(hook, findings);
            }
        }
    }

    private static void checkPaired(DeclaredDevice device, DeclaredHook hook, Findings findings) {
        if (hook.bar() != 0 || hook.length() != 0) {
            String member = hook.bar() != 0 ? "bar" : "length";
            findings.add(
                    Problem.HOOK_MEMBER_UNUSED,
                    where(hook, member),
                    "%s hook '%s' has no offset, so `%s` has no effect; remove it"
                            .formatted(hook.direction(), hook.name(), member));
        }
        Optional<DeclaredRegister> register = device.register(hook.name());
        if (register.isEmpty()) {
            findings.add(
                    Problem.HOOK_UNPAIRED,
                    Where.of(hook.element()),
                    "%s hook '%s' has no offset, and no register has its name; there are: %s"
                            .formatted(hook.direction(), hook.name(), names(device)));
            return;
        }
        if (register.get().width() == Width.NONE) {
            return;
        }
        checkReachable(hook, register.get(), findings);
        Optional<DeclaredHook> first = device.hook(register.get(), hook.direction());
        if (first.isPresent() && !first.get().element().equals(hook.element())) {
            findings.add(
                    Problem.HOOK_TAKEN,
                    Where.of(hook.element()),
                    "register '%s' has the %s hook '%s' already; remove one"
                            .formatted(
                                    register.get().name(),
                                    hook.direction(),
                                    Methods.declaration(first.get().element())));
            return;
        }
        String type = register.get().width().type();
        checkSignature(
                hook,
                "register '%s'".formatted(register.get().name()),
                "%s (%s%s)".formatted(type, register.get().array() ? "int, " : "", type),
                findings);
        if (hook.commit() == Commit.HIGH_HALF && register.get().width() != Width.LONG) {
            findings.add(
                    Problem.HOOK_MEMBER_UNUSED,
                    where(hook, "commit"),
                    "register '%s' has %d bits and no halves, so `commit` has no effect; remove it"
                            .formatted(register.get().name(), register.get().width().bits()));
        }
    }

    private static void checkReachable(
            DeclaredHook hook, DeclaredRegister register, Findings findings) {
        String what =
                register.constant().isPresent()
                        ? "a constant"
                        : "declared with access " + register.access();
        if (hook.direction() == Direction.WRITE && !register.writable()) {
            findings.add(
                    Problem.WRITE_HOOK_UNREACHABLE,
                    Where.of(hook.element()),
                    "@Write hook '%s' is never called, as register '%s' is %s; remove it"
                            .formatted(hook.name(), register.name(), what));
        }
        boolean answers = register.access() == Access.RW || register.access() == Access.RO;
        if (hook.direction() == Direction.READ && (!answers || register.constant().isPresent())) {
            findings.add(
                    Problem.READ_HOOK_UNREACHABLE,
                    Where.of(hook.element()),
                    "@Read hook '%s' is never called, as register '%s' is %s; remove it"
                            .formatted(hook.name(), register.name(), what));
        }
    }

    private static void checkPort(DeclaredHook hook, Findings findings) {
        if (hook.commit() == Commit.HIGH_HALF) {
            findings.add(
                    Problem.HOOK_MEMBER_UNUSED,
                    where(hook, "commit"),
                    "@Write hook '%s' has no storage and so no halves; remove `commit`"
                            .formatted(hook.name()));
        }
        String type = hook.width() == Width.NONE ? "int" : hook.width().type();
        String index = hook.window() ? "int" : "";
        checkSignature(
                hook,
                hook.window() ? "a window" : "an offset of its own",
                hook.direction() == Direction.READ
                        ? "%s (%s)".formatted(type, index)
                        : "void (%s%s)".formatted(index.isEmpty() ? "" : "int, ", type),
                findings);
        if (hook.length() < 0 || hook.length() % Math.max(hook.width().bytes(), 1) != 0) {
            findings.add(
                    Problem.WINDOW_LENGTH,
                    where(hook, "length"),
                    "the window of %s hook '%s' has length %d; it must be a positive multiple of its width, %d"
                            .formatted(
                                    hook.direction(),
                                    hook.name(),
                                    hook.length(),
                                    hook.width().bytes()));
        }
    }

    private static void checkSignature(
            DeclaredHook hook, String owner, String expected, Findings findings) {
        if (!Methods.signature(hook.element()).equals(expected)) {
            findings.add(
                    Problem.HOOK_SIGNATURE,
                    Where.of(hook.element()),
                    "%s hook '%s' belongs to %s, so it must be `%s`"
                            .formatted(
                                    hook.direction(),
                                    Methods.declaration(hook.element()),
                                    owner,
                                    expected.replace(" (", " " + hook.name() + "(")));
        }
    }

    private static String names(DeclaredDevice device) {
        String names =
                device.registers().stream()
                        .map(DeclaredRegister::name)
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }

    private static Where where(DeclaredHook hook, String member) {
        return Where.of(
                hook.element(),
                hook.direction() == Direction.READ ? Read.class : Write.class,
                member);
    }
}
