package dev.barista.processor.writers;

import dev.barista.processor.model.DeclaredDevice;
import dev.barista.processor.model.DeclaredPort;
import dev.barista.processor.model.DeclaredRegister;
import dev.barista.processor.model.Place;
import dev.barista.processor.model.Width;
import dev.barista.processor.writers.AccessKind.Direction;
import dev.barista.processor.writers.RegisterCode.Part;
import dev.barista.spi.binding.BarHandler;
import dev.barista.spi.binding.GuestErrors;
import dev.barista.spi.binding.GuestErrors.Kind;

import java.util.Comparator;
import java.util.List;

/** Writes the {@link BarHandler} of one BAR. */
final class HandlerWriter {
    private static final List<Width> WIDTHS =
            List.of(Width.BYTE, Width.SHORT, Width.INT, Width.LONG);

    private final DeclaredDevice device;
    private final int bar;
    private final List<DeclaredRegister> registers;
    private final RegisterCode code;

    HandlerWriter(DeclaredDevice device, int bar) {
        this.device = device;
        this.bar = bar;
        this.registers =
                device.registers().stream()
                        .filter(register -> register.place().bar() == bar)
                        .filter(register -> !register.mapped())
                        .sorted(Comparator.comparingInt(register -> register.place().offset()))
                        .toList();
        this.code = new RegisterCode(device);
    }

    /** The name of a BAR's handler. */
    static String name(DeclaredDevice device, int bar) {
        return device.generated("Bar" + bar);
    }

    String write() {
        SourceText text = new SourceText(device.packageName());
        String name = name(device, bar);
        text.type(Kind.class);
        text.add(
                """
                /** The accesses of BAR %1$d of {@link %2$s}. */
                @%3$s
                final class %4$s extends %5$s {
                private final %2$s device;
                private final %6$s errors;

                %4$s(%2$s device, %6$s errors) {
                this.device = device;
                this.errors = errors;
                }
                """,
                bar,
                device.className(),
                GeneratedMark.on(text),
                name,
                text.type(BarHandler.class),
                text.type(GuestErrors.class));
        for (Direction direction : List.of(Direction.READ, Direction.WRITE)) {
            for (Width width : WIDTHS) {
                AccessKind kind = AccessKind.of(direction, width);
                text.gap().add("@Override");
                switches(kind).write("public", text);
            }
        }
        text.gap()
                .add(
                        """
                        @Override
                        public long peek(int offset, int width) {
                        return switch (width) {
                        case 1 -> peek8(offset);
                        case 2 -> peek16(offset);
                        case 4 -> peek32(offset);
                        case 8 -> peek64(offset);
                        default -> -1L;
                        };
                        }
                        """);
        for (Width width : WIDTHS) {
            AccessKind kind = AccessKind.of(Direction.PEEK, width);
            text.gap();
            switches(kind).write("private", text);
        }
        return text.add("}").toString();
    }

    private OffsetSwitch switches(AccessKind kind) {
        OffsetSwitch result = new OffsetSwitch(kind, bar);
        for (DeclaredRegister register : registers) {
            if (register.width() == kind.width()) {
                add(result, kind, register, Part.WHOLE);
            } else if (register.width() == Width.LONG && kind.width() == Width.INT) {
                add(result, kind, register, Part.LOW_HALF);
                add(result, kind, register, Part.HIGH_HALF);
            }
        }
        for (DeclaredPort port : device.ports()) {
            if (port.place().bar() == bar
                    && port.width() == kind.width()
                    && kind.direction() != Direction.PEEK) {
                Action action =
                        kind.direction() == Direction.READ ? code.read(port) : code.write(port);
                if (port.window()) {
                    result.addWindow(port.place(), action);
                } else {
                    result.add(port.place().offset(), "port_" + port.name(), action);
                }
            }
        }
        return result;
    }

    private void add(OffsetSwitch to, AccessKind kind, DeclaredRegister register, Part part) {
        Action action =
                switch (kind.direction()) {
                    case READ -> code.read(register, part);
                    case WRITE -> code.write(register, part);
                    case PEEK -> code.peek(register, part);
                };
        Place place = register.place();
        int within = part == Part.HIGH_HALF ? 4 : 0;
        if (register.array()) {
            to.addArray(place, within, action);
        } else {
            String name =
                    switch (part) {
                        case WHOLE -> register.name();
                        case LOW_HALF -> "low_" + register.name();
                        case HIGH_HALF -> "high_" + register.name();
                    };
            to.add(place.offset() + within, name, action);
        }
    }
}
