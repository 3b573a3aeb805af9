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

    /** The page size where nobody says another, {@code pgsizes}; the protocol's default. */
    public static final long PAGE_SIZE = 4096;

    /** The page sizes of DMA regions that can be agreed on: 4 KiB and all powers of two above. */
    public static final long PAGE_SIZES = Long.MAX_VALUE & -PAGE_SIZE;

    /**
     * Bytes of a bitmap of dirty pages at most, {@code max_bitmap_size}: one page in a bit, 256 GiB
     * of memory in pages of 4 KiB.
     */
    public static final int MAX_DIRTY_BITMAP = 8 << 20;

    /**
     * Bytes of a client's message at most: the largest transfer with its header and description.
     */
    public static final int MAX_MESSAGE_SIZE =
            MessageHeader.SIZE + RegionAccess.SIZE + MAX_DATA_XFER_SIZE;

    /** Bytes of a reply at most: the largest bitmap with what comes before it. */
    public static final int MAX_REPLY_SIZE = MessageHeader.SIZE + 64 + MAX_DIRTY_BITMAP;

    /** Descriptors that the sender of no {@code max_msg_fds} takes. */
    public static final int DEFAULT_MSG_FDS = 1;

    private Limits() {}
}
