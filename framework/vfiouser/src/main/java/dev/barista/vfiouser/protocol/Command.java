package dev.barista.vfiouser.protocol;

/** What a message asks for; the numbers of {@code VFIO_USER_*}. */
public final class Command {
    /** Proposes a version and capabilities; the first message of a connection. */
    public static final int VERSION = 1;

    /** Makes memory known that the device may reach. */
    public static final int DMA_MAP = 2;

    /** Takes such memory away. */
    public static final int DMA_UNMAP = 3;

    /** Asks how many regions and kinds of interrupt there are. */
    public static final int DEVICE_GET_INFO = 4;

    /** Asks about one region. */
    public static final int DEVICE_GET_REGION_INFO = 5;

    /** Asks for descriptors that stand for parts of a region. */
    public static final int DEVICE_GET_REGION_IO_FDS = 6;

    /** Asks about one kind of interrupt. */
    public static final int DEVICE_GET_IRQ_INFO = 7;

    /** Says where interrupts go, masks, unmasks or triggers them. */
    public static final int DEVICE_SET_IRQS = 8;

    /** Reads from a region. */
    public static final int REGION_READ = 9;

    /** Writes to a region. */
    public static final int REGION_WRITE = 10;

    /** Reads the client's memory; from the server. */
    public static final int DMA_READ = 11;

    /** Writes the client's memory; from the server. */
    public static final int DMA_WRITE = 12;

    /** Resets the device. */
    public static final int DEVICE_RESET = 13;

    /** Writes to regions several times. */
    public static final int REGION_WRITE_MULTI = 15;

    /** Gets, sets or probes a feature. */
    public static final int DEVICE_FEATURE = 16;

    /** Reads the state of a device that is migrated. */
    public static final int MIG_DATA_READ = 17;

    /** Writes the state of a device that is migrated. */
    public static final int MIG_DATA_WRITE = 18;

    private Command() {}
}
