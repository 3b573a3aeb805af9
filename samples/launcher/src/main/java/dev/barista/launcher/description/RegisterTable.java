package dev.barista.launcher.description;

import dev.barista.spi.Access;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.RegisterDescription;
import dev.barista.spi.binding.RegisterDescription.BitField;

import java.util.ArrayList;
import java.util.List;

/** The registers of a BAR, and what their bits do. */
final class RegisterTable {
    private RegisterTable() {}

    static Columns of(BarDescription bar) {
        Columns columns = new Columns();
        if (bar.registers().isEmpty()) {
            return columns;
        }
        columns.row("OFFSET", "BITS", "ACCESS", "RESET", "NAME");
        for (RegisterDescription register : bar.registers()) {
            columns.row(
                    Hex.offset(register.offset(), bar.size()),
                    String.valueOf(register.width() * Byte.SIZE),
                    bar.isMapped(register.offset()) ? "memory" : access(register),
                    register.stored() ? Hex.ofBytes(register.reset(), register.width()) : "-",
                    name(register));
            masks(register).forEach(line -> columns.row("", "", "", "", "  " + line));
            for (BitField field : register.fields()) {
                columns.row("", "", "", "", "  " + bits(field) + " " + field.name());
            }
        }
        return columns;
    }

    private static String access(RegisterDescription register) {
        return switch (register.access()) {
            case RW -> register.readable() ? "RW" : "WO";
            case RO -> "RO";
            case WO -> "WO";
            case RESERVED -> "reserved";
            case UNIMPLEMENTED -> "not there";
        };
    }

    private static String name(RegisterDescription register) {
        if (register.count() == 1) {
            return register.name();
        }
        return "%s[%d], one every %d bytes"
                .formatted(register.name(), register.count(), register.stride());
    }

    /** What the access does not say: which bits are unlike the others. */
    private static List<String> masks(RegisterDescription register) {
        List<String> lines = new ArrayList<>();
        long claimed = register.writeOneToClear() | register.clearOnRead() | register.reserved();
        long unclaimed = bits(~claimed, register);
        if (register.access() == Access.RW && (register.writable() & unclaimed) != unclaimed) {
            add(lines, register.writable() & unclaimed, register, "writable");
        }
        add(lines, register.writeOneToClear(), register, "cleared by writing 1");
        add(lines, register.clearOnRead(), register, "cleared by reading");
        add(lines, register.reserved(), register, "reserved");
        return lines;
    }

    private static void add(
            List<String> lines, long mask, RegisterDescription register, String meaning) {
        if (bits(mask, register) != 0) {
            lines.add(Hex.ofBytes(mask, register.width()) + " " + meaning);
        }
    }

    private static long bits(long value, RegisterDescription register) {
        return value & (-1L >>> (Long.SIZE - register.width() * Byte.SIZE));
    }

    private static String bits(BitField field) {
        return field.lo() == field.hi()
                ? "bit " + field.lo()
                : "bits " + field.hi() + ":" + field.lo();
    }
}
