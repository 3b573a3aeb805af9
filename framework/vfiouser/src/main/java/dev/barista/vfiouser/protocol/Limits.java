package dev.barista.vfiouser.protocol;

/** What this implementation grants, and assumes where a peer says nothing. */
public final class Limits {
    /** The major version spoken. */
    public static final int MAJOR = 0;

    /** The highest minor version spoken. */
    public static final int MINOR = 1;

    /** Bytes of data in one message at most, {@code max_data_xfer_size}; the protocol's default. */
    public static final int MAX_DATA_XFER_SIZE = 1 << 20;

    /** Descriptors with one message at most, {@code max_msg_fds}; QEMU refuses to hear of more. */
    public static final int MAX_MSG_FDS = 16;

    /**
     * Regions of client memory at a time, {@code max_dma_maps}. Each takes one of the mappings that
     * the kernel grants a process.
     */
    public static final int MAX_DMA_MAPS = 4096;

    /** The page sizes of DMA regions, {@code pgsizes}: 4 KiB; the protocol's default. */
    public static final long PAGE_SIZE = 4096;

    /** Bytes of a message at most: the largest transfer with its header and description. */
    public static final int MAX_MESSAGE_SIZE =
            MessageHeader.SIZE + RegionAccess.SIZE + MAX_DATA_XFER_SIZE;

    private Limits() {}
}
