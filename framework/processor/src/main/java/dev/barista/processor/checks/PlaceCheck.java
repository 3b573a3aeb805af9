package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.processor.model.DeclaredHook;
import dev.barista.processor.model.DeclaredPort;
import dev.barista.processor.model.DeclaredRegister;
import dev.barista.processor.model.MsixPlaces;
import dev.barista.processor.model.Place;
import dev.barista.processor.model.Width;
import dev.barista.spi.Bar;
import dev.barista.spi.MsiX;
import dev.barista.spi.Read;
import dev.barista.spi.Register;
import dev.barista.spi.Write;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where registers and hooks are: in a BAR, aligned, and each on bytes of its own. */
final class PlaceCheck implements DeviceCheck {
    /** Something that takes up bytes of a BAR. */
    private record Occupant(String name, Place place, Where where) {}

    @Override
    public void check(DeclaredDevice device, Findings findings) {
        List<Occupant> placed = new ArrayList<>();
        for (Occupant occupant : occupants(device)) {
            if (!checkAlone(device, occupant, findings)) {
                continue;
            }
            placed.stream()
                    .filter(other -> other.place().overlaps(occupant.place()))
                    .findFirst()
                    .ifPresent(
                            other ->
                                    findings.add(
                                            Problem.REGISTER_OVERLAP,
                                            occupant.where(),
                                            "%s (%s) overlaps %s (%s); move one of them"
                                                    .formatted(
                                                            occupant.name(),
                                                            occupant.place(),
                                                            other.name(),
                                                            other.place())));
            placed.add(occupant);
        }
        device.declares(MsiX.class)
                .filter(InterruptCheck::hasLegalCount)
                .ifPresent(msix -> checkMsix(MsixPlaces.of(msix), placed, findings));
    }

    /** All whose width and repetition make sense; what does not is reported elsewhere. */
    private static List<Occupant> occupants(DeclaredDevice device) {
        List<Occupant> occupants = new ArrayList<>();
        for (DeclaredRegister register : device.registers()) {
            if (register.width() != Width.NONE && register.stride() >= register.width().bytes()) {
                occupants.add(
                        new Occupant(
                                "register '%s'".formatted(register.name()),
                                register.place(),
                                Where.of(register.element(), Register.class, "offset")));
            }
        }
        for (DeclaredPort port : device.ports()) {
            DeclaredHook hook = port.hook();
            if (hook.width() != Width.NONE) {
                occupants.add(
                        new Occupant(
                                "%s hook '%s'".formatted(hook.direction(), hook.name()),
                                port.place(),
                                Where.of(
                                        hook.element(),
                                        hook.direction() == DeclaredHook.Direction.READ
                                                ? Read.class
                                                : Write.class,
                                        "offset")));
            }
        }
        return occupants;
    }

    /** Checks what does not depend on others; answers whether the place makes sense. */
    private static boolean checkAlone(DeclaredDevice device, Occupant occupant, Findings findings) {
        Place place = occupant.place();
        Optional<Bar> bar = device.bar(place.bar());
        if (bar.isEmpty()) {
            findings.add(
                    Problem.NO_SUCH_BAR,
                    occupant.where(),
                    "%s is in BAR %d, which %s does not declare; its BARs are: %s"
                            .formatted(
                                    occupant.name(),
                                    place.bar(),
                                    device.className(),
                                    bars(device)));
            return false;
        }
        if (place.offset() < 0 || place.end() > bar.get().size()) {
            findings.add(
                    Problem.REGISTER_OUTSIDE_BAR,
                    occupant.where(),
                    "%s (%s) is outside BAR %d, which has 0x%x bytes; move it"
                            .formatted(occupant.name(), place, place.bar(), bar.get().size()));
            return false;
        }
        if (place.offset() % place.width() != 0) {
            findings.add(
                    Problem.REGISTER_UNALIGNED,
                    occupant.where(),
                    "%s has offset 0x%x; use a multiple of its width, %d"
                            .formatted(occupant.name(), place.offset(), place.width()));
            return false;
        }
        return true;
    }

    private static void checkMsix(MsixPlaces msix, List<Occupant> placed, Findings findings) {
        for (Occupant occupant : placed) {
            boolean table = occupant.place().overlaps(msix.table());
            if (table || occupant.place().overlaps(msix.pendingBits())) {
                findings.add(
                        Problem.MSIX_OVERLAP,
                        occupant.where(),
                        "%s (%s) overlaps the MSI-X %s (%s); move one of them"
                                .formatted(
                                        occupant.name(),
                                        occupant.place(),
                                        table ? "table" : "pending bit array",
                                        table ? msix.table() : msix.pendingBits()));
            }
        }
    }

    private static String bars(DeclaredDevice device) {
        List<Integer> indices = device.bars().stream().map(Bar::index).sorted().toList();
        return indices.isEmpty()
                ? "none"
                : indices.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
