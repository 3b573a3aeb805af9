package dev.barista.schema;

import org.jspecify.annotations.Nullable;

/**
 * A version of a schema, and the Windows it came with. By documentation.
 *
 * @param windows the first documented release whose schema includes the version; absent if there is
 *     none
 */
public record SchemaRelease(SchemaVersion version, @Nullable String windows) {
    @Override
    public String toString() {
        return windows == null ? version.toString() : "%s (%s)".formatted(version, windows);
    }
}
