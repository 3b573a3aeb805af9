package dev.barista.hyperv.hdv;

import dev.barista.hyperv.error.HResult;
import dev.barista.hyperv.error.HyperVException;
import dev.barista.hyperv.ffi.devicehost.Aperture;
import dev.barista.hyperv.ffi.devicehost.DeviceInstance;
import dev.barista.hyperv.ffi.devicehost.HdvConstants;
import dev.barista.runtime.memory.MemoryRegion;
import dev.barista.runtime.memory.MemorySource;
import dev.barista.runtime.memory.RemoteMemory;
import dev.barista.spi.GuestMemoryFault;
import dev.barista.spi.GuestMemoryFault.Operation;
import dev.barista.spi.GuestMemoryFault.Reason;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.LockSupport;

/**
 * Guest memory as Hyper-V gives it to one device: apertures, which are views of guest pages, few at
 * a time; and copies, where no aperture can be had and the hosting model allows them.
 */
final class ApertureMemory implements MemorySource, RemoteMemory {
    /**
     * How many apertures a device keeps, whatever the platform would allow. How many that is nobody
     * documents; all devices of a machine share it.
     */
    static final int MOST_APERTURES = 1024;

    private static final int NOT_ENOUGH_QUOTA = HResult.ofWin32(1816);

    /** By field report some 100 ms later there may be room again. */
    private static final long QUOTA_PAUSE_NANOS = 100_000_000;

    private static final int QUOTA_PAUSES = 3;
    private static final int COPIED_AT_ONCE = 1 << 16;

    private final DeviceInstance instance;
    private final Runnable makeRoom;
    private @Nullable MemorySegment buffer;
    private int live;

    /**
     * The memory of a device.
     *
     * @param makeRoom asks the other devices to give up apertures; returns before they have
     */
    ApertureMemory(DeviceInstance instance, Runnable makeRoom) {
        this.instance = instance;
        this.makeRoom = makeRoom;
    }

    @Override
    public long pageSize() {
        return HdvConstants.PAGE;
    }

    @Override
    public @Nullable MemoryRegion map(long address, long size) {
        if (live == MOST_APERTURES) {
            return null;
        }
        for (int pauses = 0; ; pauses++) {
            try {
                Aperture aperture = instance.map(address, Math.toIntExact(size));
                live++;
                return MemoryRegion.mapped(
                        address, aperture.segment(), true, true, () -> release(aperture));
            } catch (HyperVException e) {
                if (e.result().code() != NOT_ENOUGH_QUOTA) {
                    throw new GuestMemoryFault(Operation.MAP, Reason.UNMAPPED, address, size);
                }
                if (live > 0 || pauses == QUOTA_PAUSES) {
                    return null;
                }
                // Others have it all: nothing of this device's can go in its place.
                makeRoom.run();
                LockSupport.parkNanos(QUOTA_PAUSE_NANOS);
            }
        }
    }

    private void release(Aperture aperture) {
        live--;
        aperture.close();
    }

    @Override
    public RemoteMemory copies() {
        return this;
    }

    @Override
    public void read(long address, MemorySegment destination) {
        long length = destination.byteSize();
        for (long done = 0; done < length; ) {
            MemorySegment part = buffer(length - done);
            check(Operation.READ, address, length, instance.read(address + done, part));
            MemorySegment.copy(part, 0, destination, done, part.byteSize());
            done += part.byteSize();
        }
    }

    @Override
    public void write(long address, MemorySegment source) {
        long length = source.byteSize();
        for (long done = 0; done < length; ) {
            MemorySegment part = buffer(length - done);
            MemorySegment.copy(source, done, part, 0, part.byteSize());
            check(Operation.WRITE, address, length, instance.write(address + done, part));
            done += part.byteSize();
        }
    }

    /** Native memory on the way; a device's memory is used by one thread at a time. */
    private MemorySegment buffer(long length) {
        MemorySegment all = buffer;
        if (all == null) {
            all = Arena.ofAuto().allocate(COPIED_AT_ONCE, Long.BYTES);
            buffer = all;
        }
        return all.asSlice(0, Math.min(length, COPIED_AT_ONCE));
    }

    private static void check(Operation operation, long address, long length, int result) {
        if (result < 0) {
            Reason reason = result == HResult.E_ACCESSDENIED ? Reason.FORBIDDEN : Reason.UNMAPPED;
            throw new GuestMemoryFault(operation, reason, address, length);
        }
    }
}
