package dev.barista.processor.model;

import dev.barista.spi.Bar;
import dev.barista.spi.Intx;
import dev.barista.spi.Msi;
import dev.barista.spi.MsiX;
import dev.barista.spi.PciDevice;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * A {@link PciDevice} class.
 *
 * @param packageName of the class, and of all that is generated for it
 * @param fields all fields, in the order of the source
 * @param polls the {@link dev.barista.spi.OnPoll} methods
 * @param resets the {@link dev.barista.spi.OnReset} methods
 * @param restores the {@link dev.barista.spi.OnRestore} methods
 */
public record DeclaredDevice(
        TypeElement element,
        String packageName,
        List<VariableElement> fields,
        List<DeclaredRegister> registers,
        List<DeclaredHook> hooks,
        List<DeclaredGuard> guards,
        List<DeclaredState> state,
        List<DeclaredParameter> parameters,
        List<ExecutableElement> polls,
        List<ExecutableElement> resets,
        List<ExecutableElement> restores) {

    /** The class's own annotation. */
    public PciDevice annotation() {
        return element.getAnnotation(PciDevice.class);
    }

    /** The class as code in its package names it. */
    public String className() {
        String qualified = element.getQualifiedName().toString();
        return packageName.isEmpty() ? qualified : qualified.substring(packageName.length() + 1);
    }

    /** The name of a class that is generated for the device. */
    public String generated(String suffix) {
        return className().replace('.', '_') + "_" + suffix;
    }

    /** The name of the generated device type, fully qualified. */
    public String qualifiedTypeName() {
        return packageName.isEmpty() ? generated("Type") : packageName + "." + generated("Type");
    }

    /** The declared BARs, in the order of the source. */
    public List<Bar> bars() {
        return Arrays.asList(element.getAnnotationsByType(Bar.class));
    }

    /** The BAR of an index. */
    public Optional<Bar> bar(int index) {
        return bars().stream().filter(bar -> bar.index() == index).findFirst();
    }

    /** The mapped pages of a BAR, in the order of the source; empty ones are left out. */
    public List<Place> mappedPages(Bar bar) {
        return Arrays.stream(bar.mapped())
                .filter(pages -> pages.size() > 0)
                .map(pages -> Place.single(bar.index(), pages.offset(), pages.size()))
                .toList();
    }

    /** The mapped pages that something touches. */
    public Optional<Place> mappedPagesAt(Place place) {
        return bar(place.bar()).stream()
                .flatMap(bar -> mappedPages(bar).stream())
                .filter(place::overlaps)
                .findFirst();
    }

    /** An annotation of the class. */
    public <A extends Annotation> Optional<A> declares(Class<A> annotation) {
        return Optional.ofNullable(element.getAnnotation(annotation));
    }

    /** How many vectors the device can signal: the most that any kind of interrupt has. */
    public int vectors() {
        return Math.max(
                declares(Intx.class).isPresent() ? 1 : 0,
                Math.max(
                        declares(Msi.class).map(Msi::vectors).orElse(0),
                        declares(MsiX.class).map(MsiX::vectors).orElse(0)));
    }

    /** The hook that pairs with a register, if any. */
    public Optional<DeclaredHook> hook(
            DeclaredRegister register, DeclaredHook.Direction direction) {
        return hooks.stream()
                .filter(hook -> hook.paired() && hook.direction() == direction)
                .filter(hook -> hook.name().equals(register.name()))
                .findFirst();
    }

    /** The register of a name. */
    public Optional<DeclaredRegister> register(String name) {
        return registers.stream().filter(register -> register.name().equals(name)).findFirst();
    }

    /** The guards of what starts at a place. */
    public Stream<DeclaredGuard> guards(Place place) {
        return guards.stream().filter(guard -> guard.guards(place));
    }

    /** The hooks with offsets of their own, joined where both directions are at one place. */
    public List<DeclaredPort> ports() {
        List<DeclaredPort> ports = new ArrayList<>();
        for (DeclaredHook hook : hooks) {
            if (hook.paired()) {
                continue;
            }
            Optional<DeclaredPort> other =
                    ports.stream().filter(port -> port.misses(hook)).findFirst();
            other.ifPresentOrElse(
                    port -> ports.set(ports.indexOf(port), port.with(hook)),
                    () -> ports.add(DeclaredPort.of(hook)));
        }
        return ports;
    }
}
