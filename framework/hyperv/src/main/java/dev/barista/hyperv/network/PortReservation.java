package dev.barista.hyperv.network;

import dev.barista.hyperv.ffi.NativeHandle;
import dev.barista.hyperv.ffi.network.PortCalls;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Ports of the host that a guest network service has for itself, until this is closed. */
public final class PortReservation implements AutoCloseable {
    private final NativeHandle handle;
    private final int first;
    private final int last;

    private PortReservation(NativeHandle handle, int first, int last) {
        this.handle = handle;
        this.first = first;
        this.last = last;
    }

    static PortReservation of(PortCalls.Reserved reserved) {
        NativeHandle handle = reserved.handle();
        if (reserved.answer().isFailure() && handle != null) {
            handle.close();
        }
        reserved.answer().orThrow();
        return new PortReservation(
                Objects.requireNonNull(handle), reserved.first(), reserved.last());
    }

    /** The first port. */
    public int first() {
        return first;
    }

    /** The last port. */
    public int last() {
        return last;
    }

    /** Gives the ports back. */
    @Override
    public void close() {
        handle.close();
    }

    /** All reservations of the host, by whomever. */
    public static List<Entry> list() {
        PortCalls.Entries entries = PortCalls.enumerate();
        entries.answer().orThrow();
        return entries.entries().stream().map(Entry::of).toList();
    }

    /**
     * A reservation of the host.
     *
     * @param owner the partition that reserved the ports
     * @param target the partition that they lead to
     * @param protocol its number; {@link #knownProtocol} knows most
     * @param priority which entry wins
     * @param first the first port
     * @param last the last port
     */
    public record Entry(UUID owner, UUID target, int protocol, long priority, int first, int last) {
        private static Entry of(PortCalls.Entry entry) {
            return new Entry(
                    entry.owner(),
                    entry.target(),
                    entry.protocol(),
                    entry.priority(),
                    entry.first(),
                    entry.last());
        }

        /** The protocol; null if it is not known. */
        public @Nullable PortProtocol knownProtocol() {
            return PortProtocol.of(protocol);
        }
    }
}
