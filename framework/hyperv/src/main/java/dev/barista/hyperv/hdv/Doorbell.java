package dev.barista.hyperv.hdv;

import dev.barista.hyperv.ffi.devicehost.DeviceInstance;
import dev.barista.hyperv.ffi.devicehost.KernelEvent;
import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.runtime.ring.AccessPort;

/**
 * A write that the guest makes often, always with the same value: the platform signals an event in
 * place of the intercept's callback, which by field report takes a third off the guest's time, and
 * a thread here brings the write to the device. So to the device it is a write as any other.
 *
 * <p>Signals that come faster than the device takes them become one.
 */
public final class Doorbell implements AutoCloseable {
    /** What became of the wish for a doorbell. */
    public sealed interface Offer {
        /** It rings from now on. */
        record Granted(Doorbell doorbell) implements Offer {}

        /** The platform has none here; the write comes by its callback, as before. */
        record Refused(String reason) implements Offer {}
    }

    /** Which write it is. */
    record Key(int bar, long offset, int width, long value) {
        /** The size code of the platform: 1 to 4. */
        long flags() {
            return Integer.numberOfTrailingZeros(width) + 1L;
        }
    }

    private final DeviceEndpoint device;
    private final DeviceInstance instance;
    private final Key key;
    private final KernelEvent event;
    private final Thread thread;
    private volatile boolean closed;

    /** Starts to listen to an event that the platform signals. */
    Doorbell(DeviceEndpoint device, DeviceInstance instance, Key key, KernelEvent event) {
        this.device = device;
        this.instance = instance;
        this.key = key;
        this.event = event;
        this.thread =
                Thread.ofPlatform()
                        .name("hyperv doorbell " + device.instanceName())
                        .daemon()
                        .unstarted(this::run);
        thread.start();
    }

    private void run() {
        AccessPort port = device.openPort();
        while (true) {
            event.await();
            if (closed) {
                return;
            }
            port.post(key.bar(), key.offset(), key.width(), key.value());
        }
    }

    /** Has the write come by its callback again; called again, does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        instance.unregisterDoorbell(key.bar(), key.offset(), key.value(), key.flags());
        closed = true;
        event.signal();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        event.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
