package dev.barista.hyperv.ffi.network;

import org.jspecify.annotations.Nullable;

/**
 * A copy of what a notification said.
 *
 * @param type a value of HCN_NOTIFICATIONS, known or not
 * @param status an HRESULT
 * @param data the document that came with it; null if none did
 */
public record NativeNotification(int type, int status, @Nullable String data) {}
