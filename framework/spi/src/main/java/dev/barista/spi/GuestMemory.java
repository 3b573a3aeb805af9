package dev.barista.spi;

import java.lang.foreign.MemorySegment;

/**
 * Guest memory by DMA address (IOVA; the guest-physical address where no IOMMU is between).
 *
 * <p>Numbers are little-endian and need no alignment. Accesses may span regions that are adjacent.
 * Naturally aligned typed accesses inside one mapped region are single loads and stores, so a guest
 * never sees half of one. Every method throws {@link GuestMemoryFault} if any byte of the range is
 * not mapped or does not allow the access; bytes before the first bad one may have been written.
 *
 * <p>Data that a guest can change while the device looks at it is copied in first and checked then:
 * {@link #read(long, MemorySegment)}.
 */
public interface GuestMemory {
    /** Reads 8 bits. */
    byte readByte(long address);

    /** Reads 16 bits. */
    short readShort(long address);

    /** Reads 32 bits. */
    int readInt(long address);

    /** Reads 64 bits. */
    long readLong(long address);

    /** Writes 8 bits. */
    void writeByte(long address, byte value);

    /** Writes 16 bits. */
    void writeShort(long address, short value);

    /** Writes 32 bits. */
    void writeInt(long address, int value);

    /** Writes 64 bits. */
    void writeLong(long address, long value);

    /** Fills {@code destination} from guest memory. */
    void read(long address, MemorySegment destination);

    /** Copies all of {@code source} to guest memory. */
    void write(long address, MemorySegment source);

    /**
     * The guest's own bytes, without a copy, valid until the current callback returns. The guest
     * may change them at any time: a value that was checked must not be read again.
     *
     * @throws GuestMemoryFault also where the range lies in several regions or in one that cannot
     *     be mapped
     */
    MemorySegment volatileView(long address, long length);

    /**
     * Keeps a range mapped for work on another thread until the pin is closed; an unmap by the
     * guest waits for that.
     *
     * @throws GuestMemoryFault as {@link #volatileView}
     */
    Pin pin(long address, long length);

    /** A range of guest memory that stays mapped until closed. */
    interface Pin extends AutoCloseable {
        /** The guest's bytes, usable from any thread until {@link #close}. */
        MemorySegment segment();

        /** Gives the range back; called again, does nothing. */
        @Override
        void close();
    }
}
