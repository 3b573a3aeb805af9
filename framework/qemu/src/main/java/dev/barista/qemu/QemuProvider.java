package dev.barista.qemu;

import dev.barista.compute.Availability;
import dev.barista.compute.ComputeProvider;
import dev.barista.compute.Finding;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** QEMU on this machine, from the guest kit. Thread-safe. */
public final class QemuProvider implements ComputeProvider {
    private static final String FETCH = "run 'barista guest fetch'";

    /** For {@link java.util.ServiceLoader}. */
    public QemuProvider() {}

    @Override
    public String name() {
        return "qemu";
    }

    /** Available where the kit has been fetched: nothing is fetched by asking. */
    @Override
    public Availability availability() {
        return GuestKit.host() instanceof Availability.Unavailable host ? host : kit();
    }

    @Override
    public List<Finding> findings() {
        return List.of(
                new Finding("host", GuestKit.host()),
                new Finding("guest kit", kit()),
                new Finding("QEMU", qemu()),
                new Finding("/dev/kvm", Accelerator.kvm()));
    }

    private static Availability kit() {
        try {
            return GuestKit.cached()
                    .<Availability>map(kit -> new Availability.Available(kit.folder().toString()))
                    .orElseGet(
                            () ->
                                    new Availability.Unavailable(
                                            "it is not in the cache, " + GuestKit.location(),
                                            FETCH));
        } catch (IOException e) {
            return new Availability.Unavailable(String.valueOf(e.getMessage()), FETCH);
        }
    }

    private static Availability qemu() {
        try {
            Optional<GuestKit> kit = GuestKit.cached();
            return kit.isEmpty()
                    ? new Availability.Unavailable("it comes with the guest kit", FETCH)
                    : new Availability.Available(kit.get().qemuVersion());
        } catch (IOException e) {
            return new Availability.Unavailable(String.valueOf(e.getMessage()), FETCH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Availability.Unavailable("asking for its version was interrupted", FETCH);
        }
    }
}
