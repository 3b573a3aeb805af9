package dev.barista.hyperv.compute;

import org.jspecify.annotations.Nullable;

/** {@code HCS_EVENT_TYPE}: what has happened to a system or process. */
public enum EventType {
    /** Nothing. */
    INVALID(0x0000_0000),
    /** The system has ended; the document is a SystemExitStatus. */
    SYSTEM_EXITED(0x0000_0001),
    /** The guest crashes; the document is a CrashReport. */
    SYSTEM_CRASH_INITIATED(0x0000_0002),
    /** The guest has crashed; the document is a CrashReport. */
    SYSTEM_CRASH_REPORT(0x0000_0003),
    /** The enhanced session came or went. */
    SYSTEM_RDP_ENHANCED_MODE_STATE_CHANGED(0x0000_0004),
    /** Reserved. */
    SYSTEM_SILO_JOB_CREATED(0x0000_0005),
    /** The connection to the guest is closed. */
    SYSTEM_GUEST_CONNECTION_CLOSED(0x0000_0006),
    /** The process has ended; the document is a ProcessStatus. Only processes report it. */
    PROCESS_EXITED(0x0001_0000),
    /** An operation has ended. */
    OPERATION_CALLBACK(0x0100_0000),
    /** The service went away. */
    SERVICE_DISCONNECT(0x0200_0000),
    /** The virtual machine changes its state. */
    GROUP_VM_LIFECYCLE(0x8000_0002),
    /** A migration goes on. */
    GROUP_LIVE_MIGRATION(0x8000_0003),
    /** An operation goes on. */
    GROUP_OPERATION_INFO(0xC000_0001);

    private final int value;

    EventType(int value) {
        this.value = value;
    }

    /** The value in C. */
    public int value() {
        return value;
    }

    /** The constant of a value; null for a value that this version does not know. */
    public static @Nullable EventType of(int value) {
        for (EventType known : values()) {
            if (known.value == value) {
                return known;
            }
        }
        return null;
    }
}
