package dev.barista.testkit;

import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.spi.binding.DeviceDescription.MsixDescription;
import dev.barista.spi.binding.RegisterDescription;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Where in a device's BARs something answers, register by register. */
final class RegisterMap {
    /** Registers of an array that are looked at one by one, at its start and at its end. */
    private static final int SHOWN_OF_AN_ARRAY = 64;

    /** One register, or one of an array. */
    record Cell(int bar, int offset, RegisterDescription register) {
        int width() {
            return register.width();
        }

        /** The low {@link #width} bytes of a number. */
        long truncated(long value) {
            return width() == Long.BYTES ? value : value & allOnes(width());
        }

        @Override
        public String toString() {
            return "%s (BAR %d, offset 0x%x)".formatted(register.name(), bar, offset);
        }
    }

    private final DeviceDescription description;
    private final List<Cell> cells = new ArrayList<>();

    RegisterMap(DeviceDescription description) {
        this.description = description;
        for (BarDescription bar : description.bars()) {
            for (RegisterDescription register : bar.registers()) {
                IntStream.range(0, register.count())
                        .filter(i -> isShown(i, register.count()))
                        .map(i -> register.offset() + i * register.stride())
                        .forEach(offset -> cells.add(new Cell(bar.index(), offset, register)));
            }
        }
    }

    private static boolean isShown(int index, int count) {
        return index < SHOWN_OF_AN_ARRAY || index >= count - SHOWN_OF_AN_ARRAY;
    }

    /** What a bus answers if nobody else does. */
    static long allOnes(int width) {
        return -1L >>> (Long.SIZE - width * Byte.SIZE);
    }

    /** The registers; of long arrays, those at both ends. */
    List<Cell> cells() {
        return cells;
    }

    /** The registers whose value a field of the device holds. */
    List<Cell> storedCells() {
        return cells.stream().filter(cell -> cell.register().stored()).toList();
    }

    /** The registers that a guest's access reaches by way of the device, memory left out. */
    List<Cell> trappedCells() {
        return storedCells().stream()
                .filter(cell -> !description.bar(cell.bar()).orElseThrow().isMapped(cell.offset()))
                .toList();
    }

    /** The bytes of a BAR where something answers. */
    BitSet answeringBytes(BarDescription bar) {
        BitSet bytes = new BitSet(bar.size());
        bar.mapped().forEach(area -> bytes.set(area.offset(), area.end()));
        for (RegisterDescription register : bar.registers()) {
            for (int i = 0; i < register.count(); i++) {
                int offset = register.offset() + i * register.stride();
                bytes.set(offset, offset + register.width());
            }
        }
        MsixDescription msix = description.msix();
        if (msix != null && msix.tableBar() == bar.index()) {
            bytes.set(msix.tableOffset(), msix.tableOffset() + msix.vectors() * 16);
        }
        if (msix != null && msix.pbaBar() == bar.index()) {
            bytes.set(msix.pbaOffset(), msix.pbaOffset() + (msix.vectors() + 63) / 64 * 8);
        }
        return bytes;
    }
}
