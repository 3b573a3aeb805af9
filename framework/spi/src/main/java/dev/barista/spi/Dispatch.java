package dev.barista.spi;

/** Which thread executes a device's events. Never more than one at a time, in either case. */
public enum Dispatch {
    /** The thread that brings an access executes it, and what else is waiting. */
    CALLER,

    /**
     * A thread of the device's own. For devices whose handlers run for long, or that look for work
     * with {@link OnPoll}: every access then pays a hand-over between threads.
     */
    DEDICATED
}
