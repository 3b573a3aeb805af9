package dev.barista.hyperv.probe;

import dev.barista.hyperv.ffi.devicehost.HdvConstants;
import dev.barista.hyperv.ffi.devicehost.PciDetails;
import dev.barista.hyperv.ffi.devicehost.PciDeviceCallbacks;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A device with a BAR of one page that does nothing but count what it is asked. Callbacks come on
 * any thread of the platform.
 */
final class ProbeDevice implements PciDeviceCallbacks {
    static final int BAR = 0;
    private static final int VENDOR = 0x1234;
    private static final int DEVICE = 0x11e9;
    private static final int CLASS_OTHER = 0xff_00_00;
    private static final int PROBED_BAR = (int) -HdvConstants.PAGE;

    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
    private final Set<Long> threads = ConcurrentHashMap.newKeySet();
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile List<String> configuration = List.of();

    /** Waits for the callback Start; whether it has come in time. */
    boolean awaitStart(long seconds) throws InterruptedException {
        return started.await(seconds, TimeUnit.SECONDS);
    }

    ProbeReport.Boot report(String hostingModel, List<ProbeReport.Step> steps) {
        Map<String, Long> counts = new ConcurrentHashMap<>();
        calls.forEach((name, count) -> counts.put(name, count.sum()));
        return new ProbeReport.Boot(hostingModel, steps, counts, threads.size(), configuration);
    }

    private void count(String callback) {
        calls.computeIfAbsent(callback, any -> new LongAdder()).increment();
        threads.add(Thread.currentThread().threadId());
    }

    @Override
    public String name() {
        return "the probe";
    }

    @Override
    public void initialize() {
        count("Initialize");
    }

    @Override
    public void teardown() {
        count("Teardown");
    }

    @Override
    public void setConfiguration(List<String> values) {
        count("SetConfiguration");
        configuration = List.copyOf(values);
    }

    @Override
    public PciDetails details() {
        count("GetDetails");
        return new PciDetails(
                VENDOR, DEVICE, 0, CLASS_OTHER, 0, 0, List.of(PROBED_BAR, 0, 0, 0, 0, 0));
    }

    @Override
    public void start() {
        count("Start");
        started.countDown();
    }

    @Override
    public void stop() {
        count("Stop");
    }

    @Override
    public int readConfig(int offset) {
        count("ReadConfigSpace");
        return switch (offset) {
            case 0x00 -> DEVICE << Short.SIZE | VENDOR;
            case 0x08 -> CLASS_OTHER << Byte.SIZE;
            default -> 0;
        };
    }

    @Override
    public void writeConfig(int offset, int value) {
        count("WriteConfigSpace");
    }

    @Override
    public int read32(int bar, long offset) {
        return (int) read(bar, offset, Integer.BYTES);
    }

    @Override
    public void write32(int bar, long offset, int value) {
        write(bar, offset, Integer.BYTES, value);
    }

    @Override
    public long read(int bar, long offset, int width) {
        count("ReadInterceptedMemory");
        return 0;
    }

    @Override
    public void write(int bar, long offset, int width, long value) {
        count("WriteInterceptedMemory");
    }
}
