package dev.barista.hyperv.error;

import org.jspecify.annotations.Nullable;

/** A function of Hyper-V failed. The message is for people: name, meaning, remedy, document. */
public final class HyperVException extends RuntimeException {
    private static final long serialVersionUID = 1;

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

    /** The JSON that came with the answer, as it came; null if none did. */
    public @Nullable String document() {
        return document;
    }

    private static String message(String function, HResult result, @Nullable String document) {
        StringBuilder text = new StringBuilder(function).append(": ").append(result);
        if (!result.remedy().isEmpty()) {
            text.append("; ").append(result.remedy());
        }
        if (document != null) {
            text.append("\nThe service said: ").append(document);
        }
        return text.toString();
    }
}
