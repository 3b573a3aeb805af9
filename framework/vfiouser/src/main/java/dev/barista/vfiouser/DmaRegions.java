package dev.barista.vfiouser;

import dev.barista.runtime.memory.MemoryRegion;
import dev.barista.runtime.memory.RemoteMemory;
import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.vfiouser.dma.FileMemory;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.Mapping;
import dev.barista.vfiouser.ffi.SharedFile;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.DirtyBitmap;
import dev.barista.vfiouser.protocol.DmaMap;
import dev.barista.vfiouser.protocol.DmaUnmap;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.Limits;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * {@link Command#DMA_MAP} and {@link Command#DMA_UNMAP}. Memory that comes with a file is mapped;
 * where the file has no pages it is read and written, and where there is no file the client is
 * asked by messages.
 */
final class DmaRegions {
    private static final int MAP_FLAGS = DmaMap.READABLE | DmaMap.WRITEABLE;

    private record Region(long address, long size, Runnable release) {
        /** The last address, inclusive, unsigned. */
        long last() {
            return address + (size - 1);
        }
    }

    private final DeviceEndpoint device;
    private final ServingOptions options;
    private final DirtyLogging logging;
    private final NavigableMap<Long, Region> regions = new TreeMap<>(Long::compareUnsigned);
    private final DmaMap map = new DmaMap();
    private final DmaUnmap unmap = new DmaUnmap();
    private final DirtyBitmap bitmap = new DirtyBitmap();

    // What has been agreed on.
    private int limit = Limits.MAX_DMA_MAPS;
    private long pageSize = Limits.PAGE_SIZE;

    /** What is not mapped is read and written by messages; null where the client takes none. */
    private Supplier<@Nullable RemoteMemory> messages = () -> null;

    DmaRegions(DeviceEndpoint device, ServingOptions options, DirtyLogging logging) {
        this.device = device;
        this.options = options;
        this.logging = logging;
    }

    /**
     * Says what has been agreed on.
     *
     * @param limit how many regions there may be
     * @param pageSize where regions may begin and end
     * @param messages asked for what is not mapped; answers null where the client takes none
     */
    void agreed(int limit, long pageSize, Supplier<@Nullable RemoteMemory> messages) {
        this.limit = limit;
        this.pageSize = pageSize;
        this.messages = messages;
    }

    /** Answers 0, the length of the reply, or an error number negated. */
    int map(Inbox in) {
        if (in.payloadLength() != DmaMap.SIZE || in.fdCount() > 1) {
            return -Errno.EINVAL;
        }
        map.wrap(in.segment(), in.payload());
        int flags = map.flags();
        long address = map.address();
        long size = map.size();
        if (Integer.compareUnsigned(map.argsz(), DmaMap.SIZE) < 0
                || (flags & MAP_FLAGS) == 0
                || (flags & ~MAP_FLAGS) != 0
                || !isRange(address, size)) {
            return -Errno.EINVAL;
        }
        if (overlaps(address, size)) {
            return -Errno.EEXIST;
        }
        if (regions.size() >= limit) {
            return -Errno.ENOSPC;
        }
        if (in.fdCount() == 0) {
            return map.offset() == 0 ? mapMessages(address, size, flags) : -Errno.EINVAL;
        }
        SharedFile file = new SharedFile(in.takeFd(0));
        boolean kept = false;
        try {
            kept = mapFile(file, map.offset(), address, size, flags);
            return 0;
        } catch (ErrnoException e) {
            return -e.errno();
        } finally {
            if (!kept) {
                file.close();
            }
        }
    }

    private int mapMessages(long address, long size, int flags) {
        if (device instanceof FileMemory) {
            return -Errno.ENOTSUP; // its process has no way to the client
        }
        RemoteMemory remote = messages.get();
        if (remote == null) {
            return -Errno.EINVAL;
        }
        addRemote(address, size, flags, remote, () -> {});
        return 0;
    }

    /** Answers whether the file is still needed. */
    private boolean mapFile(SharedFile file, long offset, long address, long size, int flags)
            throws ErrnoException {
        if (offset < 0 || offset % Limits.PAGE_SIZE != 0 || offset > Long.MAX_VALUE - size) {
            throw new ErrnoException("mmap", -Errno.EINVAL);
        }
        boolean readable = (flags & DmaMap.READABLE) != 0;
        boolean writable = (flags & DmaMap.WRITEABLE) != 0;
        Mapping mapping;
        try {
            mapping = file.map(offset, size, writable);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENODEV || device instanceof FileMemory) {
                throw e;
            }
            UnmappedFile memory = UnmappedFile.open(file, offset, address, readable);
            addRemote(address, size, flags, memory, memory::close);
            return true;
        }
        OptionalLong fileSize = file.size();
        if (fileSize.isPresent() && fileSize.getAsLong() < offset + size) {
            mapping.close();
            throw new ErrnoException("mmap", -Errno.EINVAL);
        }
        RemoteMemory remote = options.neverMapped().test(address) ? messages.get() : null;
        if (remote != null) {
            mapping.close();
            addRemote(address, size, flags, remote, () -> {});
        } else {
            addMapped(file, mapping, offset, address, size, flags);
        }
        return false;
    }

    private void addMapped(
            SharedFile file, Mapping mapping, long offset, long address, long size, int flags)
            throws ErrnoException {
        boolean readable = (flags & DmaMap.READABLE) != 0;
        boolean writable = (flags & DmaMap.WRITEABLE) != 0;
        if (device instanceof FileMemory elsewhere) {
            try {
                elsewhere.map(address, size, readable, writable, file, offset);
            } catch (ErrnoException | RuntimeException e) {
                mapping.close();
                throw e;
            }
            regions.put(address, new Region(address, size, mapping::close));
            return;
        }
        MemorySegment pages = mapping.segment();
        add(
                file.canShrink()
                        ? MemoryRegion.shrinkable(address, pages, readable, writable, () -> {})
                        : MemoryRegion.mapped(address, pages, readable, writable, () -> {}),
                mapping::close);
    }

    private void addRemote(
            long address, long size, int flags, RemoteMemory remote, Runnable release) {
        boolean readable = (flags & DmaMap.READABLE) != 0;
        boolean writable = (flags & DmaMap.WRITEABLE) != 0;
        add(MemoryRegion.remote(address, size, readable, writable, remote), release);
    }

    private void add(MemoryRegion region, Runnable release) {
        try {
            device.map(region);
        } catch (RuntimeException e) {
            release.run();
            throw e;
        }
        regions.put(region.address(), new Region(region.address(), region.size(), release));
    }

    /** Answers the length of the reply, or an error number negated. */
    int unmap(Inbox in, Outbox out) {
        int length = in.payloadLength();
        if (length != DmaUnmap.SIZE && length != DmaUnmap.SIZE + DirtyBitmap.SIZE) {
            return -Errno.EINVAL;
        }
        unmap.wrap(in.segment(), in.payload());
        int flags = unmap.flags();
        boolean withBitmap = flags == DmaUnmap.GET_DIRTY_BITMAP;
        if (Integer.compareUnsigned(unmap.argsz(), DmaUnmap.SIZE) < 0
                || (withBitmap != (length > DmaUnmap.SIZE))) {
            return -Errno.EINVAL;
        }
        if (withBitmap) {
            return unmapWithBitmap(in, out);
        }
        long address = unmap.address();
        long size = unmap.size();
        if (flags == DmaUnmap.ALL) {
            if (address != 0 || size != 0) {
                return -Errno.EINVAL;
            }
            unmapAll();
        } else if (flags != 0) {
            return -Errno.EINVAL;
        } else {
            List<Region> inside = regionsInside(address, size);
            if (inside.isEmpty()) {
                return -Errno.ENOENT;
            }
            inside.forEach(this::unmap);
        }
        unmap.wrap(out.segment(), Outbox.PAYLOAD)
                .argsz(DmaUnmap.SIZE)
                .flags(flags)
                .address(address)
                .size(size);
        return DmaUnmap.SIZE;
    }

    /** Nothing is done before it is sure that the client gets the bitmap. */
    private int unmapWithBitmap(Inbox in, Outbox out) {
        long address = unmap.address();
        long size = unmap.size();
        long given = in.payload() + DmaUnmap.SIZE;
        bitmap.wrap(in.segment(), given);
        if (!logging.isOn()) {
            return -Errno.EINVAL;
        }
        long bytes = DirtyLogging.bitmapLength(address, size, bitmap.pgsize());
        if (bytes < 0) {
            return (int) bytes;
        }
        if (bitmap.size() != bytes) {
            return -Errno.EINVAL;
        }
        List<Region> inside = regionsInside(address, size);
        if (inside.isEmpty()) {
            return -Errno.ENOENT;
        }
        int fixed = DmaUnmap.SIZE + DirtyBitmap.SIZE;
        int length = fixed + (int) bytes;
        boolean roomFor = Integer.compareUnsigned(unmap.argsz(), length) >= 0;
        if (roomFor) {
            inside.forEach(this::unmap);
            long at = Outbox.PAYLOAD + fixed;
            logging.report(address, size, bitmap.pgsize(), out.segment(), at, bytes);
        }
        MemorySegment.copy(in.segment(), in.payload(), out.segment(), Outbox.PAYLOAD, fixed);
        unmap.wrap(out.segment(), Outbox.PAYLOAD).argsz(length);
        return roomFor ? length : fixed;
    }

    /**
     * The regions in a range; none if it has only a part of one. QEMU takes away whole stretches of
     * addresses, whatever is mapped there, when the guest puts a device into another IOMMU domain.
     */
    private List<Region> regionsInside(long address, long size) {
        long last = address + (size - 1);
        if (size == 0 || Long.compareUnsigned(last, address) < 0) {
            return List.of();
        }
        Map.Entry<Long, Region> before = regions.lowerEntry(address);
        Map.Entry<Long, Region> end = regions.floorEntry(last);
        boolean cut =
                (before != null && Long.compareUnsigned(before.getValue().last(), address) >= 0)
                        || (end != null && Long.compareUnsigned(end.getValue().last(), last) > 0);
        return cut
                ? List.of()
                : new ArrayList<>(regions.subMap(address, true, last, true).values());
    }

    /** Takes all memory away. */
    void unmapAll() {
        new ArrayList<>(regions.values()).forEach(this::unmap);
    }

    /** Returns when the device has let go of the region. */
    private void unmap(Region region) {
        device.unmap(region.address, region.size);
        region.release.run();
        regions.remove(region.address);
    }

    private boolean overlaps(long address, long size) {
        Map.Entry<Long, Region> nearest = regions.floorEntry(address + (size - 1));
        return nearest != null && Long.compareUnsigned(nearest.getValue().last(), address) >= 0;
    }

    /** Whether it is a range of whole pages that does not wrap round. */
    private boolean isRange(long address, long size) {
        return size > 0
                && ((address | size) & (pageSize - 1)) == 0
                && Long.compareUnsigned(address + (size - 1), address) >= 0;
    }
}
