package dev.barista.vfiouser;

import dev.barista.runtime.memory.MemoryRegion;
import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.vfiouser.dma.FileMemory;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.Mapping;
import dev.barista.vfiouser.ffi.SharedFile;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.DmaMap;
import dev.barista.vfiouser.protocol.DmaUnmap;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.Limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/** {@link Command#DMA_MAP} and {@link Command#DMA_UNMAP}. */
final class DmaRegions {
    private static final int MAP_FLAGS = DmaMap.READABLE | DmaMap.WRITEABLE;

    private record Region(long address, long size, Mapping mapping) {
        /** The last address, inclusive, unsigned. */
        long last() {
            return address + (size - 1);
        }
    }

    private final DeviceEndpoint device;
    private final NavigableMap<Long, Region> regions = new TreeMap<>(Long::compareUnsigned);
    private final DmaMap map = new DmaMap();
    private final DmaUnmap unmap = new DmaUnmap();

    DmaRegions(DeviceEndpoint device) {
        this.device = device;
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
        if (regions.size() == Limits.MAX_DMA_MAPS) {
            return -Errno.ENOSPC;
        }
        if (in.fdCount() == 0) {
            return -Errno.ENOTSUP;
        }
        try (SharedFile file = new SharedFile(in.takeFd(0))) {
            return map(file, map.offset(), address, size, flags);
        } catch (ErrnoException e) {
            return -e.errno();
        }
    }

    private int map(SharedFile file, long offset, long address, long size, int flags)
            throws ErrnoException {
        OptionalLong fileSize = file.size();
        if (offset < 0
                || offset % Limits.PAGE_SIZE != 0
                || offset > Long.MAX_VALUE - size
                || (fileSize.isPresent() && fileSize.getAsLong() < offset + size)) {
            return -Errno.EINVAL;
        }
        boolean readable = (flags & DmaMap.READABLE) != 0;
        boolean writable = (flags & DmaMap.WRITEABLE) != 0;
        Mapping mapping = file.map(offset, size, writable);
        try {
            if (device instanceof FileMemory elsewhere) {
                elsewhere.map(address, size, readable, writable, file, offset);
            } else {
                device.map(region(file, address, mapping, readable, writable));
            }
        } catch (ErrnoException | RuntimeException e) {
            mapping.close();
            throw e;
        }
        regions.put(address, new Region(address, size, mapping));
        return 0;
    }

    private static MemoryRegion region(
            SharedFile file, long address, Mapping mapping, boolean readable, boolean writable) {
        return file.canShrink()
                ? MemoryRegion.shrinkable(address, mapping.segment(), readable, writable, () -> {})
                : MemoryRegion.mapped(address, mapping.segment(), readable, writable, () -> {});
    }

    /** Answers the length of the reply, or an error number negated. */
    int unmap(Inbox in, Outbox out) {
        if (in.payloadLength() != DmaUnmap.SIZE) {
            return -Errno.EINVAL;
        }
        unmap.wrap(in.segment(), in.payload());
        int flags = unmap.flags();
        long address = unmap.address();
        long size = unmap.size();
        if (Integer.compareUnsigned(unmap.argsz(), DmaUnmap.SIZE) < 0) {
            return -Errno.EINVAL;
        }
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
        region.mapping.close();
        regions.remove(region.address);
    }

    private boolean overlaps(long address, long size) {
        Map.Entry<Long, Region> nearest = regions.floorEntry(address + (size - 1));
        return nearest != null && Long.compareUnsigned(nearest.getValue().last(), address) >= 0;
    }

    /** Whether it is a range of whole pages that does not wrap round. */
    private static boolean isRange(long address, long size) {
        return size > 0
                && (address | size) % Limits.PAGE_SIZE == 0
                && Long.compareUnsigned(address + (size - 1), address) >= 0;
    }
}
