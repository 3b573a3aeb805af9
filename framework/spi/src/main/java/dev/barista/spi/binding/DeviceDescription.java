package dev.barista.spi.binding;

import dev.barista.spi.Dispatch;
import dev.barista.spi.InterruptPin;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/**
 * All that a device class declares, as data: what hosts build the configuration space from, and
 * what tools and fuzzers read.
 *
 * @param name the device's name on command lines
 * @param description one line for people, or empty
 * @param className the device class, fully qualified
 * @param bars in order of index
 * @param intx the interrupt pin, if any
 * @param msi the MSI capability, if any
 * @param msix the MSI-X capability, if any
 * @param capabilities the others, in the order of the chain
 */
public record DeviceDescription(
        String name,
        String description,
        String className,
        Identity identity,
        List<BarDescription> bars,
        @Nullable InterruptPin intx,
        @Nullable MsiDescription msi,
        @Nullable MsixDescription msix,
        List<CapabilityDescription> capabilities,
        List<ParameterDescription> parameters,
        Dispatch dispatch,
        boolean saveable) {

    /** Copies the lists. */
    public DeviceDescription {
        bars = List.copyOf(bars);
        capabilities = List.copyOf(capabilities);
        parameters = List.copyOf(parameters);
    }

    /** The identification fields of the configuration header. */
    public record Identity(
            int vendorId,
            int deviceId,
            int revision,
            int classCode,
            int subsystemVendorId,
            int subsystemId) {}

    /** The MSI capability: messages requested, and whether each can be masked. */
    public record MsiDescription(int vectors, boolean maskable) {}

    /** The MSI-X capability; offsets are bytes in the named BARs. */
    public record MsixDescription(
            int vectors, int tableBar, int tableOffset, int pbaBar, int pbaOffset) {}

    /** The BAR with an index, if declared. */
    public Optional<BarDescription> bar(int index) {
        return bars.stream().filter(bar -> bar.index() == index).findFirst();
    }

    /** How many interrupt vectors the device can signal: the most that any of its kinds has. */
    public int vectors() {
        return Math.max(
                intx == null ? 0 : 1,
                Math.max(msi == null ? 0 : msi.vectors(), msix == null ? 0 : msix.vectors()));
    }
}
