package dev.barista.hyperv.hdv;

import dev.barista.hyperv.error.HResult;
import dev.barista.hyperv.error.MissingExportException;
import dev.barista.hyperv.ffi.devicehost.DeviceInstance;
import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.BarDescription.MappedPages;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The mapped pages of a device's BARs on their way into the guest. By field report the platform
 * refuses them until the machine really runs, some time after it has said that it will: so a thread
 * tries again. As long as a page is not there, its accesses come by callback and do the same.
 */
final class SharedPages implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(SharedPages.class.getName());
    private static final int INVALID_STATE = HResult.ofWin32(5023);
    private static final int MOST_TRIES = 20_000;
    private static final long MILLIS_BETWEEN_TRIES = 1;

    private record Range(int bar, MappedPages pages) {}

    private final DeviceEndpoint device;
    private final DeviceInstance instance;
    private final List<Range> wanted;
    private final List<Range> shared = new CopyOnWriteArrayList<>();
    private @Nullable Thread thread;
    private boolean closed;

    SharedPages(DeviceEndpoint device, DeviceInstance instance) {
        this.device = device;
        this.instance = instance;
        this.wanted =
                device.description().bars().stream().flatMap(bar -> ranges(bar).stream()).toList();
    }

    private static List<Range> ranges(BarDescription bar) {
        return bar.mapped().stream().map(pages -> new Range(bar.index(), pages)).toList();
    }

    /** Begins to share what is not shared yet; does not wait for that. */
    synchronized void share() {
        boolean done = shared.size() == wanted.size();
        if (done || closed || (thread != null && thread.isAlive())) {
            return;
        }
        Thread sharing =
                Thread.ofPlatform()
                        .name("hyperv pages " + device.instanceName())
                        .daemon()
                        .unstarted(this::run);
        thread = sharing;
        sharing.start();
    }

    private void run() {
        try {
            for (Range range : wanted) {
                if (!shared.contains(range) && !share(range)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            // close() is waiting.
        } catch (MissingExportException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    device.instanceName() + ": mapped pages stay intercepted: " + e.getMessage());
        }
    }

    private boolean share(Range range) throws InterruptedException {
        SectionMemory memory = (SectionMemory) device.mappedPages(range.bar());
        int result = INVALID_STATE;
        for (int tries = 0; result == INVALID_STATE && tries < MOST_TRIES; tries++) {
            if (tries > 0) {
                Thread.sleep(MILLIS_BETWEEN_TRIES);
            }
            MappedPages pages = range.pages();
            result =
                    instance.shareSection(
                            range.bar(), pages.offset(), pages.size(), memory.section());
        }
        if (HResult.isFailure(result)) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "%s: mapped pages of BAR %d stay intercepted: %s"
                            .formatted(device.instanceName(), range.bar(), HResult.of(result)));
            return false;
        }
        shared.add(range);
        return true;
    }

    /** Takes the pages from the guest; called again, does nothing. */
    @Override
    public void close() {
        Thread sharing;
        synchronized (this) {
            closed = true;
            sharing = thread;
        }
        boolean interrupted = false;
        while (sharing != null && sharing.isAlive()) {
            sharing.interrupt();
            try {
                sharing.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        for (Range range : shared) {
            instance.unshareSection(range.bar(), range.pages().offset());
        }
        shared.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
