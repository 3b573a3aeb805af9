package dev.barista.benchmarks;

import dev.barista.runtime.Plugins;
import dev.barista.runtime.memory.GuestMemoryMap;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.GuestMemory;
import dev.barista.spi.Interrupts;
import dev.barista.spi.Timer;
import dev.barista.spi.binding.BarHandler;
import dev.barista.spi.binding.DeviceBinding;
import dev.barista.spi.binding.DeviceParameters;
import dev.barista.spi.binding.DeviceType;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * The services of a device without a host, for what can be measured without one: its generated
 * handlers. Interrupts go nowhere; time and other threads are refused.
 */
public final class HostlessContext implements DeviceContext {
    /** Interrupts that go nowhere. */
    public static final Interrupts NO_INTERRUPTS =
            new Interrupts() {
                @Override
                public void signal(int vector) {}

                @Override
                public void clear(int vector) {}
            };

    private final GuestMemory memory = new GuestMemoryMap(Runnable::run);

    private HostlessContext() {}

    /** The handler of BAR 0 of a new, reset device. */
    public static BarHandler handler(String device) {
        DeviceType type = Plugins.installed().find(device);
        DeviceBinding binding =
                type.create(
                        new HostlessContext(), new DeviceParameters(type.description(), Map.of()));
        binding.reset();
        return binding.bar(0);
    }

    @Override
    public String instanceName() {
        return "hostless";
    }

    @Override
    public GuestMemory memory() {
        return memory;
    }

    @Override
    public Interrupts interrupts() {
        return NO_INTERRUPTS;
    }

    @Override
    public <T> void offload(Callable<T> work, Consumer<? super T> completion) {
        throw new UnsupportedOperationException("no host, so no other thread");
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        throw new UnsupportedOperationException("no host, so no timer");
    }

    @Override
    public MemorySegment mappedPages(int bar) {
        throw new UnsupportedOperationException("no host, so no memory to share");
    }

    @Override
    public long nanoTime() {
        throw new UnsupportedOperationException("no host, so no clock");
    }
}
