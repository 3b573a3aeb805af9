package dev.barista.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import dev.barista.pci.spec.TypeZeroHeaderRegisters;
import dev.barista.runtime.HostedDevice;
import dev.barista.runtime.HostedDevice.RegisterValue;
import dev.barista.spi.Access;
import dev.barista.spi.BarKind;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.DeviceDescription.Identity;
import dev.barista.spi.binding.GuestErrors;
import dev.barista.spi.binding.InvalidStateException;
import dev.barista.testkit.RegisterMap.Cell;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What every device does, whatever else it does. A class with {@link DeviceTest} that implements
 * this interface inherits these tests.
 */
public interface DeviceContract {
    /**
     * Registers, by name, whose value the device changes by itself, such as counters: they are not
     * expected to have their described reset value.
     */
    default Set<String> liveRegisters() {
        return Set.of();
    }

    /** How many random accesses are made. */
    default int accesses() {
        return 20_000;
    }

    /** What the random accesses are made up from; the same seed gives the same ones. */
    default long seed() {
        return 1;
    }

    /** PCI Local Bus 3.0, section 6.2.1. */
    @Test
    default void identityIsReadableInConfigSpace(Driver driver, HostedDevice device) {
        ConfigSpace config = driver.config();
        int revisionAndClass = config.read32(TypeZeroHeaderRegisters.REVISION_ID);

        assertEquals(
                device.description().identity(),
                new Identity(
                        config.read16(TypeZeroHeaderRegisters.VENDOR_ID),
                        config.read16(TypeZeroHeaderRegisters.DEVICE_ID),
                        revisionAndClass & 0xff,
                        revisionAndClass >>> Byte.SIZE,
                        config.read16(TypeZeroHeaderRegisters.SUBSYSTEM_VENDOR_ID),
                        config.read16(TypeZeroHeaderRegisters.SUBSYSTEM_ID)));
    }

    /** PCI Local Bus 3.0, section 6.2.5.1: what software writes to learn a BAR's size. */
    @Test
    default void barsSizeAsDescribed(Driver driver, HostedDevice device) {
        int[] expected = new int[TypeZeroHeaderRegisters.BARS];
        for (BarDescription bar : device.description().bars()) {
            expected[bar.index()] = -bar.size() | flags(bar);
            if (bar.kind() == BarKind.MEMORY_64) {
                expected[bar.index() + 1] = -1;
            }
        }

        int[] answers = new int[TypeZeroHeaderRegisters.BARS];
        for (int i = 0; i < answers.length; i++) {
            int register = TypeZeroHeaderRegisters.BAR0 + i * Integer.BYTES;
            driver.config().write32(register, -1);
            answers[i] = driver.config().read32(register);
        }

        assertEquals(
                Arrays.stream(expected).mapToObj("0x%08x"::formatted).toList(),
                Arrays.stream(answers).mapToObj("0x%08x"::formatted).toList());
    }

    private static int flags(BarDescription bar) {
        int prefetchable = bar.prefetchable() ? TypeZeroHeaderRegisters.BAR_PREFETCHABLE : 0;
        return switch (bar.kind()) {
            case IO -> TypeZeroHeaderRegisters.BAR_IO_SPACE;
            case MEMORY_32 -> prefetchable;
            case MEMORY_64 -> TypeZeroHeaderRegisters.BAR_TYPE_64 | prefetchable;
        };
    }

    /** A driver that reads a register first thing after a reset sees what is described. */
    @Test
    default void registersReadTheirResetValues(Driver driver, HostedDevice device) {
        assertAll(
                storedCells(device)
                        .filter(cell -> !liveRegisters().contains(cell.register().name()))
                        .map(
                                cell ->
                                        () -> {
                                            device.reset();
                                            driver.enable();
                                            assertEquals(
                                                    hex(resetAnswer(cell)),
                                                    hex(read(driver, cell)),
                                                    cell::toString);
                                        }));
    }

    private static long resetAnswer(Cell cell) {
        return switch (cell.register().access()) {
            case WO, RESERVED -> 0;
            case RW, RO, UNIMPLEMENTED -> cell.truncated(cell.register().reset());
        };
    }

    /** Also past the end of each BAR, where there is never a register. */
    @Test
    default void readsWhereNoRegisterIsAnswerAllOnes(Driver driver, HostedDevice device) {
        RegisterMap map = new RegisterMap(device.description());
        for (BarDescription bar : device.description().bars()) {
            BitSet answering = map.answeringBytes(bar);
            for (int width = 1; width <= Long.BYTES; width *= 2) {
                List<Integer> gaps = gaps(answering, bar.size(), width);
                for (int offset : gaps) {
                    long errors = errors(device, GuestErrors.Kind.UNMAPPED_READ);
                    RegisterAccess access =
                            new RegisterAccess(false, bar.index(), offset, width, 0);
                    assertEquals(
                            hex(RegisterMap.allOnes(width)),
                            hex(access.perform(driver)),
                            access::toString);
                    assertEquals(
                            errors + 1,
                            errors(device, GuestErrors.Kind.UNMAPPED_READ),
                            () -> access + " is not counted");
                }
                RegisterAccess beyond =
                        new RegisterAccess(false, bar.index(), bar.size(), width, 0);
                assertEquals(
                        hex(RegisterMap.allOnes(width)),
                        hex(beyond.perform(driver)),
                        beyond::toString);
            }
        }
        assertRunning(device);
    }

    /** Some aligned places where nothing answers: at the ends of gaps, and in the middle. */
    private static List<Integer> gaps(BitSet answering, int size, int width) {
        Set<Integer> places = new TreeSet<>();
        int from = answering.nextClearBit(0);
        while (from < size && places.size() < 500) {
            int set = answering.nextSetBit(from);
            int to = set < 0 ? size : set;
            int first = (from + width - 1) & -width;
            int last = (to - width) & -width;
            if (first <= last) {
                places.add(first);
                places.add(last);
                places.add((first + (last - first) / 2) & -width);
            }
            from = answering.nextClearBit(to);
        }
        return List.copyOf(places);
    }

    /**
     * Reads answer all ones and writes change nothing; halves of 64-bit registers are no mistake,
     * and mapped pages are memory.
     */
    @Test
    default void registersTakeNoOtherWidthThanTheirOwn(Driver driver, HostedDevice device) {
        RegisterMap map = new RegisterMap(device.description());
        for (Cell cell : map.trappedCells()) {
            for (int width = 1; width <= Long.BYTES; width *= 2) {
                if (isOtherWidth(map, device, cell, width)) {
                    long before = peek(device, cell);
                    RegisterAccess read =
                            new RegisterAccess(false, cell.bar(), cell.offset(), width, 0);
                    RegisterAccess write =
                            new RegisterAccess(true, cell.bar(), cell.offset(), width, ~before);
                    assertEquals(
                            hex(RegisterMap.allOnes(width)),
                            hex(read.perform(driver)),
                            read::toString);
                    write.perform(driver);
                    assertEquals(hex(before), hex(peek(device, cell)), write::toString);
                }
            }
        }
        assertRunning(device);
    }

    private static boolean isOtherWidth(
            RegisterMap map, HostedDevice device, Cell cell, int width) {
        int size = device.description().bar(cell.bar()).orElseThrow().size();
        boolean half = cell.width() == Long.BYTES && width == Integer.BYTES;
        boolean aligned = cell.offset() % width == 0 && cell.offset() + width <= size;
        boolean somebodyElse =
                map.cells().stream()
                        .anyMatch(
                                other ->
                                        other.bar() == cell.bar()
                                                && other.offset() == cell.offset()
                                                && other.width() == width);
        return aligned && !half && !somebodyElse;
    }

    /** Whatever a guest does, it harms neither the device nor the host's memory. */
    @Test
    default void randomAccessesDoNoHarm(Driver driver, HostedDevice device, ManualClock clock) {
        SplittableRandom random = new SplittableRandom(seed());
        RegisterFuzzer fuzzer = new RegisterFuzzer(device.description(), random);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getTotalThreadAllocatedBytes();

        for (int i = 0; i < accesses(); i++) {
            if (i % 1_000 == 0) {
                device.reset();
                driver.enable();
            }
            RegisterAccess access = fuzzer.next();
            access.perform(driver);
            if (device.faults() > 0) {
                throw new AssertionError(
                        "access %d with seed %d: %s".formatted(i, seed(), access),
                        device.faultCause().orElseThrow());
            }
            if (random.nextInt(100) == 0) {
                clock.advance(Duration.ofNanos(random.nextInt(1_000_000)));
            }
        }

        long each = (threads.getTotalThreadAllocatedBytes() - allocated) / accesses();
        assertTrue(
                each < 64 << 10, () -> "an access allocates %,d bytes on average".formatted(each));
        assertRunning(device);
    }

    /** A guest that asks again and again must not get a timer or a worker for each time. */
    @Test
    default void writesDoNotPileUpWork(Driver driver, HostedDevice device, ManualClock clock) {
        SplittableRandom random = new SplittableRandom(seed());
        for (Cell cell : new RegisterMap(device.description()).cells()) {
            device.reset();
            clock.completeWork();
            driver.enable();
            int before = clock.waiting();
            for (int i = 0; i < 200; i++) {
                write(driver, cell, random.nextLong());
            }
            int piled = clock.waiting() - before;
            assertTrue(
                    piled < 100,
                    () -> "200 writes to %s leave %d things to do".formatted(cell, piled));
        }
    }

    /** What a driver wrote survives in another life, registers and configuration space alike. */
    @Test
    default void aRestoredDeviceIsLikeTheSavedOne(
            Driver driver, HostedDevice device, ManualClock clock) {
        disturb(driver, device, clock);
        if (!device.description().saveable()) {
            assertThrows(UnsupportedOperationException.class, device.endpoint()::save);
            return;
        }
        byte[] state = device.endpoint().save();
        List<RegisterValue> registers = device.registers();
        byte[] config = device.configSpace();

        device.reset();
        device.endpoint().restore(state);

        assertEquals(registers, device.registers());
        assertEquals(dump(config), dump(device.configSpace()));
        assertEquals(dump(state), dump(device.endpoint().save()), "a second save differs");
    }

    /** A state comes from a file or a network: what is wrong with it must not be the host's end. */
    @Test
    default void aDamagedStateIsRefusedOrHarmless(
            Driver driver, HostedDevice device, ManualClock clock) {
        disturb(driver, device, clock);
        if (!device.description().saveable()) {
            assertThrows(InvalidStateException.class, () -> device.endpoint().restore(new byte[0]));
            return;
        }
        byte[] state = device.endpoint().save();
        Random random = new Random(seed());
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = state.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            try {
                device.endpoint().restore(damaged);
            } catch (InvalidStateException e) {
                // as it should be
            }
            byte[] cut = Arrays.copyOf(state, random.nextInt(state.length));
            assertThrows(
                    InvalidStateException.class,
                    () -> device.endpoint().restore(cut),
                    () -> "%d of %d bytes".formatted(cut.length, state.length));
        }
        assertRunning(device);
    }

    /** Of all that a guest did, nothing is left. */
    @Test
    default void resetRestoresTheResetValues(
            Driver driver, HostedDevice device, ManualClock clock) {
        device.reset();
        List<RegisterValue> registers = resetValues(device);
        byte[] config = device.configSpace();
        driver.enable();

        disturb(driver, device, clock);
        device.reset();
        clock.advance(Duration.ofMillis(100));

        assertEquals(registers, resetValues(device));
        assertEquals(dump(config), dump(device.configSpace()));
    }

    private List<RegisterValue> resetValues(HostedDevice device) {
        return device.registers().stream()
                .filter(value -> !liveRegisters().contains(value.name()))
                .toList();
    }

    /** In BARs and, with the vendor and device ID, in configuration space. */
    @Test
    default void writesToReadOnlyRegistersAreIgnored(Driver driver, HostedDevice device) {
        for (Cell cell : storedCells(device).toList()) {
            Access access = cell.register().access();
            if (access == Access.RO
                    || access == Access.RESERVED
                    || access == Access.UNIMPLEMENTED) {
                long before = peek(device, cell);
                write(driver, cell, ~before);
                assertEquals(hex(before), hex(peek(device, cell)), cell::toString);
            }
        }
        int identity = driver.config().read32(TypeZeroHeaderRegisters.VENDOR_ID);
        driver.config().write32(TypeZeroHeaderRegisters.VENDOR_ID, ~identity);
        assertEquals(hex(identity), hex(driver.config().read32(TypeZeroHeaderRegisters.VENDOR_ID)));
    }

    /** Tools may look at any time. */
    @Test
    default void lookingAtRegistersChangesNothing(
            Driver driver, HostedDevice device, ManualClock clock, RecordingInterrupts interrupts) {
        disturb(driver, device, clock);
        List<RegisterValue> first = device.registers();
        List<GuestErrors.Entry> errors = device.guestErrors();
        int messages = interrupts.waiting();
        boolean pin = interrupts.pinAsserted();

        List<RegisterValue> second = device.registers();

        assertEquals(first, second);
        assertEquals(errors, device.guestErrors());
        assertEquals(messages, interrupts.waiting());
        assertEquals(pin, interrupts.pinAsserted());
        assertRunning(device);
    }

    /** Brings the device out of its reset state, and leaves nothing in flight. */
    private void disturb(Driver driver, HostedDevice device, ManualClock clock) {
        SplittableRandom random = new SplittableRandom(seed());
        for (Cell cell : new RegisterMap(device.description()).cells()) {
            write(driver, cell, random.nextLong());
        }
        clock.completeWork();
        driver.config().write8(TypeZeroHeaderRegisters.INTERRUPT_LINE, 0x5a);
        assertNotEquals(0, driver.config().read8(TypeZeroHeaderRegisters.INTERRUPT_LINE));
    }

    private static Stream<Cell> storedCells(HostedDevice device) {
        return new RegisterMap(device.description()).storedCells().stream();
    }

    private static long read(Driver driver, Cell cell) {
        return driver.port().read(cell.bar(), cell.offset(), cell.width());
    }

    private static void write(Driver driver, Cell cell, long value) {
        driver.port().write(cell.bar(), cell.offset(), cell.width(), cell.truncated(value));
    }

    private static long peek(HostedDevice device, Cell cell) {
        return device.registers().stream()
                .filter(value -> value.bar() == cell.bar() && value.offset() == cell.offset())
                .mapToLong(RegisterValue::value)
                .findFirst()
                .orElseThrow();
    }

    private static long errors(HostedDevice device, GuestErrors.Kind kind) {
        return device.guestErrors().stream()
                .filter(entry -> entry.kind() == kind)
                .mapToLong(GuestErrors.Entry::count)
                .sum();
    }

    private static void assertRunning(HostedDevice device) {
        assertEquals(HostedDevice.Status.RUNNING, device.status());
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static List<String> dump(byte[] bytes) {
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += 16) {
            StringBuilder line = new StringBuilder("%03x:".formatted(from));
            for (int i = from; i < Math.min(from + 16, bytes.length); i++) {
                line.append(" %02x".formatted(bytes[i]));
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
