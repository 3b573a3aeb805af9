package dev.barista.hyperv.ffi.devicehost;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Guest memory that is mapped into this process. Usable from any thread until {@link #close}; an
 * access after that is an {@link IllegalStateException}.
 */
// Restricted methods are this package's purpose: see package-info.
@SuppressWarnings("restricted")
public final class Aperture implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;

    /**
     * Takes over what {@code HdvCreateGuestMemoryAperture} has mapped.
     *
     * @param destroy gives it back
     */
    Aperture(MemorySegment mapped, long bytes, Runnable destroy) {
        // UNSAFETY: the platform has mapped so many bytes there, until destroy; the arena lets no
        // access in after that.
        segment = mapped.reinterpret(bytes, arena, gone -> destroy.run());
    }

    /** The guest's bytes. */
    public MemorySegment segment() {
        return segment;
    }

    @Override
    public void close() {
        arena.close();
    }
}
