package dev.barista.processor.writers;

import dev.barista.processor.model.DeclaredDevice;
import dev.barista.processor.model.DeclaredGuard;
import dev.barista.processor.model.DeclaredHook;
import dev.barista.processor.model.DeclaredHook.Direction;
import dev.barista.processor.model.DeclaredPort;
import dev.barista.processor.model.DeclaredRegister;
import dev.barista.processor.model.Place;
import dev.barista.processor.model.Width;
import dev.barista.spi.Access;
import dev.barista.spi.Commit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a guest's accesses do to one register or port, as code. */
final class RegisterCode {
    /** Which part of a register an access is to. */
    enum Part {
        WHOLE,
        LOW_HALF,
        HIGH_HALF;

        /** The bits of a register that the part has. */
        long mask(Width width) {
            return switch (this) {
                case WHOLE -> width.mask();
                case LOW_HALF -> 0xffff_ffffL;
                case HIGH_HALF -> 0xffff_ffff_0000_0000L;
            };
        }

        /** The part of a zero-extended value, zero-extended. */
        long of(long value) {
            return switch (this) {
                case WHOLE -> value;
                case LOW_HALF -> value & 0xffff_ffffL;
                case HIGH_HALF -> value >>> 32;
            };
        }
    }

    private final DeclaredDevice device;

    RegisterCode(DeclaredDevice device) {
        this.device = device;
    }

    /** A guest's read. */
    Action read(DeclaredRegister register, Part part) {
        return switch (register.access()) {
            case WO, RESERVED -> Action.answer(zero(register.width(), part));
            case UNIMPLEMENTED ->
                    new Action(
                            List.of(count("UNIMPLEMENTED", register.place(), part)),
                            constant(register.width(), part, register.reset()));
            case RW, RO ->
                    register.constant().isPresent()
                            ? Action.answer(
                                    seen(
                                            register,
                                            part,
                                            device.className() + "." + register.name()))
                            : liveRead(register, part);
        };
    }

    private Action liveRead(DeclaredRegister register, Part part) {
        String stored = stored(register);
        String seen =
                seen(
                        register,
                        part,
                        device.hook(register, Direction.READ)
                                .map(hook -> hookCall(hook, register, stored))
                                .orElse(stored));
        long cleared = register.clearOnRead() & part.mask(register.width());
        if (cleared == 0) {
            return Action.answer(seen);
        }
        return new Action(
                List.of(
                        "%s seen = %s;".formatted(accessType(register.width(), part), seen),
                        "%s = %s;"
                                .formatted(
                                        stored,
                                        narrow(
                                                register.width(),
                                                "%s & %s"
                                                        .formatted(
                                                                stored,
                                                                Literal.complement(
                                                                        register.width(),
                                                                        cleared))))),
                "seen");
    }

    /** A read of the stored value, without effects. */
    Action peek(DeclaredRegister register, Part part) {
        if (!register.live()) {
            long value = register.access() == Access.RESERVED ? 0 : register.reset();
            return Action.answer(Literal.longHex(part.of(value)));
        }
        String stored = stored(register);
        return Action.answer(
                switch (part) {
                    case WHOLE ->
                            register.width() == Width.LONG
                                    ? stored
                                    : "%s & %s"
                                            .formatted(
                                                    stored,
                                                    Literal.longHex(register.width().mask()));
                    case LOW_HALF -> stored + " & 0xffffffffL";
                    case HIGH_HALF -> stored + " >>> 32";
                });
    }

    /** A guest's write. */
    Action write(DeclaredRegister register, Part part) {
        Place place = register.place();
        return switch (register.access()) {
            case RO -> Action.does(count("READ_ONLY_WRITE", place, part));
            case RESERVED -> Action.does(count("RESERVED_WRITE", place, part));
            case UNIMPLEMENTED -> Action.does(count("UNIMPLEMENTED", place, part));
            case RW, WO ->
                    liveWrite(register, part)
                            .map(statement -> guarded(place, part, statement))
                            .orElseGet(Action::does);
        };
    }

    /** The statement that stores; empty where a half has no bit that changes, and no hook. */
    private Optional<String> liveWrite(DeclaredRegister register, Part part) {
        String next = next(register, part);
        String narrowed = next.equals(stored(register)) ? next : narrow(register.width(), next);
        Optional<DeclaredHook> hook = device.hook(register, Direction.WRITE);
        boolean runs =
                hook.isPresent()
                        && !(hook.get().commit() == Commit.HIGH_HALF && part == Part.LOW_HALF);
        if (runs) {
            return Optional.of(
                    "%s = %s;"
                            .formatted(stored(register), hookCall(hook.get(), register, narrowed)));
        }
        return next.equals(stored(register))
                ? Optional.empty()
                : Optional.of("%s = %s;".formatted(stored(register), narrowed));
    }

    /** The value that a write would store: the masks of the SPI, folded. */
    private static String next(DeclaredRegister register, Part part) {
        Width width = register.width();
        long mask = part.mask(width);
        long taken = register.writableBits() & mask;
        long clearing = register.writeOneToClear() & mask;
        String stored = stored(register);
        String written =
                switch (part) {
                    case WHOLE, LOW_HALF -> "value";
                    case HIGH_HALF -> "((long) value << 32)";
                };
        String keep =
                clearing == 0
                        ? Literal.complement(width, taken)
                        : taken == 0
                                ? "~(%s & %s)".formatted(written, Literal.of(width, clearing))
                                : "~(%s | (%s & %s))"
                                        .formatted(
                                                Literal.of(width, taken),
                                                written,
                                                Literal.of(width, clearing));
        if (taken == 0) {
            return clearing == 0 ? stored : "%s & %s".formatted(stored, keep);
        }
        boolean allOfPart = taken == mask;
        String take =
                allOfPart && part != Part.LOW_HALF
                        ? written
                        : "(%s & %s)".formatted(written, Literal.of(width, taken));
        return allOfPart && part == Part.WHOLE
                ? written
                : "(%s & %s) | %s".formatted(stored, keep, take);
    }

    /** A guest's read of a port. */
    Action read(DeclaredPort port) {
        if (port.read().isEmpty()) {
            return AccessKind.of(AccessKind.Direction.READ, port.width())
                    .unmapped(port.place().bar());
        }
        String value =
                "device.%s(%s)".formatted(port.read().get().name(), port.window() ? "within" : "");
        return Action.answer(zeroExtended(port.width(), value, port.width().mask()));
    }

    /** A guest's write to a port. */
    Action write(DeclaredPort port) {
        if (port.write().isEmpty()) {
            return Action.does(count("READ_ONLY_WRITE", port.place(), Part.WHOLE));
        }
        return guarded(
                port.place(),
                Part.WHOLE,
                "device.%s(%s%s);"
                        .formatted(
                                port.write().get().name(),
                                port.window() ? "within, " : "",
                                narrow(port.width(), "value")));
    }

    private Action guarded(Place place, Part part, String write) {
        List<DeclaredGuard> guards = device.guards(place).toList();
        if (guards.isEmpty()) {
            return Action.does(write);
        }
        String condition =
                guards.stream()
                        .map(guard -> "device.%s()".formatted(guard.name()))
                        .collect(Collectors.joining(" && "));
        return Action.does(
                "if (%s) {".formatted(condition),
                write,
                "} else {",
                count("REFUSED_WRITE", place, part),
                "}");
    }

    private static String stored(DeclaredRegister register) {
        return "device." + register.name() + (register.array() ? "[index]" : "");
    }

    private static String hookCall(DeclaredHook hook, DeclaredRegister register, String argument) {
        return "device.%s(%s%s)"
                .formatted(hook.name(), register.array() ? "index, " : "", argument);
    }

    /** What the guest sees of a register's value: the bits of the part, without reserved ones. */
    private static String seen(DeclaredRegister register, Part part, String value) {
        long shown = ~register.reserved();
        return switch (part) {
            case WHOLE -> zeroExtended(register.width(), value, shown & register.width().mask());
            case LOW_HALF -> zeroExtended(Width.INT, "(int) " + value, shown & 0xffff_ffffL);
            case HIGH_HALF ->
                    zeroExtended(Width.INT, "(int) (%s >>> 32)".formatted(value), shown >>> 32);
        };
    }

    private static String zeroExtended(Width width, String value, long shown) {
        boolean all = shown == width.mask() && (width == Width.INT || width == Width.LONG);
        return all ? value : "%s & %s".formatted(value, Literal.of(width, shown));
    }

    private static String narrow(Width width, String value) {
        if (width == Width.INT || width == Width.LONG) {
            return value;
        }
        boolean name = value.matches("\\w+");
        return name
                ? "(%s) %s".formatted(width.type(), value)
                : "(%s) (%s)".formatted(width.type(), value);
    }

    private static String accessType(Width width, Part part) {
        return part == Part.WHOLE ? width.accessType() : "int";
    }

    private static String zero(Width width, Part part) {
        return part == Part.WHOLE && width == Width.LONG ? "0L" : "0";
    }

    private static String constant(Width width, Part part, long value) {
        return Literal.of(part == Part.WHOLE ? width : Width.INT, part.of(value));
    }

    private static String count(String kind, Place place, Part part) {
        int width = part == Part.WHOLE ? place.width() : 4;
        return "errors.count(Kind.%s, %d, offset, %d);".formatted(kind, place.bar(), width);
    }
}
