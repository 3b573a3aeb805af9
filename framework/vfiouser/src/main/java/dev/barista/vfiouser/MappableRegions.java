package dev.barista.vfiouser;

import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.BarDescription.MappedPages;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.protocol.PciRegion;
import dev.barista.vfiouser.protocol.RegionInfo;
import dev.barista.vfiouser.protocol.SparseMmap;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** Which parts of a device's regions clients can map, and from which file. */
final class MappableRegions {
    private record Mappable(BarDescription bar, MemoryFile file) {
        /** Whether nothing of the region is trapped, so that there are no parts to tell apart. */
        boolean whole() {
            return bar.mapped().equals(List.of(new MappedPages(0, bar.size())));
        }
    }

    private final @Nullable Mappable[] regions = new Mappable[PciRegion.COUNT];
    private final SparseMmap sparse = new SparseMmap();

    MappableRegions(DeviceEndpoint device) {
        for (BarDescription bar : device.description().bars()) {
            if (!bar.mapped().isEmpty()) {
                // The partition has made the memory of all that it serves.
                regions[bar.index()] =
                        new Mappable(bar, (MemoryFile) device.mappedPages(bar.index()));
            }
        }
    }

    /** Bytes of the capabilities of a region. */
    int capabilitiesSize(int region) {
        Mappable mappable = regions[region];
        return mappable == null || mappable.whole()
                ? 0
                : SparseMmap.size(mappable.bar.mapped().size());
    }

    /** Writes the capabilities of a region that has some. */
    void writeCapabilities(int region, MemorySegment to, long start) {
        Mappable mappable = regions[region];
        if (mappable == null || mappable.whole()) {
            return;
        }
        List<MappedPages> areas = mappable.bar.mapped();
        sparse.wrap(to, start).last(areas.size());
        for (int i = 0; i < areas.size(); i++) {
            sparse.area(i, areas.get(i).offset(), areas.get(i).size());
        }
    }

    /** The file that a region is mapped from, null if it can't be; it stays the device's. */
    @Nullable Fd file(int region) {
        Mappable mappable = regions[region];
        return mappable == null ? null : mappable.file.fd();
    }

    /** The flags of a region beyond those of every region. */
    int flags(int region) {
        int capabilities = capabilitiesSize(region) == 0 ? 0 : RegionInfo.CAPS;
        return regions[region] == null ? 0 : RegionInfo.MMAP | capabilities;
    }
}
