package dev.barista.hyperv.error;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A result code of Windows. Any number is one: a code that the table does not know keeps its number
 * and has its hexadecimal form as its name.
 *
 * @param code the 32 bits; negative is a failure
 * @param name the symbol in Windows' headers, or {@code 0xXXXXXXXX}
 * @param meaning one line for people; empty if the code is not known
 * @param remedy what to do about it; empty where nothing general can be said
 */
public record HResult(int code, String name, String meaning, String remedy) {
    /** Success. */
    public static final int S_OK = 0;

    /** The function is not there, or not in this version. */
    public static final int E_NOTIMPL = 0x8000_4001;

    /** A COM object has no such interface. */
    public static final int E_NOINTERFACE = 0x8000_4002;

    /** A pointer that must not be null was. */
    public static final int E_POINTER = 0x8000_4003;

    /** Any failure. */
    public static final int E_FAIL = 0x8000_4005;

    /** What should not happen did: the answer of a callback that threw. */
    public static final int E_UNEXPECTED = 0x8000_FFFF;

    /** The caller may not do this. */
    public static final int E_ACCESSDENIED = 0x8007_0005;

    /** There is not enough memory. */
    public static final int E_OUTOFMEMORY = 0x8007_000E;

    /** An argument is wrong. */
    public static final int E_INVALIDARG = 0x8007_0057;

    /** Code 0x8037: the facility of the Host Compute Service in its own form. */
    private static final int HCS_FORM = 0x8037_0000;

    /** Code 0xC037: the same in the form that documents of the service use. */
    private static final int DOCUMENT_FORM = 0xC037_0000;

    private static final Map<Integer, HResult> KNOWN = read();

    /** What is known of a code. */
    public static HResult of(int code) {
        HResult known = KNOWN.get(code);
        return known != null ? known : new HResult(code, hex(code), "", "");
    }

    /** Whether a code is a failure. */
    public static boolean isFailure(int code) {
        return code < 0;
    }

    /** The code of a Win32 error number, as {@code HRESULT_FROM_WIN32} makes it. */
    public static int ofWin32(int error) {
        return error <= 0 ? error : (error & 0xFFFF) | 0x8007_0000;
    }

    /**
     * The form in which functions return a code: documents of the Host Compute Service hold some as
     * 0xC037xxxx that functions return as 0x8037xxxx.
     */
    public static int asReturned(int code) {
        boolean twins = (code & 0xFFFF_0000) == DOCUMENT_FORM && KNOWN.containsKey(twin(code));
        return twins ? twin(code) : code;
    }

    private static int twin(int code) {
        return HCS_FORM | (code & 0xFFFF);
    }

    private static String hex(int code) {
        return "0x%08X".formatted(code);
    }

    private static Map<Integer, HResult> read() {
        Map<Integer, HResult> known = new HashMap<>();
        try (InputStream table = HResult.class.getResourceAsStream("results.tsv");
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        Objects.requireNonNull(table), StandardCharsets.UTF_8))) {
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    HResult result = parse(line);
                    known.put(result.code(), result);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(known);
    }

    private static HResult parse(String line) {
        String[] column = line.split("\t", -1);
        return new HResult(
                Integer.parseUnsignedInt(column[0].substring(2), 16),
                column[1],
                column[2],
                column[3]);
    }

    /** Name, number and meaning. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        if (!name.equals(hex(code))) {
            text.append(" (").append(hex(code)).append(')');
        }
        if (!meaning.isEmpty()) {
            text.append(": ").append(meaning);
        }
        return text.toString();
    }
}
