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
    private static final Pattern TOKEN = Pattern.compile("(\\w+)|[^\\s\\w.,;{}]");

    /** A read that is one expression. */
    static Action answer(String result) {
        return new Action(List.of(), result);
    }

    /** A write. */
    static Action does(String... statements) {
        return new Action(List.of(statements), "");
    }

    /** As a case of a {@code switch}, behind its labels or {@code default}. */
    void asCase(String labels, SourceText text) {
        boolean single = statements.size() + (result.isEmpty() ? 0 : 1) == 1;
        if (single) {
            text.add(
                    "%s -> %s",
                    labels, statements.isEmpty() ? result + ";" : statements.getFirst());
            return;
        }
        if (statements.isEmpty()) {
            text.add("%s -> {}", labels);
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

    /** More bytes of bytecode than this takes as a case: 4 a name or number, 1 an operator. */
    int bytes() {
        int bytes = 16;
        Matcher token = TOKEN.matcher(String.join(" ", statements) + result);
        while (token.find()) {
            bytes += token.group(1) == null ? 1 : 4;
        }
        return bytes;
    }
}
