package dev.barista.hyperv.hdv;

import dev.barista.spi.Bar;
import dev.barista.spi.BarKind;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.GuestMemory;
import dev.barista.spi.Intx;
import dev.barista.spi.MsiX;
import dev.barista.spi.Parameter;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciFunction;
import dev.barista.spi.Register;
import dev.barista.spi.Transient;
import dev.barista.spi.Write;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.ValueLayout;

/** A device with something for every way between a guest and the host. */
@PciDevice(
        name = "hdvprobe",
        vendorId = 0x1234,
        deviceId = 0x7e58,
        revision = 3,
        classCode = 0x08_80_01,
        subsystemVendorId = 0x1af4,
        subsystemId = 0x0042)
@Bar(index = 0, size = 0x1000)
@Bar(index = 2, size = 0x1_0000, kind = BarKind.MEMORY_64, prefetchable = true)
@Intx
@MsiX(vectors = 4, tableBar = 2)
final class ProbeDevice extends PciFunction {
    static final int COUNTER = 0x00;
    static final int WIDE = 0x08;
    static final int DMA_ADDRESS = 0x10;
    static final int DMA_DATA = 0x18;
    static final int DMA_COMMAND = 0x20;
    static final int SIGNAL = 0x24;
    static final int THROW = 0x28;
    static final int LENGTH = 0x30;
    static final int BYTE = 0x38;

    static final int READ = 1;
    static final int WRITE = 2;
    static final int PIN = 3;
    static final int UNPIN = 4;
    static final int SUM_VIEW = 5;

    @Register(offset = COUNTER) int counter;

    @Register(offset = WIDE) long wide;

    @Register(offset = DMA_ADDRESS) long dmaAddress;

    @Register(offset = DMA_DATA) long dmaData;

    @Register(offset = LENGTH) long length;

    @Register(offset = BYTE) byte narrow;

    @Parameter(description = "what the counter starts from") int start = 0;

    @Transient("what a guest pins is not in use when it is saved")
    GuestMemory.@Nullable Pin pin;

    ProbeDevice(DeviceContext context) {
        super(context);
    }

    @Write
    int counter(int added) {
        return counter + added;
    }

    @Write(offset = DMA_COMMAND)
    void dma(int command) {
        switch (command) {
            case READ -> dmaData = memory().readLong(dmaAddress);
            case WRITE -> memory().writeLong(dmaAddress, dmaData);
            case PIN -> pin = memory().pin(dmaAddress, length);
            case UNPIN -> {
                if (pin != null) {
                    pin.close();
                    pin = null;
                }
            }
            case SUM_VIEW -> {
                var view = memory().volatileView(dmaAddress, length);
                long sum = 0;
                for (long i = 0; i < length; i++) {
                    sum += Byte.toUnsignedLong(view.get(ValueLayout.JAVA_BYTE, i));
                }
                dmaData = sum;
            }
            default -> counter = start;
        }
    }

    @Write(offset = SIGNAL)
    void signal(int vector) {
        interrupts().signal(vector & 3);
    }

    @Write(offset = THROW)
    void fail(int ignored) {
        throw new IllegalStateException("the device's own mistake");
    }
}
