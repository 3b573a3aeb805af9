package dev.barista.processor;

import dev.barista.spi.DeviceContext;
import dev.barista.spi.GuestMemory;
import dev.barista.spi.Interrupts;
import dev.barista.spi.Timer;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** The context of devices that need nothing of their host. */
final class AbsentHost implements DeviceContext {
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
