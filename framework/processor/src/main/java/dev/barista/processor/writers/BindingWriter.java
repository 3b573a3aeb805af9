package dev.barista.processor.writers;

import dev.barista.processor.model.DeclaredDevice;
import dev.barista.processor.model.DeclaredRegister;
import dev.barista.processor.model.DeclaredState;
import dev.barista.spi.Bar;
import dev.barista.spi.binding.BarHandler;
import dev.barista.spi.binding.DeviceBinding;
import dev.barista.spi.binding.GuestErrors;
import dev.barista.spi.binding.StateReader;
import dev.barista.spi.binding.StateWriter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Writes the {@link DeviceBinding} of a device: its BARs, reset, save and restore. */
final class BindingWriter {
    /** Statements in one method; far below the 8000 bytes up to which methods are compiled. */
    private static final int STATEMENTS = 200;

    private final DeclaredDevice device;
    private final SourceText text;

    BindingWriter(DeclaredDevice device) {
        this.device = device;
        this.text = new SourceText(device.packageName());
    }

    /** The name of a device's binding. */
    static String name(DeclaredDevice device) {
        return device.generated("Binding");
    }

    String write() {
        text.add(
                """
                /** Drives one {@link %s}. */
                @%s
                final class %s implements %s {
                private final %1$s device;
                private final %5$s errors = new %5$s();
                """,
                device.className(),
                GeneratedMark.on(text),
                name(device),
                text.type(DeviceBinding.class),
                text.type(GuestErrors.class));
        List<Integer> bars = device.bars().stream().map(Bar::index).sorted().toList();
        bars.forEach(
                bar -> text.add("private final %s bar%d;", HandlerWriter.name(device, bar), bar));
        writeConstructor(bars);
        writeBars(bars);
        text.gap().add("@Override");
        writeMethod("public", "reset", "", "", resets());
        writeState();
        device.polls().forEach(this::writePoll);
        return text.gap()
                .add(
                        """
                        @Override
                        public %s guestErrors() {
                        return errors;
                        }
                        }
                        """,
                        text.type(GuestErrors.class))
                .toString();
    }

    private void writeConstructor(List<Integer> bars) {
        text.gap().add("%s(%s device) {", name(device), device.className());
        text.add("this.device = device;");
        bars.forEach(
                bar ->
                        text.add(
                                "bar%d = new %s(device, errors);",
                                bar, HandlerWriter.name(device, bar)));
        device.registers().stream()
                .filter(DeclaredRegister::array)
                .forEach(
                        register ->
                                text.add(
                                        """
                                        if (device.%1$s.length != %2$d) {
                                        throw new IllegalStateException(
                                        "%3$s.%1$s has " + device.%1$s.length
                                        + " elements, not the %2$d registers it declares");
                                        }
                                        """,
                                        register.name(),
                                        register.place().count(),
                                        device.className()));
        text.add("}");
    }

    private void writeBars(List<Integer> bars) {
        text.gap().add("@Override").add("public %s bar(int index) {", text.type(BarHandler.class));
        String absent =
                "throw new IndexOutOfBoundsException(%s + index);"
                        .formatted(Literal.text(device.annotation().name() + " has no BAR "));
        if (bars.isEmpty()) {
            text.add("%s", absent);
        } else {
            text.add("return switch (index) {");
            bars.forEach(bar -> text.add("case %d -> bar%1$d;", bar));
            text.add("default -> %s", absent).add("};");
        }
        text.add("}");
    }

    private List<String> resets() {
        List<String> statements = new ArrayList<>();
        for (DeclaredRegister register : device.registers()) {
            if (register.constant().isPresent()) {
                continue;
            }
            if (register.mapped()) {
                resetMapped(register).ifPresent(statements::add);
                continue;
            }
            String value = Literal.stored(register.width(), register.reset());
            statements.add(
                    register.array()
                            ? fill(register.name(), cast(register.width().type(), value))
                            : "device.%s = %s;".formatted(register.name(), value));
        }
        for (DeclaredState state : device.state()) {
            statements.add(resetState(state));
        }
        device.resets()
                .forEach(
                        method -> statements.add("device.%s();".formatted(method.getSimpleName())));
        return statements;
    }

    /** Mapped pages are zeros by then, so that only other values are stored. */
    private static Optional<String> resetMapped(DeclaredRegister register) {
        if (register.reset() == 0) {
            return Optional.empty();
        }
        String value = Literal.of(register.width(), register.reset());
        return Optional.of(
                register.repeated()
                        ? """
                        for (int i = 0; i < device.%1$s.count(); i++) {
                        device.%1$s.set(i, %2$s);
                        }\
                        """
                                .formatted(register.name(), value)
                        : "device.%s.set(%s);".formatted(register.name(), value));
    }

    private String resetState(DeclaredState state) {
        String value =
                switch (state.form()) {
                    case BOOLEAN -> "false";
                    case STRING -> "\"\"";
                    case ENUM -> state.element().asType() + "." + state.choices().getFirst();
                    case NUMBER, ARRAY, UNSUPPORTED -> "0";
                };
        if (state.form() == DeclaredState.Form.ARRAY) {
            TypeMirror type = ((ArrayType) state.element().asType()).getComponentType();
            return fill(
                    state.name(),
                    type.getKind() == TypeKind.BOOLEAN ? "false" : cast(type.toString(), "0"));
        }
        return "device.%s = %s;".formatted(state.name(), value);
    }

    private String fill(String array, String value) {
        return "%s.fill(device.%s, %s);".formatted(text.type(Arrays.class), array, value);
    }

    /** A number as an argument, which unlike an assigned one is not narrowed by itself. */
    private static String cast(String type, String value) {
        return switch (type) {
            case "byte", "short", "char" -> "(%s) %s".formatted(type, value);
            default -> value;
        };
    }

    private void writeState() {
        String writer = text.type(StateWriter.class);
        String reader = text.type(StateReader.class);
        if (!device.annotation().saveable()) {
            text.gap().add("@Override").add("public void save(%s out) {", writer);
            writeUnsaveable();
            text.gap().add("@Override").add("public void restore(%s in) {", reader);
            writeUnsaveable();
            return;
        }
        List<String> saves = new ArrayList<>();
        List<String> restores = new ArrayList<>();
        List<VariableElement> saved = new ArrayList<>();
        device.registers().stream()
                .filter(DeclaredRegister::live)
                .forEach(register -> saved.add(register.element()));
        device.state().forEach(state -> saved.add(state.element()));
        saved.forEach(
                field -> {
                    SavedCode code = new SavedCode(field);
                    saves.add(code.save());
                    restores.add(code.restore());
                });
        device.restores()
                .forEach(method -> restores.add("device.%s();".formatted(method.getSimpleName())));
        text.gap().add("@Override");
        writeMethod("public", "save", writer + " out", "out", saves);
        text.gap().add("@Override");
        writeMethod("public", "restore", reader + " in", "in", restores);
    }

    private void writePoll(ExecutableElement method) {
        text.gap()
                .add(
                        """
                        @Override
                        public boolean polls() {
                        return true;
                        }

                        @Override
                        public boolean poll() {
                        return device.%s();
                        }
                        """,
                        method.getSimpleName());
    }

    private void writeUnsaveable() {
        text.add(
                        "throw new UnsupportedOperationException(%s);",
                        Literal.text(device.annotation().name() + " cannot be saved"))
                .add("}");
    }

    /** Writes a method, or several of which each ends in a call of the next. */
    private void writeMethod(
            String modifier,
            String name,
            String parameter,
            String argument,
            List<String> statements) {
        int parts = Math.max(1, Math.ceilDiv(statements.size(), STATEMENTS));
        for (int part = 0; part < parts; part++) {
            if (part > 0) {
                text.gap();
            }
            text.add(
                    "%s void %s(%s) {",
                    part == 0 ? modifier : "private", part == 0 ? name : name + part, parameter);
            statements
                    .subList(
                            part * STATEMENTS, Math.min((part + 1) * STATEMENTS, statements.size()))
                    .forEach(statement -> text.add("%s", statement));
            if (part + 1 < parts) {
                text.add("%s%d(%s);", name, part + 1, argument);
            }
            text.add("}");
        }
    }
}
