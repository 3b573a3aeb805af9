package dev.barista.processor.model;

import dev.barista.spi.Access;

import java.util.Optional;

/** One or two hooks at an offset of their own, without storage. */
public record DeclaredPort(
        Place place, boolean window, Optional<DeclaredHook> read, Optional<DeclaredHook> write) {

    /** A port of one hook. */
    static DeclaredPort of(DeclaredHook hook) {
        return new DeclaredPort(
                hook.place(),
                hook.window(),
                Optional.of(hook).filter(it -> it.direction() == DeclaredHook.Direction.READ),
                Optional.of(hook).filter(it -> it.direction() == DeclaredHook.Direction.WRITE));
    }

    /** Whether a hook is the other half of this port: same place, other direction. */
    boolean misses(DeclaredHook hook) {
        return place.equals(hook.place())
                && window == hook.window()
                && (hook.direction() == DeclaredHook.Direction.READ ? read : write).isEmpty();
    }

    /** This port with its other half. */
    DeclaredPort with(DeclaredHook hook) {
        return hook.direction() == DeclaredHook.Direction.READ
                ? new DeclaredPort(place, window, Optional.of(hook), write)
                : new DeclaredPort(place, window, read, Optional.of(hook));
    }

    /** The hook that names the port: the reading one if there are two. */
    public DeclaredHook hook() {
        return read.or(() -> write).orElseThrow();
    }

    /** The name of the port. */
    public String name() {
        return hook().name();
    }

    /** The width of an access. */
    public Width width() {
        return hook().width();
    }

    /** What the guest may do. */
    public Access access() {
        return read.isEmpty() ? Access.WO : write.isEmpty() ? Access.RO : Access.RW;
    }
}
