package dev.barista.processor.writers;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an access does.
 *
 * @param statements executed first
 * @param result the expression that a read answers; empty for a write
 */
record Action(List<String> statements, String result) {
    /** A name or number, or an operator. */
    private static final Pattern TOKEN = Pattern.compile("(\\w+)|[-+*/%&|^<>!?:]");

    /** A slot of a {@code lookupswitch}, and the jump behind the case. */
    private static final int CASE_BYTES = 8 + 3;

    /** A field access or call; more than most numbers and locals take. */
    private static final int WORD_BYTES = 3;

    private static final int OPERATOR_BYTES = 1;

    /** A read that is one expression. */
    static Action answer(String result) {
        return new Action(List.of(), result);
    }

    /** A write. */
    static Action does(String... statements) {
        return new Action(List.of(statements), "");
    }

    /** Whether this fits on the line of a {@code case}. */
    boolean isBrief() {
        return statements.size() + (result.isEmpty() ? 0 : 1) <= 1;
    }

    /** As a case of a {@code switch}, behind its labels or {@code default}. */
    void asCase(String labels, SourceText text) {
        if (isBrief()) {
            String only = result.isEmpty() ? "{}" : result + ";";
            text.add("%s -> %s", labels, statements.isEmpty() ? only : statements.getFirst());
            return;
        }
        text.add("%s -> {", labels);
        statements.forEach(statement -> text.add("%s", statement));
        if (!result.isEmpty()) {
            text.add("yield %s;", result);
        }
        text.add("}");
    }

    /** As the end of a method. */
    void asBody(SourceText text) {
        statements.forEach(statement -> text.add("%s", statement));
        if (!result.isEmpty()) {
            text.add("return %s;", result);
        }
    }

    /** About as many bytes of bytecode as this takes as a case, rather too many than too few. */
    int bytes() {
        int bytes = CASE_BYTES;
        Matcher token = TOKEN.matcher(String.join(" ", statements) + " " + result);
        while (token.find()) {
            bytes += token.group(1) == null ? OPERATOR_BYTES : WORD_BYTES;
        }
        return bytes;
    }
}
