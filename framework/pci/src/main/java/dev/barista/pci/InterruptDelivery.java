package dev.barista.pci;

import dev.barista.spi.Interrupts;
import dev.barista.spi.binding.StateReader;
import dev.barista.spi.binding.StateWriter;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * The interrupt conditions of a function and how they reach the guest (PCI Local Bus 3.0, sections
 * 6.2.2 to 6.2.4 and 6.8.3).
 *
 * <p>Two bits are kept for each of the device's vectors: whether its condition holds, and whether
 * it is <i>pending</i>, which is to say signalled and neither sent as a message since nor cleared.
 * That is one rule for every reason a message may have to wait: masked, no sink, the sink refuses,
 * D3hot, or no kind of message enabled yet.
 *
 * <p>If the driver has enabled fewer messages than the device has vectors, vector {@code v} is sent
 * as message {@code v} modulo their number.
 */
final class InterruptDelivery implements Interrupts {
    private final TypeZeroHeader header;
    private final boolean hasPin;
    private final @Nullable MsiCapability msi;
    private final @Nullable MsixCapability msix;

    private final boolean[] conditions;
    private final boolean[] pending;
    private int conditionsHeld;
    private int pendingCount;
    private boolean powered = true;
    private InterruptSink sink = InterruptSink.DISCONNECTED;

    // What refresh() works out from all that.
    private @Nullable MessageCapability active;
    private int messages = 1;
    private boolean pin;

    InterruptDelivery(
            int vectors,
            TypeZeroHeader header,
            boolean hasPin,
            @Nullable MsiCapability msi,
            @Nullable MsixCapability msix) {
        this.header = header;
        this.hasPin = hasPin;
        this.msi = msi;
        this.msix = msix;
        this.conditions = new boolean[vectors];
        this.pending = new boolean[vectors];
    }

    @Override
    public void signal(int vector) {
        if (!conditions[Objects.checkIndex(vector, conditions.length)]) {
            conditions[vector] = true;
            conditionsHeld++;
        }
        MessageCapability active = this.active;
        if (active != null) {
            int message = message(vector);
            if (sent(active, message)) {
                settle(message);
                return;
            }
        } else {
            drivePin();
        }
        if (!pending[vector]) {
            pending[vector] = true;
            pendingCount++;
        }
    }

    @Override
    public void clear(int vector) {
        if (!conditions[Objects.checkIndex(vector, conditions.length)]) {
            return;
        }
        conditions[vector] = false;
        conditionsHeld--;
        // 6.8.3: no message must be sent for what software has dealt with while it was masked.
        unpend(vector);
        drivePin();
    }

    void connect(InterruptSink sink) {
        this.sink = sink;
        pin = false;
        refresh();
        if (!pin) {
            sink.intx(false);
        }
    }

    void retryPending() {
        boolean asserted = pin;
        refresh();
        if (asserted && pin) {
            sink.intx(true);
        }
    }

    void powered(boolean powered) {
        this.powered = powered;
        refresh();
    }

    /** No condition holds, nothing is pending; the header and capabilities have been reset. */
    void reset() {
        for (int vector = 0; vector < conditions.length; vector++) {
            conditions[vector] = false;
            pending[vector] = false;
        }
        conditionsHeld = 0;
        pendingCount = 0;
        powered = true;
        refresh();
    }

    /** Works out anew what is enabled, drives the pin, and sends what can be sent. */
    void refresh() {
        MessageCapability active = enabled();
        this.active = active;
        drivePin();
        if (active == null) {
            return;
        }
        // How many the driver has enabled is not known where only the client has.
        messages = active.enabled() ? active.allocated() : active.declared();
        if (pendingCount == 0) {
            return;
        }
        for (int vector = 0; vector < pending.length; vector++) {
            if (pending[vector] && sent(active, message(vector))) {
                settle(message(vector));
            }
        }
    }

    /** The mask bit of an MSI-X table entry has been cleared. */
    void unmasked(int entry) {
        // While MSI is in use the table says nothing about its messages.
        if (msix != null && active == msix && pending(entry, messages) && sent(msix, entry)) {
            settle(entry);
        }
    }

    /**
     * Pending bits of up to 64 messages.
     *
     * @param first the message of bit 0
     * @param messages how many messages are told apart
     */
    long pendingBits(int first, int messages) {
        long bits = 0;
        if (pendingCount != 0) {
            for (int message = first; message < Math.min(first + 64, messages); message++) {
                bits |= pending(message, messages) ? 1L << (message - first) : 0;
            }
        }
        return bits;
    }

    /** Pending bits of the MSI capability. */
    int pendingMsi() {
        return msi == null ? 0 : (int) pendingBits(0, msi.allocated());
    }

    private @Nullable MessageCapability enabled() {
        if (msix != null && msix.enabled()) {
            return msix;
        }
        if (msi != null && msi.enabled()) {
            return msi;
        }
        return switch (sink.clientMode()) {
            case MSIX -> msix;
            case MSI -> msi;
            case INTX -> null;
        };
    }

    private void drivePin() {
        boolean line = hasPin && active == null && powered && conditionsHeld != 0;
        header.interruptStatus(line);
        boolean asserted = line && !header.interruptDisabled();
        if (asserted != pin) {
            pin = asserted;
            sink.intx(asserted);
        }
    }

    private int message(int vector) {
        return vector < messages ? vector : vector % messages;
    }

    private boolean sent(MessageCapability active, int message) {
        return powered
                && !active.masked(message, sink.ownsVectors())
                && sink.message(
                        active.mode(),
                        message,
                        active.address(message),
                        active.data(message, messages));
    }

    /** A message has been sent: none of its vectors is pending any more. */
    private void settle(int message) {
        if (pendingCount == 0) {
            return;
        }
        for (int vector = message; vector < pending.length; vector += messages) {
            unpend(vector);
        }
    }

    private void unpend(int vector) {
        if (pending[vector]) {
            pending[vector] = false;
            pendingCount--;
        }
    }

    private boolean pending(int message, int messages) {
        for (int vector = message; vector < pending.length; vector += messages) {
            if (pending[vector]) {
                return true;
            }
        }
        return false;
    }

    void save(StateWriter out) {
        byte[] state = new byte[conditions.length];
        for (int vector = 0; vector < state.length; vector++) {
            state[vector] = (byte) ((conditions[vector] ? 1 : 0) | (pending[vector] ? 2 : 0));
        }
        out.putBytes("pci.interrupts", state);
    }

    /** Takes over what {@link #save} wrote; {@link #powered} follows. */
    void restore(StateReader in) {
        byte[] state = in.getBytes("pci.interrupts", conditions.length);
        conditionsHeld = 0;
        pendingCount = 0;
        for (int vector = 0; vector < state.length; vector++) {
            conditions[vector] = (state[vector] & 1) != 0;
            pending[vector] = conditions[vector] && (state[vector] & 2) != 0;
            conditionsHeld += conditions[vector] ? 1 : 0;
            pendingCount += pending[vector] ? 1 : 0;
        }
    }
}
