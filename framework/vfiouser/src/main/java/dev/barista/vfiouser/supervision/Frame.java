package dev.barista.vfiouser.supervision;

/**
 * The messages between a supervisor and its child. Both run the same code on one machine, so
 * numbers are in native order and there is no version.
 *
 * <pre>
 *   0      4        8          16
 *   +------+--------+----------+---------
 *   | kind | length | revision | payload
 *   +------+--------+----------+---------
 * </pre>
 *
 * <p>The supervisor asks on one connection and gets one answer to each question; on the other the
 * child tells what happens by itself. Revisions number the child's messages over both, so that the
 * supervisor takes them in the order in which they were made.
 */
final class Frame {
    static final int HEADER = 16;
    static final int KIND = 0;
    static final int LENGTH = 4;
    static final int REVISION = 8;

    /** Questions. Region, width, offset; answered with the value. */
    static final int READ = 1;

    /** Region, width, offset, value. */
    static final int WRITE = 2;

    /** What the client has set up, by ordinal of its mode: interrupts go there from now on. */
    static final int CONNECT = 3;

    /** The same: what could not be delivered may be now. */
    static final int RETRY = 4;

    static final int DISCONNECT = 5;
    static final int RESET = 6;

    /** Address, size, offset in the file that comes along, access. */
    static final int MAP = 7;

    /** Address, size; answered with 1 if there was such a region. */
    static final int UNMAP = 8;

    /** A state. */
    static final int RESTORE = 9;

    /** Answers. A value, and what is in {@link #EVENT}. */
    static final int DONE = 10;

    /** Text. */
    static final int FAILED = 11;

    /**
     * How many interrupts, each one's mode, vector, address and data, and the state unless it is
     * the one before.
     */
    static final int EVENT = 12;

    /** The mode of the pin, whose level is in the place of the vector. */
    static final int PIN = -1;

    /** Access in {@link #MAP}. */
    static final int READABLE = 1;

    static final int WRITABLE = 2;

    private Frame() {}
}
