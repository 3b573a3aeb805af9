package dev.barista.vfiouser;

import dev.barista.spi.Bar;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.GuestMemoryFault;
import dev.barista.spi.Intx;
import dev.barista.spi.OnRestore;
import dev.barista.spi.Pages;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciFunction;
import dev.barista.spi.Read;
import dev.barista.spi.Saved;
import dev.barista.spi.Write;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Arrays;

/**
 * What libvfio-user's {@code samples/server.c} is: an alarm in BAR 0, memory in BAR 1, and DMA when
 * the alarm goes off. The first and the third page of BAR 1 can be mapped. The BAR has a fourth
 * that is not there in the sample, because sizes are powers of two; it holds nothing.
 */
@PciDevice(
        name = "sample",
        vendorId = 0xdead,
        deviceId = 0xbeef,
        subsystemVendorId = 0xcafe,
        subsystemId = 0xbabe,
        classCode = 0xff_00_00)
@Bar(index = 0, size = 16)
@Bar(
        index = 1,
        size = 0x4000,
        mapped = {@Pages(offset = 0, size = 0x1000), @Pages(offset = 0x2000, size = 0x1000)})
@Intx
final class SampleDevice extends PciFunction {
    /** The sample client's regions are pages, of which it keeps the second half to the end. */
    static final long PAGE = 4096;

    static final long HALF = 16 * PAGE;

    private static final int PIECE = 1024;

    /** Seconds since 1970 at which the alarm goes off. */
    @Saved long alarm;

    @Saved final byte[] memory = new byte[0x1000];

    SampleDevice(DeviceContext context) {
        super(context);
    }

    /** How many seconds ago the alarm went off. */
    @Read(offset = 0)
    long sinceAlarm() {
        return System.currentTimeMillis() / 1000 - alarm;
    }

    @Write(offset = 0)
    void setAlarm(long seconds) {
        alarm = seconds;
        arm(1); // the client reads before it is ready for the alarm
    }

    @OnRestore
    void goOn() {
        if (alarm != 0) {
            arm(3); // the client gives memory and an eventfd first
        }
    }

    private void arm(long leastSeconds) {
        long seconds = Math.max(alarm - System.currentTimeMillis() / 1000, leastSeconds);
        after(Duration.ofSeconds(seconds), this::goOff);
    }

    @Read(bar = 1, offset = 0x1000, length = 0x1000)
    long memory(int offset) {
        return MemorySegment.ofArray(memory).get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
    }

    @Write(bar = 1, offset = 0x1000, length = 0x1000)
    void memory(int offset, long value) {
        MemorySegment.ofArray(memory).set(ValueLayout.JAVA_LONG_UNALIGNED, offset, value);
    }

    private void goOff() {
        interrupts().signal(0);
        interrupts().clear(0);
        long first = isMapped(PAGE) ? 0 : HALF;
        transfer(first + PAGE); // what is mapped
        transfer(first); // what the client is asked for
    }

    private boolean isMapped(long address) {
        try {
            memory().readByte(address);
            return true;
        } catch (GuestMemoryFault fault) {
            return false;
        }
    }

    /** Writes four pieces, and reads them back as two. */
    private void transfer(long address) {
        byte[] written = new byte[4 * PIECE];
        for (int i = 0; i < 4; i++) {
            Arrays.fill(written, i * PIECE, (i + 1) * PIECE, (byte) ('A' + i));
            memory().write(
                            address + (long) i * PIECE,
                            MemorySegment.ofArray(written).asSlice((long) i * PIECE, PIECE));
        }
        byte[] read = new byte[4 * PIECE];
        for (int i = 0; i < 4; i += 2) {
            memory().read(
                            address + (long) i * PIECE,
                            MemorySegment.ofArray(read).asSlice((long) i * PIECE, 2 * PIECE));
        }
        if (!Arrays.equals(read, written)) {
            throw new IllegalStateException("what was read is not what was written");
        }
    }
}
