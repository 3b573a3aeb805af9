package dev.barista.processor.writers;

import dev.barista.processor.model.Width;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A method of a handler: a direction and a width. It knows the parts of its own syntax.
 *
 * @param name such as {@code read32}
 * @param width of the access
 */
record AccessKind(String name, Direction direction, Width width) {
    /** What the method is for. */
    enum Direction {
        READ,
        WRITE,
        PEEK
    }

    static AccessKind of(Direction direction, Width width) {
        String verb =
                switch (direction) {
                    case READ -> "read";
                    case WRITE -> "write";
                    case PEEK -> "peek";
                };
        return new AccessKind(verb + width.bits(), direction, width);
    }

    /** The head of a method of this kind. */
    String signature(String methodName) {
        return switch (direction) {
            case READ -> "%s %s(int offset)".formatted(width.accessType(), methodName);
            case WRITE -> "void %s(int offset, %s value)".formatted(methodName, width.accessType());
            case PEEK -> "long %s(int offset)".formatted(methodName);
        };
    }

    /** Writes a {@code switch} as the end of a method. Cases that do the same are joined. */
    void writeSwitch(
            SourceText text, String selector, Map<String, Action> cases, Action otherwise) {
        Map<Action, List<String>> labels = new LinkedHashMap<>();
        cases.forEach(
                (label, action) ->
                        labels.computeIfAbsent(action, same -> new ArrayList<>()).add(label));
        boolean answers = direction != Direction.WRITE;
        text.add("%sswitch (%s) {", answers ? "return " : "", selector);
        labels.forEach((action, same) -> action.asCase("case " + String.join(", ", same), text));
        otherwise.asCase("default", text);
        text.add(answers ? "};" : "}");
    }

    /** A call of another method with the same parameters. */
    Action call(String method) {
        return direction == Direction.WRITE
                ? Action.does(method + "(offset, value);")
                : Action.answer(method + "(offset)");
    }

    /** What happens where no register is. */
    Action unmapped(int bar) {
        return switch (direction) {
            case READ ->
                    Action.answer(
                            "%serrors.unmappedRead(%d, offset, %d)"
                                    .formatted(
                                            width == Width.LONG ? "" : "(int) ",
                                            bar,
                                            width.bytes()));
            case WRITE ->
                    Action.does(
                            "errors.count(Kind.UNMAPPED_WRITE, %d, offset, %d);"
                                    .formatted(bar, width.bytes()));
            case PEEK -> Action.answer("-1L");
        };
    }
}
