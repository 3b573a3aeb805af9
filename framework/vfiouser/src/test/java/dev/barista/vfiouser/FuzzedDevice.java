package dev.barista.vfiouser;

import dev.barista.spi.Access;
import dev.barista.spi.Bar;
import dev.barista.spi.BarKind;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.GuestMemoryFault;
import dev.barista.spi.Intx;
import dev.barista.spi.MappedInt;
import dev.barista.spi.Msi;
import dev.barista.spi.MsiX;
import dev.barista.spi.OnRestore;
import dev.barista.spi.Pages;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciFunction;
import dev.barista.spi.Register;
import dev.barista.spi.Saved;
import dev.barista.spi.Write;

import java.lang.foreign.MemorySegment;
import java.time.Duration;

/** A device with something for every message, that takes any value, and is quick to reset. */
@PciDevice(name = "fuzzed", vendorId = 0x1234, deviceId = 0x7e5b, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x1000)
@Bar(index = 1, size = 0x2000, mapped = @Pages(offset = 0x1000, size = 0x1000))
@Bar(index = 2, size = 64, kind = BarKind.IO)
@Bar(index = 4, size = 0x1000)
@Intx
@Msi(vectors = 2)
@MsiX(vectors = 4, tableBar = 4)
final class FuzzedDevice extends PciFunction {
    static final int ID_VALUE = 0x7e5b_0001;

    /** Offsets in BAR 0. */
    static final int ID_OFFSET = 0x00;

    static final int VALUE = 0x08;
    static final int DMA_ADDRESS = 0x10;
    static final int DMA_LENGTH = 0x18;
    static final int DMA_COMMAND = 0x1c;
    static final int SIGNAL = 0x20;
    static final int CLEAR = 0x24;
    static final int DELAY = 0x28;
    static final int WORK = 0x2c;
    static final int DONE = 0x30;
    static final int FAULTS = 0x34;

    /** Values of {@link #DMA_COMMAND}: a block, or one number, to memory or from there. */
    static final int READ_BLOCK = 0;

    static final int WRITE_BLOCK = 1;
    static final int READ_VALUE = 2;
    static final int WRITE_VALUE = 3;

    @Register(offset = ID_OFFSET) static final int ID = ID_VALUE;

    @Register(offset = VALUE) long value;

    @Register(offset = DMA_ADDRESS) long dmaAddress;

    @Register(offset = DMA_LENGTH) int dmaLength;

    /** Milliseconds of the timer that was started last. */
    @Register(offset = DELAY) int delay;

    /** How many timers and pieces of work are over. */
    @Register(offset = DONE, access = Access.RO) int done;

    @Register(offset = FAULTS, access = Access.RO) int faults;

    @Register(bar = 1, offset = 0x1000) final MappedInt shared = new MappedInt();

    @Register(bar = 2, offset = 0) int port;

    @Saved final byte[] block = new byte[0x1000];

    FuzzedDevice(DeviceContext context) {
        super(context);
    }

    @Write(offset = DMA_COMMAND)
    void dma(int command) {
        MemorySegment bytes = MemorySegment.ofArray(block).asSlice(0, dmaLength & 0xfff);
        try {
            switch (command & 3) {
                case READ_BLOCK -> memory().read(dmaAddress, bytes);
                case WRITE_BLOCK -> memory().write(dmaAddress, bytes);
                case READ_VALUE -> value = memory().readLong(dmaAddress);
                default -> memory().writeLong(dmaAddress, value);
            }
        } catch (GuestMemoryFault refused) {
            faults++;
        }
    }

    /** Reads a number when the time is over, and signals that. */
    @Write
    int delay(int millis) {
        after(
                Duration.ofMillis(millis & 0xff),
                () -> {
                    done++;
                    if (dmaAddress != 0) {
                        dma(READ_VALUE);
                    }
                    interrupts().signal(0);
                });
        return millis;
    }

    @OnRestore
    void goOn() {
        if (delay != 0) {
            delay = delay(delay);
        }
    }

    @Write(offset = WORK)
    void work(int number) {
        offload(
                () -> number + 1,
                worked -> {
                    value = worked;
                    done++;
                });
    }

    @Write(offset = SIGNAL)
    void signal(int vector) {
        shared.set(shared.get() + 1);
        interrupts().signal(vector & 3);
    }

    @Write(offset = CLEAR)
    void clear(int vector) {
        interrupts().clear(vector & 3);
    }
}
