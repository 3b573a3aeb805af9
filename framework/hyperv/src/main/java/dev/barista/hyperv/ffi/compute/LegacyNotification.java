package dev.barista.hyperv.ffi.compute;

import org.jspecify.annotations.Nullable;

/**
 * {@code HCS_NOTIFICATIONS}: what vmcompute.dll told before 1803; computecore.dll uses none of it.
 */
public enum LegacyNotification {
    /** Nothing. */
    INVALID(0x0000_0000),
    /** Ended. */
    SYSTEM_EXITED(0x0000_0001),
    /** Created. */
    SYSTEM_CREATE_COMPLETED(0x0000_0002),
    /** Started. */
    SYSTEM_START_COMPLETED(0x0000_0003),
    /** Paused. */
    SYSTEM_PAUSE_COMPLETED(0x0000_0004),
    /** Resumed. */
    SYSTEM_RESUME_COMPLETED(0x0000_0005),
    /** Crashed. */
    SYSTEM_CRASH_REPORT(0x0000_0006),
    /** Has a job object. */
    SYSTEM_SILO_JOB_CREATED(0x0000_0007),
    /** Saved. */
    SYSTEM_SAVE_COMPLETED(0x0000_0008),
    /** The enhanced session came or went. */
    SYSTEM_RDP_ENHANCED_MODE_STATE_CHANGED(0x0000_0009),
    /** Did not shut down; newer headers call the same value ShutdownCompleted. */
    SYSTEM_SHUTDOWN_FAILED(0x0000_000A),
    /** Has properties. */
    SYSTEM_GET_PROPERTIES_COMPLETED(0x0000_000B),
    /** Changed. */
    SYSTEM_MODIFY_COMPLETED(0x0000_000C),
    /** Crashes. */
    SYSTEM_CRASH_INITIATED(0x0000_000D),
    /** The connection to the guest is closed. */
    SYSTEM_GUEST_CONNECTION_CLOSED(0x0000_000E),
    /** An operation has ended. */
    SYSTEM_OPERATION_COMPLETION(0x0000_000F),
    /** Passed on from the guest. */
    SYSTEM_PASS_THRU(0x0000_0010),
    /** An operation goes on. */
    OPERATION_PROGRESS_UPDATE(0x0000_0100),
    /** A process has ended. */
    PROCESS_EXITED(0x0001_0000),
    /** The service went away. */
    SERVICE_DISCONNECT(0x0100_0000),
    /** The bits that are flags. */
    FLAGS_RESERVED(0xF000_0000);

    private final int value;

    LegacyNotification(int value) {
        this.value = value;
    }

    /** The value in C. */
    public int value() {
        return value;
    }

    /** The constant of a value; null for a value that this version does not know. */
    public static @Nullable LegacyNotification of(int value) {
        for (LegacyNotification known : values()) {
            if (known.value == value) {
                return known;
            }
        }
        return null;
    }
}
