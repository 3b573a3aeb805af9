package dev.barista.hyperv.json;

import dev.barista.hyperv.error.HResult;
import dev.barista.hyperv.error.HyperVException;
import dev.barista.schema.SchemaException;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/** Documents that the services answer, which may be wrong. */
public final class ServiceJson {
    private static final int ERROR_INVALID_DATA = 13;

    private ServiceJson() {}

    /**
     * Reads a document.
     *
     * @param function what answered it, for the exception
     * @param reader makes something of the text
     * @throws HyperVException ERROR_INVALID_DATA with the document, if it is not what it should be
     */
    public static <T> T read(String function, String document, Function<String, T> reader) {
        try {
            return reader.apply(document);
        } catch (SchemaException e) {
            HyperVException invalid = invalid(function, document);
            invalid.initCause(e);
            throw invalid;
        }
    }

    /**
     * Something that a document must have.
     *
     * @param function what answered it, for the exception
     * @param value what was found in it
     * @throws HyperVException ERROR_INVALID_DATA with the document, if that is null
     */
    public static <T> T require(String function, String document, @Nullable T value) {
        if (value == null) {
            throw invalid(function, document);
        }
        return value;
    }

    private static HyperVException invalid(String function, String document) {
        return new HyperVException(
                function + " answered what makes no sense",
                HResult.ofWin32(ERROR_INVALID_DATA),
                document);
    }
}
