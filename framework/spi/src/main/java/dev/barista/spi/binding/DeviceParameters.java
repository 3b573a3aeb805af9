package dev.barista.spi.binding;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The configuration of one device: text by key, checked against what the device declares. */
public final class DeviceParameters {
    private final String device;
    private final Map<String, String> values;
    private final Map<String, ParameterDescription> declared = new TreeMap<>();

    /**
     * Takes the values of a device.
     *
     * @throws InvalidParameterException if a key is none of the device's
     */
    public DeviceParameters(DeviceDescription description, Map<String, String> values) {
        this.device = description.name();
        this.values = Map.copyOf(values);
        description.parameters().forEach(parameter -> declared.put(parameter.name(), parameter));
        for (String key : new TreeMap<>(values).keySet()) {
            if (!declared.containsKey(key)) {
                throw new InvalidParameterException(
                        declared.isEmpty()
                                ? "%s has no parameters, so not '%s'".formatted(device, key)
                                : "%s has no parameter '%s'; it has: %s"
                                        .formatted(
                                                device, key, String.join(", ", declared.keySet())));
            }
        }
    }

    /** An {@code int} parameter, or {@code byDefault} where it is not given. */
    public int intValue(String key, int byDefault) {
        return Math.toIntExact(number(key, byDefault, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    /** A {@code long} parameter, or {@code byDefault} where it is not given. */
    public long longValue(String key, long byDefault) {
        return number(key, byDefault, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** A {@code boolean} parameter, or {@code byDefault} where it is not given. */
    public boolean booleanValue(String key, boolean byDefault) {
        String text = values.get(key);
        if (text == null) {
            return byDefault;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "1" -> true;
            case "false", "off", "no", "0" -> false;
            default -> throw invalid(key, text, "must be true or false");
        };
    }

    /** A text parameter, or {@code byDefault} where it is not given. */
    public String stringValue(String key, String byDefault) {
        String text = values.get(key);
        return text == null ? byDefault : text;
    }

    /** An enum parameter, or {@code byDefault} where it is not given. */
    public <E extends Enum<E>> E enumValue(String key, E byDefault) {
        String text = values.get(key);
        if (text == null) {
            return byDefault;
        }
        E[] constants = byDefault.getDeclaringClass().getEnumConstants();
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(text.replace('-', '_'))) {
                return constant;
            }
        }
        throw invalid(key, text, "must be one of " + List.of(constants));
    }

    private long number(String key, long byDefault, long typeMin, long typeMax) {
        String text = values.get(key);
        if (text == null) {
            return byDefault;
        }
        ParameterDescription parameter = declared.get(key);
        if (parameter == null) {
            throw new IllegalArgumentException(device + " does not declare " + key);
        }
        Long number = parse(text);
        if (number == null) {
            throw invalid(key, text, "must be a number such as 4096, 0x1000 or 4K");
        }
        long min = Math.max(parameter.min(), typeMin);
        long max = Math.min(parameter.max(), typeMax);
        if (number < min || number > max) {
            throw invalid(
                    key, text, "must be from %d (0x%x) to %d (0x%x)".formatted(min, min, max, max));
        }
        return number;
    }

    private static @Nullable Long parse(String text) {
        String digits = text.replace("_", "");
        long unit = 1;
        boolean hexadecimal = digits.startsWith("0x") || digits.startsWith("0X");
        if (!digits.isEmpty()) {
            unit =
                    switch (Character.toUpperCase(digits.charAt(digits.length() - 1))) {
                        case 'K' -> 1L << 10;
                        case 'M' -> 1L << 20;
                        case 'G' -> 1L << 30;
                        default -> 1;
                    };
        }
        if (unit != 1) {
            digits = digits.substring(0, digits.length() - 1);
        }
        try {
            return hexadecimal
                    ? Long.parseUnsignedLong(digits.substring(2), 16) * unit
                    : Math.multiplyExact(Long.parseLong(digits), unit);
        } catch (NumberFormatException | ArithmeticException e) {
            return null;
        }
    }

    private InvalidParameterException invalid(String key, String text, String rule) {
        return new InvalidParameterException("%s: %s=%s %s".formatted(device, key, text, rule));
    }
}
