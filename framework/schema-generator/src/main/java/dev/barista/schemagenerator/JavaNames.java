package dev.barista.schemagenerator;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.lang.model.SourceVersion;

/** Names of a schema as Java writes them. */
public final class JavaNames {
    /** A letter or digit after an underscore. */
    private static final Pattern UNDERSCORE = Pattern.compile("_(.)");

    /** An abbreviation at the start, up to the next word; or the capital of the first word. */
    private static final Pattern FIRST_WORD = Pattern.compile("^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]");

    /** Between two words; {@code IPv6} is one. */
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})");

    private JavaNames() {}

    /** {@code ContainerMemory} for {@code Container_Memory}. */
    public static String type(String name) {
        return joined(name);
    }

    /** {@code sizeInMB} for {@code SizeInMB}, {@code ipAddresses} for {@code IPAddresses}. */
    static String component(String name) {
        String component =
                FIRST_WORD
                        .matcher(joined(name))
                        .replaceFirst(word -> word.group().toLowerCase(Locale.ROOT));
        return SourceVersion.isKeyword(component) ? "is" + capitalized(component) : component;
    }

    /** {@code PASS_THRU} for {@code PassThru}. */
    static String constant(String name) {
        return BETWEEN_WORDS.matcher(name).replaceAll("_").toUpperCase(Locale.ROOT);
    }

    /** {@code V2_1} for {@code 2.1}. */
    static String version(String version) {
        return "V" + version.replace('.', '_');
    }

    private static String joined(String name) {
        return UNDERSCORE.matcher(name).replaceAll(JavaNames::upperCase);
    }

    private static String upperCase(MatchResult underscore) {
        return Matcher.quoteReplacement(underscore.group(1).toUpperCase(Locale.ROOT));
    }

    private static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
