package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.processor.model.MsixPlaces;
import dev.barista.processor.model.Place;
import dev.barista.spi.Bar;
import dev.barista.spi.BarKind;
import dev.barista.spi.Msi;
import dev.barista.spi.MsiX;

import java.util.Optional;

/** Vector counts, and where the MSI-X structures are. */
final class InterruptCheck implements DeviceCheck {
    private static final int MOST_MSI = 32;
    private static final int MOST_MSIX = 2048;
    private static final int ALIGNMENT = 8;

    /** Whether a declaration's structures have a size. */
    static boolean hasLegalCount(MsiX msix) {
        return msix.vectors() >= 1 && msix.vectors() <= MOST_MSIX;
    }

    @Override
    public void check(DeclaredDevice device, Findings findings) {
        device.declares(Msi.class)
                .map(Msi::vectors)
                .filter(
                        vectors ->
                                vectors < 1 || vectors > MOST_MSI || Integer.bitCount(vectors) != 1)
                .ifPresent(
                        vectors ->
                                findings.add(
                                        Problem.VECTOR_COUNT,
                                        Where.of(device.element(), Msi.class, "vectors"),
                                        "@Msi of %s has %d vectors; it must be 1, 2, 4, 8, 16 or 32"
                                                .formatted(device.className(), vectors)));
        Optional<MsiX> msix = device.declares(MsiX.class);
        if (msix.isEmpty()) {
            return;
        }
        if (!hasLegalCount(msix.get())) {
            findings.add(
                    Problem.VECTOR_COUNT,
                    Where.of(device.element(), MsiX.class, "vectors"),
                    "@MsiX of %s has %d vectors; it must be 1 to %d"
                            .formatted(device.className(), msix.get().vectors(), MOST_MSIX));
            return;
        }
        MsixPlaces places = MsixPlaces.of(msix.get());
        boolean placed =
                checkPlace(device, "table", places.table(), "tableBar", "tableOffset", findings)
                        && checkPlace(
                                device,
                                "pending bit array",
                                places.pendingBits(),
                                "pbaBar",
                                "pbaOffset",
                                findings);
        if (placed && places.table().overlaps(places.pendingBits())) {
            findings.add(
                    Problem.MSIX_PLACE,
                    Where.of(device.element(), MsiX.class, "pbaOffset"),
                    "the MSI-X pending bit array of %s (%s) overlaps the table (%s); move one of them"
                            .formatted(device.className(), places.pendingBits(), places.table()));
        }
    }

    private static boolean checkPlace(
            DeclaredDevice device,
            String name,
            Place place,
            String barMember,
            String offsetMember,
            Findings findings) {
        Optional<Bar> bar = device.bar(place.bar());
        String member = offsetMember;
        String wrong;
        if (bar.isEmpty() || bar.get().kind() == BarKind.IO) {
            member = barMember;
            wrong =
                    "is in BAR %d, which is %s; use a declared memory BAR"
                            .formatted(place.bar(), bar.isEmpty() ? "not declared" : "I/O space");
        } else if (place.offset() % ALIGNMENT != 0) {
            wrong = "has offset 0x%x; use a multiple of 8".formatted(place.offset());
        } else if (place.offset() < 0 || place.end() > bar.get().size()) {
            wrong =
                    "(%s) is outside the BAR, which has 0x%x bytes; move it"
                            .formatted(place, bar.get().size());
        } else {
            return true;
        }
        findings.add(
                Problem.MSIX_PLACE,
                Where.of(device.element(), MsiX.class, member),
                "the MSI-X %s of %s %s".formatted(name, device.className(), wrong));
        return false;
    }
}
