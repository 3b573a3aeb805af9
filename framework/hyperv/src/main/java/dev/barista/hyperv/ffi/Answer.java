package dev.barista.hyperv.ffi;

import dev.barista.hyperv.error.HResult;
import dev.barista.hyperv.error.HyperVException;

import org.jspecify.annotations.Nullable;

/**
 * What a function answered.
 *
 * @param function the function's name
 * @param code its HRESULT
 * @param document the JSON it gave: what was asked for, or what went wrong; null if none
 */
public record Answer(String function, int code, @Nullable String document) {
    /** Whether it did what it was asked. */
    public boolean isFailure() {
        return HResult.isFailure(code);
    }

    /**
     * The document, or an empty one where there is none.
     *
     * @throws HyperVException if the function failed
     */
    public String orThrow() {
        HyperVException.check(function, code, document);
        return document == null ? "" : document;
    }
}
