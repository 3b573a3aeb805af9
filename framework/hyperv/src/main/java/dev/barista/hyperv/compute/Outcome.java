package dev.barista.hyperv.compute;

import dev.barista.hyperv.ffi.compute.NativeProcessInfo;

/**
 * What becomes of the result of an operation.
 *
 * @param <T> the future's value
 */
@FunctionalInterface
interface Outcome<T> {
    /** The value of one that succeeded; the streams are this value's to close. */
    T succeeded(String document, NativeProcessInfo process);

    /** The operation failed, or never started: what was made for it goes. */
    default void failed() {}

    /** Nobody waits for the value any more. */
    default void unwanted(T value) {}
}
