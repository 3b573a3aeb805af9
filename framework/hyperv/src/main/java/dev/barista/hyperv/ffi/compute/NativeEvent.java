package dev.barista.hyperv.ffi.compute;

import org.jspecify.annotations.Nullable;

/**
 * A copy of an {@code HCS_EVENT}.
 *
 * @param type a value of HCS_EVENT_TYPE, known or not
 * @param data the document that came with it; null if none did
 */
public record NativeEvent(int type, @Nullable String data) {}
