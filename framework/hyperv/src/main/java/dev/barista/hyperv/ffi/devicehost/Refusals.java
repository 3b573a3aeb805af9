package dev.barista.hyperv.ffi.devicehost;

import dev.barista.hyperv.error.HResult;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;

/** What a callback answers that can't be executed, and the log of it. */
final class Refusals {
    private static final System.Logger LOGGER = System.getLogger(Refusals.class.getName());

    /** Then it is enough: a guest may be behind the callbacks. */
    private static final int MOST_MESSAGES = 100;

    private static final AtomicInteger messages = new AtomicInteger();

    private Refusals() {}

    /** Nobody has registered with the context, or not any more. */
    static int unknownDevice(String callback, long context) {
        log(
                "%s for context 0x%x, behind which there is no device, or none any more"
                        .formatted(callback, context),
                null);
        return HResult.E_UNEXPECTED;
    }

    /** The device or a check has thrown. */
    static int threw(String callback, long context, Throwable cause) {
        try {
            PciDeviceCallbacks device = LiveDevices.find(context);
            String name = device == null ? "a device that is gone" : device.name();
            boolean argument = cause instanceof IllegalArgumentException;
            log(
                    "%s of %s: %s".formatted(callback, name, argument ? cause.getMessage() : cause),
                    argument ? null : cause);
            return argument ? HResult.E_INVALIDARG : HResult.E_UNEXPECTED;
        } catch (Throwable whileLogging) {
            return HResult.E_UNEXPECTED; // nothing may come out of an upcall
        }
    }

    private static void log(String message, @Nullable Throwable cause) {
        int number = messages.incrementAndGet();
        if (number < MOST_MESSAGES) {
            LOGGER.log(System.Logger.Level.WARNING, message, cause);
        } else if (number == MOST_MESSAGES) {
            LOGGER.log(System.Logger.Level.WARNING, message + "; more is not logged", cause);
        }
    }
}
