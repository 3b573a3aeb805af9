package dev.barista.testkit;

import dev.barista.runtime.ring.AccessPort;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.DeviceDescription;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes accesses up: most of them to registers that the device has, with numbers that guests use
 * and abuse, the rest where a hostile guest would try. The same generator gives the same accesses.
 */
public final class RegisterFuzzer {
    private static final int[] WIDTHS = {1, 2, 4, 8};
    private static final int CONFIG_SIZE = 4096;

    private final RandomGenerator random;
    private final List<BarDescription> bars;
    private final List<RegisterMap.Cell> cells;

    /** A fuzzer for devices of a type. */
    public RegisterFuzzer(DeviceDescription description, RandomGenerator random) {
        this.random = random;
        this.bars = description.bars();
        this.cells = new RegisterMap(description).cells();
    }

    /** The next access. */
    public RegisterAccess next() {
        int kind = random.nextInt(100);
        if (kind < 70 && !cells.isEmpty()) {
            return toRegister();
        }
        if (kind < 80 && !cells.isEmpty()) {
            return besideRegister();
        }
        return kind < 95 && !bars.isEmpty() ? intoBar() : intoConfigSpace();
    }

    private RegisterAccess toRegister() {
        RegisterMap.Cell cell = cells.get(random.nextInt(cells.size()));
        if (cell.width() == Long.BYTES && random.nextBoolean()) {
            int half = random.nextBoolean() ? Integer.BYTES : 0;
            return access(cell.bar(), cell.offset() + half, Integer.BYTES);
        }
        return access(cell.bar(), cell.offset(), cell.width());
    }

    private RegisterAccess besideRegister() {
        RegisterMap.Cell cell = cells.get(random.nextInt(cells.size()));
        return access(cell.bar(), cell.offset() + random.nextInt(-8, 9), anyWidth());
    }

    private RegisterAccess intoBar() {
        BarDescription bar = bars.get(random.nextInt(bars.size()));
        int width = anyWidth();
        long offset =
                switch (random.nextInt(4)) {
                    case 0 -> bar.size() - random.nextInt(17);
                    case 1 -> random.nextLong();
                    default -> random.nextInt(bar.size()) & -width;
                };
        return access(bar.index(), offset, width);
    }

    private RegisterAccess intoConfigSpace() {
        int size = random.nextBoolean() ? 256 : CONFIG_SIZE;
        return access(AccessPort.CONFIG, random.nextInt(size), anyWidth());
    }

    private RegisterAccess access(int region, long offset, int width) {
        return random.nextBoolean()
                ? new RegisterAccess(true, region, offset, width, anyValue())
                : new RegisterAccess(false, region, offset, width, 0);
    }

    private int anyWidth() {
        return WIDTHS[random.nextInt(WIDTHS.length)];
    }

    private long anyValue() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> random.nextInt(256);
            case 3 -> 1L << random.nextInt(Long.SIZE);
            case 4 -> (1L << random.nextInt(Long.SIZE)) - 1;
            case 5 -> random.nextInt(1 << 24) & -64; // an address in RAM
            case 6 -> random.nextInt();
            default -> random.nextLong();
        };
    }
}
