package dev.barista.processor.writers;

import javax.annotation.processing.Generated;

/** The annotation that tells tools to leave a class alone. */
final class GeneratedMark {
    private GeneratedMark() {}

    /** The annotation, without its at sign. */
    static String on(SourceText text) {
        return text.type(Generated.class) + "(\"dev.barista.processor.DeviceProcessor\")";
    }
}
