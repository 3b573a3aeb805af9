package dev.barista.pci;

import dev.barista.spi.BarKind;
import dev.barista.spi.Dispatch;
import dev.barista.spi.InterruptPin;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.CapabilityDescription;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.spi.binding.DeviceDescription.MsiDescription;
import dev.barista.spi.binding.DeviceDescription.MsixDescription;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A device description written by hand, one declaration a call. */
final class DeviceSketch {
    static final DeviceDescription.Identity IDENTITY =
            new DeviceDescription.Identity(0x1234, 0x11e8, 0x10, 0x02_03_04, 0x1af4, 0x1100);

    private final List<BarDescription> bars = new ArrayList<>();
    private final List<CapabilityDescription> capabilities = new ArrayList<>();
    private @Nullable InterruptPin pin;
    private @Nullable MsiDescription msi;
    private @Nullable MsixDescription msix;

    DeviceSketch bar(int index, int size, BarKind kind) {
        bars.add(new BarDescription(index, size, kind, false, List.of()));
        return this;
    }

    DeviceSketch prefetchableBar(int index, int size, BarKind kind) {
        bars.add(new BarDescription(index, size, kind, true, List.of()));
        return this;
    }

    DeviceSketch intx(InterruptPin pin) {
        this.pin = pin;
        return this;
    }

    DeviceSketch msi(int vectors, boolean maskable) {
        msi = new MsiDescription(vectors, maskable);
        return this;
    }

    /** Table at the start of BAR 1, pending bit array behind it from 0x8000. */
    DeviceSketch msix(int vectors) {
        bar(1, 0x1_0000, BarKind.MEMORY_32);
        return msix(new MsixDescription(vectors, 1, 0, 1, 0x8000));
    }

    DeviceSketch msix(MsixDescription declared) {
        msix = declared;
        return this;
    }

    DeviceSketch with(CapabilityDescription capability) {
        capabilities.add(capability);
        return this;
    }

    DeviceDescription describe() {
        bars.sort(Comparator.comparingInt(BarDescription::index));
        return new DeviceDescription(
                "sketch",
                "",
                "example.Sketch",
                IDENTITY,
                bars,
                pin,
                msi,
                msix,
                capabilities,
                List.of(),
                Dispatch.CALLER,
                true);
    }
}
