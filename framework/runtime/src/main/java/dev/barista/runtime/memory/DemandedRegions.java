package dev.barista.runtime.memory;

import dev.barista.spi.GuestMemoryFault;
import dev.barista.spi.GuestMemoryFault.Operation;
import dev.barista.spi.GuestMemoryFault.Reason;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The regions of a map that a {@link MemorySource} makes when they are first touched, and which of
 * them goes when there is no room for another: the one that was used longest ago, that no pin holds
 * and of which the device's present callback has no view.
 *
 * <p>A region holds exactly the pages that were asked for. What nobody has touched yet must not be
 * mapped along: a hypervisor may not have put memory there, and puts it elsewhere later.
 */
final class DemandedRegions {
    /** The most that one region holds; a longer access takes several. */
    private static final long MOST_BYTES = 1L << 30;

    private final GuestMemoryMap map;
    private final MemorySource source;
    private final Executor deviceThread;
    private final Runnable callbackEnds = this::callbackEnds;

    /** No longer in the map, but perhaps in a view of the present callback. */
    private final List<MemoryRegion> leaving = new ArrayList<>();

    private long callback = 1;
    private boolean viewing;

    DemandedRegions(GuestMemoryMap map, MemorySource source, Executor deviceThread) {
        this.map = map;
        this.source = source;
        this.deviceThread = deviceThread;
    }

    /**
     * Makes a region for an address that no region holds.
     *
     * @param length bytes that are wanted from there on; the region may hold fewer
     * @return one that asks the owner if it can't be mapped, which is not in the map
     */
    MemoryRegion touch(long address, long length) {
        long start = pageOf(address);
        long last = lastByte(address, Math.min(length, MOST_BYTES));
        for (MemoryRegion next : map.regions()) {
            if (Long.compareUnsigned(next.address, address) > 0) {
                last = Long.compareUnsigned(next.address, last) <= 0 ? next.address - 1 : last;
                break;
            }
        }
        MemoryRegion region = mapped(start, last - start + 1);
        return region != null
                ? region
                : MemoryRegion.remote(start, last - start + 1, true, true, source.copies());
    }

    /**
     * One region that holds all of a range.
     *
     * @throws GuestMemoryFault if it can't be mapped in one piece
     */
    MemoryRegion contiguous(long address, long length) {
        long start = pageOf(address);
        long last = lastByte(address, length);
        List<MemoryRegion> pieces = new ArrayList<>();
        for (MemoryRegion region : map.regions()) {
            if (region.contains(address) && length <= region.size - (address - region.address)) {
                map.turnTo(region);
                return region;
            }
            if (Long.compareUnsigned(region.address, last) <= 0
                    && Long.compareUnsigned(start, region.last()) <= 0) {
                pieces.add(region);
            }
        }
        if (length > MOST_BYTES || Long.compareUnsigned(last, start) < 0) {
            throw new GuestMemoryFault(Operation.MAP, Reason.NOT_CONTIGUOUS, address, length);
        }
        for (MemoryRegion piece : pieces) {
            giveUp(piece);
        }
        if (!pieces.isEmpty()) {
            long first = pieces.getFirst().address;
            long end = pieces.getLast().last();
            start = Long.compareUnsigned(first, start) < 0 ? first : start;
            last = Long.compareUnsigned(end, last) > 0 ? end : last;
        }
        MemoryRegion whole = mapped(start, last - start + 1);
        if (whole == null) {
            throw new GuestMemoryFault(Operation.MAP, Reason.NOT_CONTIGUOUS, address, length);
        }
        return whole;
    }

    /** The device has got a view, which must hold until its present callback returns. */
    void viewed(MemoryRegion region) {
        region.viewedIn = callback;
        if (!viewing) {
            viewing = true;
            // An event of the ring, so it comes after the callback.
            deviceThread.execute(callbackEnds);
        }
    }

    /** Gives up all that is not in use. */
    void releaseIdle() {
        while (giveUpOldest()) {}
    }

    private void callbackEnds() {
        viewing = false;
        callback++;
        leaving.forEach(region -> region.retire(() -> {}));
        leaving.clear();
    }

    /** Maps a range that no region overlaps; null if that can't be done. */
    private @Nullable MemoryRegion mapped(long start, long size) {
        MemoryRegion region;
        try {
            do {
                region = source.map(start, size);
            } while (region == null && giveUpOldest());
        } catch (GuestMemoryFault notMappable) {
            return null;
        }
        if (region != null) {
            region.onDemand = true;
            map.add(region);
            map.turnTo(region);
        }
        return region;
    }

    private boolean giveUpOldest() {
        MemoryRegion oldest = null;
        for (MemoryRegion region : map.regions()) {
            if (region.onDemand
                    && !region.pinned()
                    && region.viewedIn != callback
                    && (oldest == null || region.lastUsed < oldest.lastUsed)) {
                oldest = region;
            }
        }
        if (oldest == null) {
            return false;
        }
        giveUp(oldest);
        return true;
    }

    private void giveUp(MemoryRegion region) {
        map.forget(region);
        if (region.viewedIn == callback) {
            leaving.add(region);
        } else {
            region.retire(() -> {});
        }
    }

    private long pageOf(long address) {
        return address & -source.pageSize();
    }

    /** The last byte of the page in which a range ends; ranges end at 2^64 at the latest. */
    private long lastByte(long address, long length) {
        long last = address + (length - 1);
        return (Long.compareUnsigned(last, address) < 0 ? -1 : last) | (source.pageSize() - 1);
    }
}
