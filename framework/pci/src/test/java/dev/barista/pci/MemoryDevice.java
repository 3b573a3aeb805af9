package dev.barista.pci;

import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.BarHandler;
import dev.barista.spi.binding.DeviceBinding;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.spi.binding.GuestErrors;
import dev.barista.spi.binding.StateReader;
import dev.barista.spi.binding.StateWriter;

import java.util.HashMap;
import java.util.Map;

/** A device whose BARs are memory and whose state is how often it was reset. */
final class MemoryDevice implements DeviceBinding {
    private final Map<Integer, BarHandler> bars = new HashMap<>();
    private final GuestErrors errors = new GuestErrors();
    private long resets;
    private Runnable onReset = () -> {};

    MemoryDevice(DeviceDescription description) {
        for (BarDescription bar : description.bars()) {
            bars.put(bar.index(), new MemoryBar(bar.size()));
        }
    }

    @Override
    public BarHandler bar(int index) {
        BarHandler handler = bars.get(index);
        if (handler == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return handler;
    }

    @Override
    public void reset() {
        resets++;
        onReset.run();
    }

    void onReset(Runnable action) {
        onReset = action;
    }

    long resets() {
        return resets;
    }

    @Override
    public void save(StateWriter out) {
        out.putLong("resets", resets);
    }

    @Override
    public void restore(StateReader in) {
        resets = in.getLong("resets");
    }

    @Override
    public GuestErrors guestErrors() {
        return errors;
    }
}
