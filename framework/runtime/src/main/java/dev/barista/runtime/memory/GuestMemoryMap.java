package dev.barista.runtime.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.barista.spi.GuestMemory;
import dev.barista.spi.GuestMemoryFault;
import dev.barista.spi.GuestMemoryFault.Operation;
import dev.barista.spi.GuestMemoryFault.Reason;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The regions that one device can reach, sorted by address, and its accesses to them.
 *
 * <p>Used only on the thread that executes the device, except for {@link Pin}s.
 */
public final class GuestMemoryMap implements GuestMemory {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Executor deviceThread;
    private final MemorySegment scratch = Arena.ofAuto().allocate(Long.BYTES);
    private MemoryRegion[] regions = {};

    /** The region of the access before; guests have few, and devices stay in one for long. */
    private MemoryRegion recent = MemoryRegion.NONE;

    /** Makes regions when they are first touched; null where all memory is mapped beforehand. */
    private @Nullable DemandedRegions demanded;

    /** Counts how often another region became the {@link #recent} one. */
    private long turns;

    /** Which pages have been written since somebody asked; null while nobody wants to know. */
    private @Nullable DirtyPages dirty;

    /** What other threads may write at any time. */
    private final Set<RegionPin> pins = new HashSet<>();

    /**
     * An empty map.
     *
     * @param deviceThread runs what must happen on the thread that executes the device
     */
    public GuestMemoryMap(Executor deviceThread) {
        this.deviceThread = deviceThread;
    }

    /**
     * Adds a region.
     *
     * @throws IllegalArgumentException if it overlaps one that is there
     */
    public void add(MemoryRegion region) {
        for (MemoryRegion other : regions) {
            if (other.overlaps(region)) {
                throw new IllegalArgumentException(
                        "0x%x bytes at 0x%x overlap the 0x%x bytes at 0x%x"
                                .formatted(region.size, region.address, other.size, other.address));
            }
        }
        MemoryRegion[] more = Arrays.copyOf(regions, regions.length + 1);
        more[regions.length] = region;
        region.logWrites(dirty != null);
        Arrays.sort(more, (a, b) -> Long.compareUnsigned(a.address, b.address));
        regions = more;
    }

    /**
     * Removes the region with exactly this range; {@code released} runs when it is given back, at
     * once or with the last pin.
     *
     * @return whether there is such a region
     */
    public boolean remove(long address, long size, Runnable released) {
        int index = indexOf(address);
        if (index < 0 || regions[index].address != address || regions[index].size != size) {
            return false;
        }
        MemoryRegion region = regions[index];
        forget(region);
        region.retire(released);
        return true;
    }

    /** Takes a region out of the map, which does not give it back. */
    void forget(MemoryRegion region) {
        List<MemoryRegion> rest = new ArrayList<>(Arrays.asList(regions));
        rest.remove(region);
        regions = rest.toArray(MemoryRegion[]::new);
        recent = MemoryRegion.NONE;
    }

    /**
     * Has memory come from a source when it is first touched, beside no other regions.
     *
     * @param source null for none from now on; what it has made stays until it is removed
     */
    public void source(@Nullable MemorySource source) {
        demanded = source == null ? null : new DemandedRegions(this, source, deviceThread);
    }

    /** Gives back what a source has made and neither a pin nor a view holds. */
    public void releaseIdle() {
        if (demanded != null) {
            demanded.releaseIdle();
        }
    }

    /** The regions, in order of address. */
    public List<MemoryRegion> regions() {
        return List.of(regions);
    }

    /** Remembers from now on which pages are written; what was remembered before is forgotten. */
    public void startDirtyLog() {
        log(new DirtyPages());
    }

    /** Forgets which pages have been written, and writes as fast as before. */
    public void stopDirtyLog() {
        log(null);
    }

    /** Whether writes are remembered. */
    public boolean isDirtyLogOn() {
        return dirty != null;
    }

    /**
     * Says which pages of a range have been written since the log was started or this was last
     * asked. Pages that are pinned may be written at any time and are always reported.
     *
     * @param address the first address of the range
     * @param length bytes of the range, which does not wrap round
     * @param pageSize what a bit of the answer stands for, a power of two; it need not be the size
     *     that is logged
     * @param bitmap filled with the answer: bit {@code n} is set for a page that begins {@code n}
     *     page sizes after {@code address}; has a bit for every page that the range touches
     * @throws IllegalStateException if the log is off
     */
    public void reportDirty(long address, long length, long pageSize, long[] bitmap) {
        DirtyPages log = dirty;
        if (log == null) {
            throw new IllegalStateException("dirty pages are not logged");
        }
        for (RegionPin pin : pins) {
            pin.logWrites(log);
        }
        log.report(address, length, pageSize, bitmap);
    }

    private void log(@Nullable DirtyPages log) {
        dirty = log;
        for (MemoryRegion region : regions) {
            region.logWrites(log != null);
        }
    }

    @Override
    public byte readByte(long address) {
        MemoryRegion region = mappedAround(address, Byte.BYTES);
        if (region.directlyReadable) {
            return region.segment.get(JAVA_BYTE, address - region.address);
        }
        return (byte) readIndirectly(region, address, Byte.BYTES);
    }

    @Override
    public short readShort(long address) {
        MemoryRegion region = mappedAround(address, Short.BYTES);
        if (region.directlyReadable) {
            return region.segment.get(SHORT, address - region.address);
        }
        return (short) readIndirectly(region, address, Short.BYTES);
    }

    @Override
    public int readInt(long address) {
        MemoryRegion region = mappedAround(address, Integer.BYTES);
        if (region.directlyReadable) {
            return region.segment.get(INT, address - region.address);
        }
        return (int) readIndirectly(region, address, Integer.BYTES);
    }

    @Override
    public long readLong(long address) {
        MemoryRegion region = mappedAround(address, Long.BYTES);
        if (region.directlyReadable) {
            return region.segment.get(LONG, address - region.address);
        }
        return readIndirectly(region, address, Long.BYTES);
    }

    @Override
    public void writeByte(long address, byte value) {
        MemoryRegion region = mappedAround(address, Byte.BYTES);
        if (region.directlyWritable) {
            region.segment.set(JAVA_BYTE, address - region.address, value);
        } else {
            writeIndirectly(region, address, Byte.BYTES, value);
        }
    }

    @Override
    public void writeShort(long address, short value) {
        MemoryRegion region = mappedAround(address, Short.BYTES);
        if (region.directlyWritable) {
            region.segment.set(SHORT, address - region.address, value);
        } else {
            writeIndirectly(region, address, Short.BYTES, value);
        }
    }

    @Override
    public void writeInt(long address, int value) {
        MemoryRegion region = mappedAround(address, Integer.BYTES);
        if (region.directlyWritable) {
            region.segment.set(INT, address - region.address, value);
        } else {
            writeIndirectly(region, address, Integer.BYTES, value);
        }
    }

    @Override
    public void writeLong(long address, long value) {
        MemoryRegion region = mappedAround(address, Long.BYTES);
        if (region.directlyWritable) {
            region.segment.set(LONG, address - region.address, value);
        } else {
            writeIndirectly(region, address, Long.BYTES, value);
        }
    }

    @Override
    public void read(long address, MemorySegment destination) {
        long length = destination.byteSize();
        long done = 0;
        while (done < length) {
            MemoryRegion region = regionAt(Operation.READ, address, length, done);
            long offset = address + done - region.address;
            long chunk = Math.min(length - done, region.size - offset);
            if (!region.readable) {
                throw new GuestMemoryFault(Operation.READ, Reason.FORBIDDEN, address, length);
            }
            if (region.remote != null) {
                region.remote.read(address + done, destination.asSlice(done, chunk));
            } else {
                try {
                    MemorySegment.copy(region.segment, offset, destination, done, chunk);
                    if (region.shrinkable) {
                        LostMemory.surface();
                    }
                } catch (InternalError lost) {
                    throw lost(region, Operation.READ, address, length, lost);
                }
            }
            done += chunk;
        }
    }

    @Override
    public void write(long address, MemorySegment source) {
        long length = source.byteSize();
        long done = 0;
        while (done < length) {
            MemoryRegion region = regionAt(Operation.WRITE, address, length, done);
            long offset = address + done - region.address;
            long chunk = Math.min(length - done, region.size - offset);
            if (!region.writable) {
                throw new GuestMemoryFault(Operation.WRITE, Reason.FORBIDDEN, address, length);
            }
            DirtyPages log = dirty;
            if (log != null) {
                log.mark(address + done, chunk);
            }
            if (region.remote != null) {
                region.remote.write(address + done, source.asSlice(done, chunk));
            } else {
                try {
                    MemorySegment.copy(source, done, region.segment, offset, chunk);
                    if (region.shrinkable) {
                        LostMemory.surface();
                    }
                } catch (InternalError lost) {
                    throw lost(region, Operation.WRITE, address, length, lost);
                }
            }
            done += chunk;
        }
    }

    /** Reads from a region that may shrink, or what does not lie in one mapped region. */
    private long readIndirectly(MemoryRegion region, long address, int width) {
        if (!region.readable) {
            read(address, scratch.asSlice(0, width));
            return load(scratch, 0, width);
        }
        try {
            long value = load(region.segment, address - region.address, width);
            LostMemory.surface();
            return value;
        } catch (InternalError lost) {
            throw lost(region, Operation.READ, address, width, lost);
        }
    }

    /** Writes to a region that may shrink, or what does not lie in one mapped region. */
    private void writeIndirectly(MemoryRegion region, long address, int width, long value) {
        if (!region.writable) {
            store(scratch, 0, width, value);
            write(address, scratch.asSlice(0, width));
            return;
        }
        DirtyPages log = dirty;
        if (log != null) {
            log.mark(address, width);
        }
        try {
            store(region.segment, address - region.address, width, value);
            if (region.shrinkable) {
                LostMemory.surface();
            }
        } catch (InternalError lost) {
            throw lost(region, Operation.WRITE, address, width, lost);
        }
    }

    private static long load(MemorySegment from, long offset, int width) {
        return switch (width) {
            case Byte.BYTES -> from.get(JAVA_BYTE, offset);
            case Short.BYTES -> from.get(SHORT, offset);
            // Not sign-extended: where memory is gone HotSpot steps over the instruction that met
            // it, and aborts at movslq, which loads and extends an int, as it can't decode that.
            case Integer.BYTES -> Integer.toUnsignedLong(from.get(INT, offset));
            default -> from.get(LONG, offset);
        };
    }

    private static void store(MemorySegment to, long offset, int width, long value) {
        switch (width) {
            case Byte.BYTES -> to.set(JAVA_BYTE, offset, (byte) value);
            case Short.BYTES -> to.set(SHORT, offset, (short) value);
            case Integer.BYTES -> to.set(INT, offset, (int) value);
            default -> to.set(LONG, offset, value);
        }
    }

    /** The fault of an access that threw; what no shrunk file explains is thrown as it is. */
    private static GuestMemoryFault lost(
            MemoryRegion region,
            Operation operation,
            long address,
            long length,
            InternalError error) {
        if (!region.shrinkable) {
            throw error;
        }
        return new GuestMemoryFault(operation, Reason.LOST, address, length);
    }

    /** Whether an access through a view or pin can find its memory gone. */
    public boolean canLoseMemory() {
        for (MemoryRegion region : regions) {
            if (region.shrinkable) {
                return true;
            }
        }
        return false;
    }

    @Override
    public MemorySegment volatileView(long address, long length) {
        MemoryRegion region = contiguous(address, length);
        if (demanded != null) {
            demanded.viewed(region);
        }
        DirtyPages log = dirty;
        if (log != null && region.writable) {
            log.mark(address, length); // nobody can tell whether the device writes there
        }
        return slice(region, address, length);
    }

    @Override
    public Pin pin(long address, long length) {
        MemoryRegion region = contiguous(address, length);
        region.pin();
        RegionPin pin = new RegionPin(region, address, slice(region, address, length));
        pins.add(pin);
        return pin;
    }

    private static MemorySegment slice(MemoryRegion region, long address, long length) {
        MemorySegment slice = region.segment.asSlice(address - region.address, length);
        return region.writable ? slice : slice.asReadOnly();
    }

    private MemoryRegion contiguous(long address, long length) {
        if (length <= 0) {
            throw new IllegalArgumentException("a range of " + length + " bytes");
        }
        MemoryRegion region =
                demanded == null
                        ? regionAt(Operation.MAP, address, length, 0)
                        : demanded.contiguous(address, length);
        if (region.remote != null || length > region.size - (address - region.address)) {
            throw new GuestMemoryFault(Operation.MAP, Reason.NOT_CONTIGUOUS, address, length);
        }
        if (!region.readable) {
            throw new GuestMemoryFault(Operation.MAP, Reason.FORBIDDEN, address, length);
        }
        return region;
    }

    /** The mapped region that holds all of a typed access, or {@link MemoryRegion#NONE}. */
    private MemoryRegion mappedAround(long address, int width) {
        MemoryRegion region = recent;
        long offset = address - region.address;
        return offset >= 0 && offset <= region.segment.byteSize() - width
                ? region
                : findMappedAround(address, width);
    }

    private MemoryRegion findMappedAround(long address, int width) {
        int index = indexOf(address);
        if (index < 0) {
            return MemoryRegion.NONE;
        }
        MemoryRegion region = regions[index];
        if (address - region.address > region.segment.byteSize() - width) {
            return MemoryRegion.NONE;
        }
        turnTo(region);
        return region;
    }

    /** The region of the byte {@code done} bytes into an access; an access does not wrap round. */
    private MemoryRegion regionAt(Operation operation, long address, long length, long done) {
        long wanted = address + done;
        MemoryRegion region = recent;
        if (!region.contains(wanted)) {
            boolean wrapped = Long.compareUnsigned(wanted, address) < 0;
            int index = wrapped ? -1 : indexOf(wanted);
            if (index < 0) {
                if (wrapped || demanded == null) {
                    throw new GuestMemoryFault(operation, Reason.UNMAPPED, address, length);
                }
                return demanded.touch(wanted, length - done);
            }
            region = regions[index];
            turnTo(region);
        }
        return region;
    }

    /** Remembers the region that accesses are in from now on. */
    void turnTo(MemoryRegion region) {
        region.lastUsed = ++turns;
        recent = region;
    }

    /** The index of the region that holds an address, or -1. */
    private int indexOf(long address) {
        int low = 0;
        int high = regions.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            MemoryRegion region = regions[middle];
            if (region.contains(address)) {
                return middle;
            }
            if (Long.compareUnsigned(region.address, address) < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private final class RegionPin implements Pin {
        private final MemoryRegion region;
        private final long address;
        private final MemorySegment segment;
        private final AtomicBoolean closed = new AtomicBoolean();

        RegionPin(MemoryRegion region, long address, MemorySegment segment) {
            this.region = region;
            this.address = address;
            this.segment = segment;
        }

        void logWrites(DirtyPages log) {
            if (region.writable) {
                log.mark(address, segment.byteSize());
            }
        }

        private void release() {
            DirtyPages log = dirty;
            if (log != null) {
                logWrites(log);
            }
            pins.remove(this);
            region.unpin();
        }

        @Override
        public MemorySegment segment() {
            return segment;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                deviceThread.execute(this::release);
            }
        }
    }
}
