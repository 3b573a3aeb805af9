package dev.barista.qemu;

import java.util.Map;

/**
 * Something that QEMU reports on its own.
 *
 * @param name such as {@code DEVICE_DELETED}
 * @param data the event's properties as JSON maps to Java: String, Number, Boolean, List, Map;
 *     those that are null are left out
 */
public record QmpEvent(String name, Map<String, Object> data) {
    /** Copies the properties. */
    public QmpEvent {
        data = Map.copyOf(data);
    }
}
