package dev.barista.hyperv.error;

import org.jspecify.annotations.Nullable;

/** A function of Hyper-V failed. The message is for people: name, meaning, remedy, document. */
public final class HyperVException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** How much of a document without a text of its own a message shows, in characters. */
    private static final int LONGEST_IN_MESSAGE = 2000;

    private final int code;
    private final @Nullable String document;

    /**
     * A function failed.
     *
     * @param function its name in Windows' headers
     * @param code what it answered
     * @param document the JSON that came with the answer
     */
    public HyperVException(String function, int code, @Nullable String document) {
        super(message(function, HResult.of(code), document));
        this.code = code;
        this.document = document;
    }

    /**
     * Throws if a code is a failure.
     *
     * @param function the function's name in Windows' headers
     * @param code what it answered
     */
    public static void check(String function, int code) {
        check(function, code, null);
    }

    /**
     * Throws if a code is a failure.
     *
     * @param function the function's name in Windows' headers
     * @param code what it answered
     * @param document the JSON that came with the answer
     */
    public static void check(String function, int code, @Nullable String document) {
        if (HResult.isFailure(code)) {
            throw new HyperVException(function, code, document);
        }
    }

    /** What the function answered. */
    public HResult result() {
        return HResult.of(code);
    }

    /**
     * What the document says the failure is, where that is more than what the function answered:
     * the service often answers a code for all and has the cause in the document.
     */
    public HResult resultInDocument() {
        return cause(result(), ErrorDocument.of(document));
    }

    /** The JSON that came with the answer, as it came; null if none did. */
    public @Nullable String document() {
        return document;
    }

    private static HResult cause(HResult answered, ErrorDocument document) {
        Integer code = document.code();
        if (code == null
                || !HResult.isFailure(code)
                || HResult.asReturned(code) == answered.code()) {
            return answered;
        }
        return HResult.of(code);
    }

    private static String message(String function, HResult result, @Nullable String document) {
        ErrorDocument said = ErrorDocument.of(document);
        HResult cause = cause(result, said);
        StringBuilder text = new StringBuilder(function).append(": ").append(result);
        if (!cause.equals(result)) {
            text.append("; the cause is ").append(cause);
        }
        String remedy = cause.remedy().isEmpty() ? result.remedy() : cause.remedy();
        if (!remedy.isEmpty()) {
            text.append("; ").append(remedy);
        }
        if (said.message() != null) {
            text.append("\nThe service said: ").append(said.message());
        } else if (document != null && !document.isEmpty()) {
            text.append("\nThe service said: ").append(shortened(document));
        }
        return text.toString();
    }

    private static String shortened(String document) {
        return document.length() <= LONGEST_IN_MESSAGE
                ? document
                : document.substring(0, LONGEST_IN_MESSAGE) + "…";
    }
}
