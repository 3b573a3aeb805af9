package dev.barista.processor;

import dev.barista.spi.DeviceContext;
import dev.barista.spi.GuestMemory;
import dev.barista.spi.Interrupts;
import dev.barista.spi.Pages;
import dev.barista.spi.Timer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** The context of devices that need nothing of their host but memory for mapped pages. */
final class AbsentHost implements DeviceContext {
    /** More than any BAR of these tests has. */
    private final MemorySegment pages = Arena.ofAuto().allocate(0x1_0000, Pages.SIZE);

    @Override
    public MemorySegment mappedPages(int bar) {
        return pages;
    }

    @Override
    public String instanceName() {
        return "bench";
    }

    @Override
    public GuestMemory memory() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Interrupts interrupts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> void offload(Callable<T> work, Consumer<? super T> completion) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long nanoTime() {
        throw new UnsupportedOperationException();
    }
}
