package dev.barista.hyperv.compute;

import org.jspecify.annotations.Nullable;

/**
 * Something that has happened to a system, process or operation.
 *
 * @param type its number; newer versions of Windows have types that this one does not know
 * @param document what the service says about it, JSON; null if nothing
 */
public record ComputeEvent(int type, @Nullable String document) {
    /** The type; null if it is not known. */
    public @Nullable EventType knownType() {
        return EventType.of(type);
    }
}
