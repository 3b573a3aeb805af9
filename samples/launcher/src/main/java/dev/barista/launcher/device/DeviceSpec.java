package dev.barista.launcher.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A device as it is asked for on the command line: {@code NAME[,KEY=VALUE]...}. A comma in a value
 * is doubled, as in QEMU's options.
 *
 * @param text what was typed
 * @param device the device's name
 * @param parameters values by key, in the order in which they were typed
 */
public record DeviceSpec(String text, String device, Map<String, String> parameters) {
    /** One line of help, for every command that takes such an argument. */
    public static final String SYNTAX = "NAME[,KEY=VALUE]...; a comma in a value is doubled (,,)";

    /**
     * Takes a specification apart.
     *
     * @throws UsageException if it is none
     */
    public static DeviceSpec parse(String text) {
        List<String> items = split(text);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String item : items.subList(1, items.size())) {
            int equals = item.indexOf('=');
            if (equals <= 0) {
                throw invalid(text, "'%s' is not KEY=VALUE".formatted(item));
            }
            String key = item.substring(0, equals);
            if (parameters.put(key, item.substring(equals + 1)) != null) {
                throw invalid(text, "'%s' is given twice".formatted(key));
            }
        }
        String device = items.getFirst();
        if (device.isEmpty() || device.indexOf('=') >= 0) {
            throw invalid(text, "it has to start with a device's name");
        }
        return new DeviceSpec(text, device, parameters);
    }

    private static List<String> split(String text) {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ',') {
                item.append(c);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == ',') {
                item.append(c);
                i++;
            } else {
                items.add(item.toString());
                item.setLength(0);
            }
        }
        items.add(item.toString());
        return items;
    }

    private static UsageException invalid(String text, String reason) {
        return new UsageException(
                "'%s' is no device specification: %s; write %s".formatted(text, reason, SYNTAX));
    }
}
