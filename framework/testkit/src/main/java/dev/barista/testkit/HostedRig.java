package dev.barista.testkit;

import dev.barista.runtime.HdvHost;
import dev.barista.runtime.HostedDevice;
import dev.barista.runtime.partition.InProcessPartition;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** One device, its host, and all that surrounds it in a test. For one thread. */
final class HostedRig implements AutoCloseable {
    private static final long MOST_MILLIS_TO_CLOSE = 5_000;

    private final HostThreads threads = new HostThreads();
    private final Arena memory = Arena.ofShared();
    private final ManualWorkers workers = new ManualWorkers();
    private final ManualClock clock = new ManualClock(workers);
    private final RecordingInterrupts interrupts = new RecordingInterrupts();
    private final HdvHost host;
    private final HostedDevice device;
    private final Driver driver;
    private final GuestRam ram;
    private boolean closed;

    HostedRig(DeviceTest test) {
        this(requested(test), test.ram());
    }

    HostedRig(RequestedDevice requested, long ramSize) {
        InProcessPartition partition = new InProcessPartition(ramSize, interrupts);
        HdvHost.Builder builder =
                HdvHost.builder().partition(partition).clock(clock).workers(workers);
        requested.addTo(builder);
        host = builder.open();
        device = host.devices().iterator().next();
        driver = new Driver(device.description(), partition.port(device.instanceName()));
        ram = new GuestRam(partition.ram(), device.endpoint(), memory);
        driver.enable();
    }

    private static RequestedDevice requested(DeviceTest test) {
        boolean byName = !test.name().isEmpty();
        if (byName == (test.value() != void.class)) {
            throw new IllegalArgumentException("@DeviceTest needs either a class or a name");
        }
        return byName
                ? RequestedDevice.named(test.name(), test.parameters())
                : RequestedDevice.of(test.value(), test.parameters());
    }

    Driver driver() {
        return driver;
    }

    HostedDevice device() {
        return device;
    }

    GuestRam ram() {
        return ram;
    }

    ManualClock clock() {
        return clock;
    }

    RecordingInterrupts interrupts() {
        return interrupts;
    }

    /** The part of a type that {@link DeviceTest} offers. */
    Object part(Class<?> type) {
        return Stream.of(driver, ram, interrupts, clock, device)
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow();
    }

    /** Checks what is left to check when the test is over; closes. */
    void finish(FaultExpectation faults) {
        Assertions.assertAll(
                "after the test",
                clock::completeWork,
                device::reset,
                clock::completeWork,
                () -> faults.check(device.faultCause().orElse(null)),
                this::close,
                this::checkThreads);
    }

    private void checkThreads() {
        List<Thread> left = threads.startedSince();
        if (!left.isEmpty()) {
            throw new AssertionError("the closed host has left threads: " + left);
        }
    }

    /** Closes the host; one that waits for a device for ever is an error, and is left behind. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread closer =
                Thread.ofPlatform()
                        .name("device-test-close")
                        .daemon()
                        .uncaughtExceptionHandler((thread, cause) -> thrown.set(cause))
                        .start(host::close);
        try {
            closer.join(MOST_MILLIS_TO_CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closer.isAlive()) {
            AssertionError stuck =
                    new AssertionError(
                            "the host can't be closed; does the device keep memory pinned that it"
                                    + " should unpin on reset? The host waits here:");
            stuck.setStackTrace(closer.getStackTrace());
            throw stuck;
        }
        memory.close();
        Throwable cause = thrown.get();
        if (cause != null) {
            throw new AssertionError("the host can't be closed", cause);
        }
    }
}
