package dev.barista.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.barista.runtime.HostedDevice;
import dev.barista.runtime.HostedDevice.RegisterValue;
import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.spi.binding.GuestErrors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Does to a device what a fuzzer's bytes say: accesses to its registers, its configuration space
 * and beside them, made up from its register map as {@link RegisterFuzzer} does, while time passes,
 * work ends, and the device is reset, saved and restored. For one thread at a time.
 *
 * <p>The device is hosted in process, once for all inputs; each finds it as after a reset, and
 * zeros in RAM. So an input does the same each time, whatever came before it.
 */
public final class DeviceFuzzer implements AutoCloseable {
    private static final long RAM = 16L << 20;
    private static final int PAGE = 4096;

    /** More would take a fuzzer's time, and say nothing new. */
    private static final int MOST_STEPS = 1_000;

    private final HostedRig rig;
    private final HostedDevice device;
    private final DeviceEndpoint endpoint;
    private final Driver driver;
    private final ManualClock clock;
    private final RecordingInterrupts interrupts;
    private final List<RegisterValue> registersAtFirst;
    private final byte[] configAtFirst;
    private Set<String> live = Set.of();
    private long faultsBefore;

    /** What has been done to the device, as lines of code. */
    private final List<String> steps = new ArrayList<>();

    private DeviceFuzzer(RequestedDevice requested) {
        rig = new HostedRig(requested, RAM);
        device = rig.device();
        endpoint = device.endpoint();
        driver = rig.driver();
        clock = rig.clock();
        interrupts = rig.interrupts();
        device.reset();
        registersAtFirst = device.registers();
        configAtFirst = device.configSpace();
        endpoint.startDirtyLog();
    }

    /**
     * A fuzzer for a device.
     *
     * @param deviceClass one with {@link dev.barista.spi.PciDevice}, or a {@link
     *     dev.barista.spi.binding.DeviceType} with a constructor without parameters
     * @param parameters each as {@code key=value}
     * @throws IllegalArgumentException if it is no device
     */
    public static DeviceFuzzer of(Class<?> deviceClass, String... parameters) {
        return new DeviceFuzzer(RequestedDevice.of(deviceClass, parameters));
    }

    /**
     * Says which registers the device changes by itself, such as counters: their values are not
     * compared with earlier ones.
     *
     * @param names as {@link RegisterValue#name} has them
     * @return this fuzzer
     */
    public DeviceFuzzer ignoring(String... names) {
        live = Set.of(names);
        return this;
    }

    /**
     * Does what an input says, and checks all the while that the device's code throws nothing, that
     * no read answers more bits than it asked for, that looking at registers changes nothing, that
     * a restored device is like the saved one, and that a reset leaves nothing of what was before.
     *
     * @throws AssertionError if one of that does not hold; it says what has been done, as code
     */
    public void run(byte[] input) {
        steps.clear();
        try {
            begin();
            FuzzedNumbers numbers = new FuzzedNumbers(input);
            RegisterFuzzer fuzzer = new RegisterFuzzer(device.description(), numbers);
            for (int i = 0; i < MOST_STEPS && numbers.hasMore(); i++) {
                step(numbers, fuzzer);
                assertRunning();
            }
            look();
            end();
        } catch (AssertionError wrong) {
            throw new AssertionError(
                    wrong.getMessage() + "; so far:\n" + String.join("\n", steps), wrong);
        }
    }

    /** Ends the device's host. */
    @Override
    public void close() {
        rig.close();
    }

    private void begin() {
        clock.completeWork();
        device.reset();
        faultsBefore = device.faults();
        interrupts.clear();
        clearRam();
        driver.enable();
    }

    private void step(FuzzedNumbers numbers, RegisterFuzzer fuzzer) {
        switch (numbers.nextInt(32)) {
            case 0 -> pass(Duration.ofNanos(numbers.nextInt(1 << 16)));
            case 1 -> pass(Duration.ofMillis(numbers.nextInt(1 << 8)));
            case 2 -> saveAndRestore();
            case 3 -> reset();
            case 4 -> look();
            default -> access(fuzzer.next());
        }
    }

    private void access(RegisterAccess access) {
        steps.add(access.toString());
        long read = access.perform(driver);
        assertEquals(0, read & ~RegisterMap.allOnes(access.width()), "bits above the width read");
    }

    private void pass(Duration time) {
        steps.add("clock.advance(Duration.ofNanos(%d))".formatted(time.toNanos()));
        clock.advance(time);
    }

    private void reset() {
        steps.add("device.reset()");
        device.reset();
        assertLikeAtFirst();
        driver.enable();
    }

    private void saveAndRestore() {
        if (!device.description().saveable()) {
            return;
        }
        steps.add("device.endpoint().restore(device.endpoint().save())");
        byte[] state = endpoint.save();
        List<RegisterValue> registers = device.registers();
        byte[] config = device.configSpace();
        device.reset();
        endpoint.restore(state);
        assertEquals(compared(registers), compared(device.registers()), "registers restored");
        assertArrayEquals(config, device.configSpace(), "configuration space restored");
    }

    private void look() {
        List<RegisterValue> registers = device.registers();
        byte[] config = device.configSpace();
        List<GuestErrors.Entry> errors = device.guestErrors();
        int messages = interrupts.waiting();
        boolean pin = interrupts.pinAsserted();
        assertEquals(registers, device.registers(), "registers looked at twice");
        assertArrayEquals(config, device.configSpace(), "configuration space looked at twice");
        assertEquals(errors, device.guestErrors(), "guest errors after a look");
        assertEquals(messages, interrupts.waiting(), "interrupts after a look");
        assertEquals(pin, interrupts.pinAsserted(), "the pin after a look");
    }

    /** Work that is under way comes to nothing after a reset too. */
    private void end() {
        steps.add("device.reset()");
        device.reset();
        clock.advance(Duration.ofSeconds(1));
        assertLikeAtFirst();
        assertRunning();
    }

    private void assertLikeAtFirst() {
        assertEquals(compared(registersAtFirst), compared(device.registers()), "reset registers");
        assertArrayEquals(configAtFirst, device.configSpace(), "reset configuration space");
    }

    private void assertRunning() {
        assertTrue(
                device.faults() == faultsBefore,
                () -> "the device's code threw " + device.faultCause().orElseThrow());
    }

    private List<RegisterValue> compared(List<RegisterValue> registers) {
        return registers.stream().filter(value -> !live.contains(value.name())).toList();
    }

    /** Only where the device has written: all of it would take longer than all the rest. */
    private void clearRam() {
        long[] written = new long[(int) (RAM / PAGE / Long.SIZE)];
        endpoint.reportDirty(0, RAM, PAGE, written);
        BitSet.valueOf(written).stream()
                .forEach(page -> rig.ram().at((long) page * PAGE, PAGE).fill(0));
    }
}
