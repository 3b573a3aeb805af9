package dev.barista.vfiouser;

import dev.barista.spi.Access;
import dev.barista.spi.Bar;
import dev.barista.spi.BarKind;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.GuestMemoryFault;
import dev.barista.spi.Intx;
import dev.barista.spi.Msi;
import dev.barista.spi.MsiX;
import dev.barista.spi.OnRestore;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciFunction;
import dev.barista.spi.Register;
import dev.barista.spi.Saved;
import dev.barista.spi.Write;

import java.lang.foreign.MemorySegment;
import java.time.Duration;

/** A device with something for every message. */
@PciDevice(name = "probe", vendorId = 0x1234, deviceId = 0x7e57, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x1000)
@Bar(index = 2, size = 64, kind = BarKind.IO)
@Bar(index = 4, size = 0x1000)
@Intx
@Msi(vectors = 2)
@MsiX(vectors = 4, tableBar = 4)
final class ProbeDevice extends PciFunction {
    static final int ID_VALUE = 0x7e57_0001;

    /** Offsets in BAR 0. */
    static final int ID_OFFSET = 0;

    static final int NARROW = 0x08;
    static final int SHORT = 0x0a;
    static final int INT = 0x0c;
    static final int WIDE = 0x10;
    static final int DMA_ADDRESS = 0x20;
    static final int DMA_DATA = 0x28;
    static final int DMA_COMMAND = 0x30;
    static final int DMA_FAULTS = 0x34;
    static final int SIGNAL = 0x38;
    static final int CLEAR = 0x3c;
    static final int TIMER = 0x40;
    static final int WORK = 0x44;
    static final int DONE = 0x48;
    static final int BLOCK_WRITE = 0x4c;
    static final int BLOCK_READ = 0x50;
    static final int BLOCK_SUM = 0x54;
    static final int SCRATCH = 0x100;

    /** Values of {@link #DMA_COMMAND}. */
    static final int DMA_READ = 1;

    static final int DMA_WRITE = 2;

    @Register(offset = ID_OFFSET) static final int ID = ID_VALUE;

    @Register(offset = NARROW) byte narrow;

    @Register(offset = SHORT) short medium;

    @Register(offset = INT) int normal;

    @Register(offset = WIDE) long wide;

    @Register(offset = DMA_ADDRESS) long dmaAddress;

    @Register(offset = DMA_DATA) long dmaData;

    @Register(offset = DMA_FAULTS, access = Access.RO) int dmaFaults;

    @Register(offset = SCRATCH, count = 32) final long[] scratch = new long[32];

    /** Milliseconds of the timer that runs, 0 if none does. */
    @Register(offset = TIMER) int timer;

    /** How many timers and pieces of work are over. */
    @Register(offset = DONE, access = Access.RO) int done;

    /** The sum of the bytes that were read last. */
    @Register(offset = BLOCK_SUM, access = Access.RO) int blockSum;

    @Register(bar = 2, offset = 0) int port;

    @Saved final byte[] block = new byte[1 << 17];

    ProbeDevice(DeviceContext context) {
        super(context);
    }

    @Write(offset = DMA_COMMAND)
    void dma(int command) {
        try {
            if (command == DMA_READ) {
                dmaData = memory().readLong(dmaAddress);
            } else {
                memory().writeLong(dmaAddress, dmaData);
            }
        } catch (GuestMemoryFault refused) {
            dmaFaults++;
        }
    }

    /** Writes so many bytes to the DMA address, each its own offset. */
    @Write(offset = BLOCK_WRITE)
    void writeBlock(int length) {
        try {
            for (int i = 0; i < length; i++) {
                block[i] = (byte) i;
            }
            memory().write(dmaAddress, MemorySegment.ofArray(block).asSlice(0, length));
        } catch (GuestMemoryFault refused) {
            dmaFaults++;
        }
    }

    /** Reads so many bytes from the DMA address. */
    @Write(offset = BLOCK_READ)
    void readBlock(int length) {
        try {
            memory().read(dmaAddress, MemorySegment.ofArray(block).asSlice(0, length));
            blockSum = 0;
            for (int i = 0; i < length; i++) {
                blockSum += Byte.toUnsignedInt(block[i]);
            }
        } catch (GuestMemoryFault refused) {
            dmaFaults++;
        }
    }

    /** Signals vector 0 when the time is over, and reads the DMA address if there is one. */
    @Write
    int timer(int millis) {
        after(
                Duration.ofMillis(millis),
                () -> {
                    timer = 0;
                    done++;
                    interrupts().signal(0);
                    if (dmaAddress != 0) {
                        dma(DMA_READ);
                    }
                });
        return millis;
    }

    /** Does nothing for so many milliseconds on another thread. */
    @Write(offset = WORK)
    void work(int millis) {
        offload(
                () -> {
                    Thread.sleep(millis);
                    return millis;
                },
                worked -> done++);
    }

    @OnRestore
    void goOn() {
        if (timer != 0) {
            timer = timer(timer);
        }
    }

    @Write(offset = SIGNAL)
    void signal(int vector) {
        interrupts().signal(vector & 3);
    }

    @Write(offset = CLEAR)
    void clear(int vector) {
        interrupts().clear(vector & 3);
    }
}
