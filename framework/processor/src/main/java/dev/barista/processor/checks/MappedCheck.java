package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.processor.model.DeclaredGuard;
import dev.barista.processor.model.DeclaredHook;
import dev.barista.processor.model.DeclaredPort;
import dev.barista.processor.model.DeclaredRegister;
import dev.barista.processor.model.MsixPlaces;
import dev.barista.processor.model.Place;
import dev.barista.processor.model.Width;
import dev.barista.spi.Access;
import dev.barista.spi.Bar;
import dev.barista.spi.BarKind;
import dev.barista.spi.MsiX;
import dev.barista.spi.Pages;
import dev.barista.spi.Read;
import dev.barista.spi.Register;
import dev.barista.spi.WritableWhen;
import dev.barista.spi.Write;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pages that are memory shared with the guest, and what may lie in them. */
final class MappedCheck implements DeviceCheck {
    @Override
    public void check(DeclaredDevice device, Findings findings) {
        List<Bar> bars = device.bars();
        for (int i = 0; i < bars.size(); i++) {
            Where where = Where.ofBar(device.element(), i).member("mapped");
            checkPages(device, bars.get(i), where, findings);
        }
        device.registers().stream()
                .filter(register -> register.width() != Width.NONE)
                .forEach(register -> checkRegister(device, register, findings));
        device.ports().stream()
                .filter(port -> port.width() != Width.NONE)
                .forEach(port -> checkPort(device, port, findings));
        device.guards().forEach(guard -> checkGuard(device, guard, findings));
        device.declares(MsiX.class)
                .filter(InterruptCheck::hasLegalCount)
                .ifPresent(msix -> checkMsix(device, MsixPlaces.of(msix), findings));
    }

    private static void checkPages(DeclaredDevice device, Bar bar, Where where, Findings findings) {
        Pages[] areas = bar.mapped();
        if (areas.length > 0 && bar.kind() == BarKind.IO) {
            findings.add(
                    Problem.MAPPED_IO,
                    where,
                    "BAR %d of %s is I/O space, which cannot be mapped; remove `mapped`"
                            .formatted(bar.index(), device.className()));
            return;
        }
        for (int i = 0; i < areas.length; i++) {
            Pages area = areas[i];
            if (area.size() <= 0
                    || area.size() % Pages.SIZE != 0
                    || area.offset() < 0
                    || area.offset() % Pages.SIZE != 0
                    || area.offset() > bar.size() - area.size()) {
                findings.add(
                        Problem.MAPPED_PAGES,
                        where.element(i),
                        "0x%x bytes at 0x%x are no whole pages of BAR %d of %s, which has 0x%x bytes; pages have 0x%x"
                                .formatted(
                                        area.size(),
                                        area.offset(),
                                        bar.index(),
                                        device.className(),
                                        bar.size(),
                                        Pages.SIZE));
                continue;
            }
            for (int before = 0; before < i; before++) {
                if (areas[before].size() > 0
                        && place(bar, area).overlaps(place(bar, areas[before]))) {
                    findings.add(
                            Problem.MAPPED_TWICE,
                            where.element(i),
                            "0x%x bytes at 0x%x of BAR %d of %s share pages with those at 0x%x; move or join them"
                                    .formatted(
                                            area.size(),
                                            area.offset(),
                                            bar.index(),
                                            device.className(),
                                            areas[before].offset()));
                }
            }
        }
    }

    private static Place place(Bar bar, Pages area) {
        return Place.single(bar.index(), area.offset(), area.size());
    }

    private static void checkRegister(
            DeclaredDevice device, DeclaredRegister register, Findings findings) {
        Optional<Place> area = device.mappedPagesAt(register.place());
        Where where = Where.of(register.element(), Register.class, "offset");
        if (!register.mapped()) {
            area.ifPresent(
                    pages ->
                            findings.add(
                                    Problem.TRAPPED_IN_MAPPED_PAGES,
                                    where,
                                    "register '%s' (%s) has type %s, but its page is mapped; use MappedInt or MappedLong, or move it"
                                            .formatted(
                                                    register.name(),
                                                    register.place(),
                                                    register.element().asType())));
            return;
        }
        if (device.bar(register.place().bar()).isPresent()
                && area.filter(register.place()::inside).isEmpty()) {
            findings.add(
                    Problem.MAPPED_REGISTER_PLACE,
                    where,
                    "register '%s' (%s) is a %s, but does not lie in one area of mapped pages; move it, or map them"
                            .formatted(
                                    register.name(),
                                    register.place(),
                                    register.width() == Width.INT ? "MappedInt" : "MappedLong"));
        }
        checkMembers(register, findings);
        checkHooks(device, register, findings);
    }

    private static void checkMembers(DeclaredRegister register, Findings findings) {
        Register annotation = register.annotation();
        Map<String, Boolean> members = new LinkedHashMap<>();
        members.put("access", annotation.access() != Access.RW);
        members.put("writable", !register.writableByDefault());
        members.put("writeOneToClear", annotation.writeOneToClear() != 0);
        members.put("clearOnRead", annotation.clearOnRead() != 0);
        members.put("reserved", annotation.reserved() != 0);
        members.forEach(
                (member, declared) -> {
                    if (declared) {
                        findings.add(
                                Problem.MAPPED_REGISTER_MEMBER,
                                Where.of(register.element(), Register.class, member),
                                "register '%s' is in mapped pages, which have no `%s`; remove it"
                                        .formatted(register.name(), member));
                    }
                });
    }

    private static void checkHooks(
            DeclaredDevice device, DeclaredRegister register, Findings findings) {
        for (DeclaredHook hook : device.hooks()) {
            if (hook.paired() && hook.name().equals(register.name())) {
                findings.add(
                        Problem.MAPPED_REGISTER_MEMBER,
                        Where.of(hook.element()),
                        "%s hook '%s' is never called, as its register is in mapped pages; use a doorbell in another page"
                                .formatted(hook.direction(), hook.name()));
            }
        }
    }

    private static void checkPort(DeclaredDevice device, DeclaredPort port, Findings findings) {
        if (device.mappedPagesAt(port.place()).isEmpty()) {
            return;
        }
        DeclaredHook hook = port.hook();
        findings.add(
                Problem.TRAPPED_IN_MAPPED_PAGES,
                Where.of(
                        hook.element(),
                        hook.direction() == DeclaredHook.Direction.READ ? Read.class : Write.class,
                        "offset"),
                "%s hook '%s' (%s) is never called, as its page is mapped; move it to another"
                        .formatted(hook.direction(), hook.name(), port.place()));
    }

    private static void checkGuard(DeclaredDevice device, DeclaredGuard guard, Findings findings) {
        for (int offset : guard.offsets()) {
            if (device.mappedPagesAt(Place.single(guard.bar(), offset, 1)).isPresent()) {
                findings.add(
                        Problem.MAPPED_REGISTER_MEMBER,
                        Where.of(guard.element(), WritableWhen.class, "value"),
                        "guard '%s' names offset 0x%02x, whose page is mapped, so nobody asks it; remove the offset"
                                .formatted(guard.name(), offset));
            }
        }
    }

    private static void checkMsix(DeclaredDevice device, MsixPlaces places, Findings findings) {
        Map<String, Place> structures = new LinkedHashMap<>();
        structures.put("table", places.table());
        structures.put("pending bit array", places.pendingBits());
        structures.forEach(
                (name, place) -> {
                    if (device.mappedPagesAt(place).isPresent()) {
                        findings.add(
                                Problem.MSIX_MAPPED,
                                Where.of(device.element(), MsiX.class),
                                "the MSI-X %s of %s (%s) is in mapped pages; move it to others"
                                        .formatted(name, device.className(), place));
                    }
                });
    }
}
