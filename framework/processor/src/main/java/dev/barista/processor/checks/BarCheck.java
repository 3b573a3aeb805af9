package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.spi.Bar;
import dev.barista.spi.BarKind;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The base address registers. */
final class BarCheck implements DeviceCheck {
    private static final int BARS = 6;
    private static final long LARGEST_MEMORY = 1 << 30;

    @Override
    public void check(DeclaredDevice device, Findings findings) {
        List<Bar> bars = device.bars();
        Map<Integer, Integer> takenBy = new TreeMap<>();
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            int slots = bar.kind() == BarKind.MEMORY_64 ? 2 : 1;
            Where where = Where.ofBar(device.element(), i);
            if (bar.index() < 0 || bar.index() + slots > BARS) {
                findings.add(
                        Problem.BAR_INDEX,
                        where.member("index"),
                        "%s has no BAR %d of kind %s; indices are 0 to %d"
                                .formatted(
                                        device.className(), bar.index(), bar.kind(), BARS - slots));
                continue;
            }
            for (int index = bar.index(); index < bar.index() + slots; index++) {
                Integer owner = takenBy.putIfAbsent(index, bar.index());
                if (owner != null) {
                    findings.add(
                            Problem.BAR_TAKEN,
                            where.member("index"),
                            "BAR %d of %s takes index %d, which BAR %d has already; use a free one"
                                    .formatted(bar.index(), device.className(), index, owner));
                    break;
                }
            }
            checkSize(device, bar, where, findings);
            if (bar.prefetchable() && bar.kind() == BarKind.IO) {
                findings.add(
                        Problem.BAR_PREFETCHABLE,
                        where.member("prefetchable"),
                        "BAR %d of %s is I/O space, which is never prefetchable; remove the member"
                                .formatted(bar.index(), device.className()));
            }
        }
    }

    private static void checkSize(DeclaredDevice device, Bar bar, Where where, Findings findings) {
        boolean io = bar.kind() == BarKind.IO;
        long smallest = io ? 4 : 16;
        long largest = io ? 256 : LARGEST_MEMORY;
        if (bar.size() >= smallest && bar.size() <= largest && Long.bitCount(bar.size()) == 1) {
            return;
        }
        long up = bar.size() <= 1 ? 1 : Long.highestOneBit(bar.size() - 1) << 1;
        long next = bar.size() > largest ? largest : Math.max(up, smallest);
        findings.add(
                Problem.BAR_SIZE,
                where.member("size"),
                "BAR %d of %s has size 0x%x; the %s legal size is 0x%x"
                        .formatted(
                                bar.index(),
                                device.className(),
                                bar.size(),
                                bar.size() > largest ? "largest" : "next",
                                next));
    }
}
