package dev.barista.processor.writers;

import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** How one field goes into a saved state and comes back. */
final class SavedCode {
    private final String name;
    private final TypeMirror type;

    SavedCode(VariableElement field) {
        this.name = field.getSimpleName().toString();
        this.type = field.asType();
    }

    /** A statement that writes the field to {@code out}. */
    String save() {
        String field = "device." + name;
        return switch (type.getKind()) {
            case ARRAY -> saveArray(((ArrayType) type).getComponentType().getKind());
            case DECLARED ->
                    isString()
                            ? "out.putString(\"%s\", %s);".formatted(name, field)
                            : "out.putString(\"%s\", %s.name());".formatted(name, field);
            default -> "out.putLong(\"%s\", %s);".formatted(name, toLong(type.getKind(), field));
        };
    }

    private String saveArray(TypeKind element) {
        return switch (element) {
            case BYTE -> "out.putBytes(\"%1$s\", device.%1$s);".formatted(name);
            case LONG -> "out.putLongs(\"%1$s\", device.%1$s);".formatted(name);
            default ->
                    """
                    long[] %1$sNumbers = new long[device.%1$s.length];
                    for (int i = 0; i < %1$sNumbers.length; i++) {
                    %1$sNumbers[i] = %2$s;
                    }
                    out.putLongs("%1$s", %1$sNumbers);\
                    """
                            .formatted(name, toLong(element, "device.%s[i]".formatted(name)));
        };
    }

    /** A statement that reads the field from {@code in}. */
    String restore() {
        return switch (type.getKind()) {
            case ARRAY -> restoreArray(((ArrayType) type).getComponentType().getKind());
            case DECLARED ->
                    isString()
                            ? "device.%1$s = in.getString(\"%1$s\");".formatted(name)
                            : "device.%1$s = in.getEnum(\"%1$s\", %2$s.class);"
                                    .formatted(name, type);
            default ->
                    "device.%s = %s;"
                            .formatted(
                                    name,
                                    fromLong(
                                            type.getKind(),
                                            "in.getLong(\"%s\"%s)"
                                                    .formatted(name, range(type.getKind()))));
        };
    }

    private String restoreArray(TypeKind element) {
        String copy = "System.arraycopy(%s, 0, device.%2$s, 0, device.%2$s.length);";
        return switch (element) {
            case BYTE ->
                    copy.formatted(
                            "in.getBytes(\"%1$s\", device.%1$s.length)".formatted(name), name);
            case LONG ->
                    copy.formatted(
                            "in.getLongs(\"%1$s\", device.%1$s.length)".formatted(name), name);
            default ->
                    """
                    long[] %1$sNumbers = in.getLongs("%1$s", device.%1$s.length%2$s);
                    for (int i = 0; i < %1$sNumbers.length; i++) {
                    device.%1$s[i] = %3$s;
                    }\
                    """
                            .formatted(
                                    name,
                                    range(element),
                                    fromLong(element, "%sNumbers[i]".formatted(name)));
        };
    }

    private boolean isString() {
        return type.toString().equals("java.lang.String");
    }

    private static String toLong(TypeKind kind, String value) {
        return switch (kind) {
            case BOOLEAN -> value + " ? 1 : 0";
            case FLOAT -> "Float.floatToRawIntBits(%s)".formatted(value);
            case DOUBLE -> "Double.doubleToRawLongBits(%s)".formatted(value);
            default -> value;
        };
    }

    private static String fromLong(TypeKind kind, String value) {
        return switch (kind) {
            case BOOLEAN -> value + " != 0";
            case BYTE -> "(byte) " + value;
            case SHORT -> "(short) " + value;
            case CHAR -> "(char) " + value;
            case INT -> "(int) " + value;
            case FLOAT -> "Float.intBitsToFloat((int) %s)".formatted(value);
            case DOUBLE -> "Double.longBitsToDouble(%s)".formatted(value);
            default -> value;
        };
    }

    /** The further arguments that keep a saved number in its type. */
    private static String range(TypeKind kind) {
        return switch (kind) {
            case BOOLEAN -> ", 0, 1";
            case BYTE -> ", Byte.MIN_VALUE, Byte.MAX_VALUE";
            case SHORT -> ", Short.MIN_VALUE, Short.MAX_VALUE";
            case CHAR -> ", Character.MIN_VALUE, Character.MAX_VALUE";
            case INT, FLOAT -> ", Integer.MIN_VALUE, Integer.MAX_VALUE";
            default -> "";
        };
    }
}
