package dev.barista.hyperv.hdv;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The strings of a document's {@code Configuration}, as a device's parameters. */
final class ConfigurationValues {
    private ConfigurationValues() {}

    /**
     * Reads {@code key=value} strings.
     *
     * @throws IllegalArgumentException with one line for people if one is none, or a key comes
     *     twice
     */
    static Map<String, String> parse(List<String> strings) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String string : strings) {
            int equals = string.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException(
                        ("'%s' is no key=value; the document's Configuration takes one such string"
                                        + " for each parameter")
                                .formatted(string));
            }
            String key = string.substring(0, equals);
            if (values.put(key, string.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(
                        "'" + key + "' comes twice in the document's Configuration");
            }
        }
        return values;
    }
}
