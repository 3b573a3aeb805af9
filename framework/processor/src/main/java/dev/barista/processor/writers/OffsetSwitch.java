package dev.barista.processor.writers;

import dev.barista.processor.model.Place;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The decoding of an offset, as methods with one {@code switch} each.
 *
 * <p>HotSpot inlines no hot method above 325 bytes of bytecode, and compiles none above 8000. So
 * where the cases of a method would get near the first limit they are divided by page, that is by
 * high bits of the offset, into methods of their own, and those again. Arrays and windows are
 * decoded by range, each in a method that hands over to the next one where it does not apply.
 */
final class OffsetSwitch {
    /** Estimated bytes of bytecode in one method; {@link Action#bytes} errs upwards. */
    private static final int BUDGET = 240;

    private static final int MOST_PAGES = 16;

    private final AccessKind kind;
    private final int bar;
    private final NavigableMap<Integer, Action> cases = new TreeMap<>();
    private final Map<String, Action> outlined = new LinkedHashMap<>();
    private final List<OffsetRange> ranges = new ArrayList<>();

    OffsetSwitch(AccessKind kind, int bar) {
        this.kind = kind;
        this.bar = bar;
    }

    /** An access to an offset. What is no single line becomes a method of the given name. */
    void add(int offset, String name, Action action) {
        if (action.equals(kind.unmapped(bar))) {
            return;
        }
        if (action.isBrief()) {
            cases.put(offset, action);
            return;
        }
        String method = kind.name() + "_" + name;
        outlined.put(method, action);
        cases.put(offset, kind.call(method));
    }

    /** An access to each element of an array, {@code within} bytes behind the element's start. */
    void addArray(Place place, int within, Action action) {
        int offset = place.offset() + within;
        for (OffsetRange range : ranges) {
            if (range.takes(place, offset, kind.width().bytes())
                    && range.bytes() + action.bytes() < BUDGET) {
                range.add(offset, action);
                return;
            }
        }
        OffsetRange range = OffsetRange.ofArray(offset, place);
        range.add(offset, action);
        ranges.add(range);
    }

    /** An access to anywhere in a window. */
    void addWindow(Place place, Action action) {
        if (action.equals(kind.unmapped(bar))) {
            return;
        }
        ranges.add(OffsetRange.ofWindow(place, action));
    }

    /** Writes the method that decodes, and behind it those that it needs. */
    void write(String modifier, SourceText text) {
        writeMethod(modifier, kind.name(), cases, elsewhere(0), text);
        outlined.forEach(
                (method, action) -> {
                    text.gap().add("private %s {", kind.signature(method));
                    action.asBody(text);
                    text.add("}");
                });
        for (int i = 0; i < ranges.size(); i++) {
            text.gap().add("private %s {", kind.signature(rangeMethod(i)));
            ranges.get(i).writeBody(kind, text, elsewhere(i + 1));
            text.add("}");
        }
    }

    /** What happens where no case applies: the ranges from one on are asked. */
    private Action elsewhere(int range) {
        return range < ranges.size() ? kind.call(rangeMethod(range)) : kind.unmapped(bar);
    }

    private String rangeMethod(int range) {
        return "%s_range%04x".formatted(kind.name(), ranges.get(range).start());
    }

    private void writeMethod(
            String modifier,
            String name,
            NavigableMap<Integer, Action> cases,
            Action elsewhere,
            SourceText text) {
        text.add("%s %s {", modifier, kind.signature(name));
        if (cases.isEmpty()) {
            elsewhere.asBody(text);
            text.add("}");
        } else if (fits(cases)) {
            Map<String, Action> labelled = new LinkedHashMap<>();
            cases.forEach((offset, action) -> labelled.put(Literal.offset(offset), action));
            kind.writeSwitch(text, "offset", labelled, elsewhere);
            text.add("}");
        } else {
            int shift = pageShift(cases);
            Map<Integer, NavigableMap<Integer, Action>> pages = pages(cases, shift);
            Map<String, Action> calls = new LinkedHashMap<>();
            pages.keySet()
                    .forEach(
                            page ->
                                    calls.put(
                                            Literal.offset(page),
                                            kind.call(pageMethod(page, shift))));
            kind.writeSwitch(text, "offset >> " + shift, calls, elsewhere);
            text.add("}");
            pages.forEach(
                    (page, content) -> {
                        text.gap();
                        writeMethod("private", pageMethod(page, shift), content, elsewhere, text);
                    });
        }
    }

    private String pageMethod(int page, int shift) {
        return "%s_from%04xTo%04x".formatted(kind.name(), page << shift, ((page + 1) << shift) - 1);
    }

    /** The largest pages that fit a method each or, if there are too many, as many as allowed. */
    private static int pageShift(NavigableMap<Integer, Action> cases) {
        int smallest = 0;
        for (int shift = Integer.SIZE - 1; shift >= 0; shift--) {
            Map<Integer, NavigableMap<Integer, Action>> pages = pages(cases, shift);
            if (pages.size() > MOST_PAGES) {
                break;
            }
            smallest = shift;
            if (pages.size() > 1 && pages.values().stream().allMatch(OffsetSwitch::fits)) {
                break;
            }
        }
        return smallest;
    }

    private static Map<Integer, NavigableMap<Integer, Action>> pages(
            NavigableMap<Integer, Action> cases, int shift) {
        Map<Integer, NavigableMap<Integer, Action>> pages = new TreeMap<>();
        cases.forEach(
                (offset, action) ->
                        pages.computeIfAbsent(offset >> shift, page -> new TreeMap<>())
                                .put(offset, action));
        return pages;
    }

    private static boolean fits(NavigableMap<Integer, Action> cases) {
        return cases.size() == 1 || cases.values().stream().mapToInt(Action::bytes).sum() < BUDGET;
    }
}
