package dev.barista.pci;

import dev.barista.pci.spec.CapabilityIds;
import dev.barista.pci.spec.TypeZeroHeaderRegisters;
import dev.barista.spi.Interrupts;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.BarHandler;
import dev.barista.spi.binding.CapabilityDescription;
import dev.barista.spi.binding.DeviceBinding;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.spi.binding.DeviceDescription.MsixDescription;
import dev.barista.spi.binding.GuestErrors;
import dev.barista.spi.binding.StateReader;
import dev.barista.spi.binding.StateWriter;

import org.jspecify.annotations.Nullable;

/**
 * A PCI function round a device: its configuration space, its BARs as the bus sees them, and its
 * interrupts.
 *
 * <p>A device's constructor wants {@link #interrupts} first, so a function is made in two steps:
 * the constructor, then {@link #install}. Until then only {@link #interrupts}, {@link #connect} and
 * what describes the function may be used. Registers have no defined values before the first {@link
 * #reset}.
 *
 * <p>Used by one thread at a time. After {@link #install} only {@link #save} and {@link #restore}
 * allocate.
 */
public final class EmulatedFunction {
    /** The region number that {@link GuestErrors} has for configuration space. */
    public static final int CONFIG_REGION = 7;

    private final DeviceDescription description;
    private final ConfigImage image;
    private final ConfigSpace space;
    private final TypeZeroHeader header;
    private final @Nullable PowerManagementCapability powerManagement;
    private final @Nullable MsixTable msixTable;
    private final InterruptDelivery interrupts;
    private final @Nullable BarDescription[] declaredBars =
            new BarDescription[TypeZeroHeaderRegisters.BARS];
    private final @Nullable BarHandler[] poweredBars = new BarHandler[TypeZeroHeaderRegisters.BARS];
    private final @Nullable BarHandler[] unpoweredBars =
            new BarHandler[TypeZeroHeaderRegisters.BARS];

    private boolean barsPowered = true;
    private @Nullable DeviceBinding binding;
    private Runnable resetRequested = () -> {};
    private Runnable barsChanged = () -> {};
    private boolean functionLevelResetRequested;

    /**
     * A function with nothing behind it yet.
     *
     * @throws IllegalArgumentException if the description contradicts itself or needs more
     *     configuration space than there is, in one line for people
     */
    public EmulatedFunction(DeviceDescription description) {
        this.description = description;
        this.image = ConfigImage.of(description);
        this.space = new ConfigSpace(image);
        this.header = new TypeZeroHeader(space, this::interruptsChanged);
        for (BarDescription bar : description.bars()) {
            declaredBars[bar.index()] = bar;
        }
        MsiCapability msi = null;
        if (description.msi() != null) {
            msi =
                    new MsiCapability(
                            image.capability(CapabilityIds.MSI),
                            description.msi(),
                            space,
                            this::interruptsChanged,
                            this::pendingMsi);
        }
        MsixCapability msix = null;
        MsixTable table = null;
        if (description.msix() != null) {
            table = new MsixTable(description.msix().vectors());
            msix =
                    new MsixCapability(
                            image.capability(CapabilityIds.MSIX),
                            table,
                            space,
                            this::interruptsChanged);
        }
        this.msixTable = table;
        this.interrupts =
                new InterruptDelivery(
                        description.vectors(), header, description.intx() != null, msi, msix);
        this.powerManagement = attachCapabilities();
    }

    private @Nullable PowerManagementCapability attachCapabilities() {
        PowerManagementCapability power = null;
        for (CapabilityDescription capability : description.capabilities()) {
            switch (capability) {
                case CapabilityDescription.PowerManagement declared ->
                        power =
                                new PowerManagementCapability(
                                        image.capability(CapabilityIds.POWER_MANAGEMENT),
                                        declared,
                                        space,
                                        this::powerChanged,
                                        this::softReset);
                case CapabilityDescription.PciExpress declared ->
                        new PciExpressCapability(
                                image.capability(CapabilityIds.PCI_EXPRESS),
                                declared,
                                space,
                                this::functionLevelReset);
                case CapabilityDescription.AdvancedFeatures declared ->
                        new AdvancedFeaturesCapability(
                                image.capability(CapabilityIds.ADVANCED_FEATURES),
                                space,
                                this::functionLevelReset);
                case CapabilityDescription.Vendor declared -> {}
                case CapabilityDescription.SerialNumber declared -> {}
            }
        }
        return power;
    }

    /** What the device is. */
    public DeviceDescription description() {
        return description;
    }

    /** The configuration space's layout. */
    public ConfigImage image() {
        return image;
    }

    /** The device's interrupts, for its context. */
    public Interrupts interrupts() {
        return interrupts;
    }

    /**
     * Puts the device behind the function; once.
     *
     * @param resetRequested called from within {@link #writeConfig} when the guest asks for a
     *     function-level reset, or for D0 from D3hot where the function does not keep its state;
     *     cancels what runs on the device's behalf and sees to it that {@link #reset} is called, at
     *     once or before the next access
     * @throws IllegalStateException if there is a device
     */
    public void install(DeviceBinding binding, Runnable resetRequested) {
        if (this.binding != null) {
            throw new IllegalStateException(description.name() + " is installed already");
        }
        this.binding = binding;
        this.resetRequested = resetRequested;
        for (BarDescription bar : description.bars()) {
            int index = bar.index();
            BarHandler handler = binding.bar(index);
            MsixDescription msix = description.msix();
            if (msix != null
                    && msixTable != null
                    && (msix.tableBar() == index || msix.pbaBar() == index)) {
                handler =
                        new MsixBar(
                                index, handler, binding.guestErrors(), msix, msixTable, interrupts);
            }
            poweredBars[index] = handler;
            unpoweredBars[index] = new UnpoweredBar(index, handler, binding.guestErrors());
        }
    }

    /**
     * Whoever serves a declared BAR now: the device's handler, with the MSI-X structures in front
     * of it where they lie, or in D3hot one that answers all ones. Does not change but when {@link
     * #onBarsChanged} says so.
     *
     * @throws IndexOutOfBoundsException if the device declares no such BAR
     */
    public BarHandler bar(int index) {
        BarHandler handler = (barsPowered ? poweredBars : unpoweredBars)[index];
        if (handler == null) {
            throw noBar(index);
        }
        return handler;
    }

    /**
     * Has {@code listener} called after {@link #bar} answers differently: on power state changes,
     * resets and restores. Replaces the listener before.
     */
    public void onBarsChanged(Runnable listener) {
        barsChanged = listener;
    }

    /** Bytes of configuration space: 256, or 4096 with a PCI Express capability. */
    public int configSize() {
        return image.size();
    }

    /**
     * Reads configuration space.
     *
     * @param width 1, 2 or 4 bytes, {@code offset} a multiple of it; anything else, and what lies
     *     outside, is counted and answers all ones
     * @return zero-extended
     */
    public int readConfig(int offset, int width) {
        if (legal(offset, width, GuestErrors.Kind.UNMAPPED_READ)) {
            return space.read(offset, width);
        }
        return width == 1 || width == 2 ? ConfigSpace.mask(width) : -1;
    }

    /**
     * Writes configuration space. What the specifications say is read-only or reserved stays as it
     * is, without being counted: drivers write whole registers.
     *
     * @param width 1, 2 or 4 bytes, {@code offset} a multiple of it; anything else, and what lies
     *     outside, is counted and dropped
     * @param value bits above the width are ignored
     */
    public void writeConfig(int offset, int width, int value) {
        if (legal(offset, width, GuestErrors.Kind.UNMAPPED_WRITE)) {
            space.write(offset, width, value);
        }
    }

    private boolean legal(int offset, int width, GuestErrors.Kind outside) {
        boolean known = width == 1 || width == 2 || width == 4;
        boolean inside = offset >= 0 && offset < space.size();
        if (known && inside && (offset & (width - 1)) == 0) {
            return true;
        }
        installed()
                .guestErrors()
                .count(
                        inside ? GuestErrors.Kind.MISALIGNED : outside,
                        CONFIG_REGION,
                        offset,
                        width);
        return false;
    }

    /** The Bus Master Enable bit; nothing here is gated by it. */
    public boolean busMasterEnabled() {
        return header.busMasterEnabled();
    }

    /**
     * The address that a declared BAR decodes.
     *
     * @return -1 while the guest has not enabled the BAR's address space, and in D3hot
     * @throws IndexOutOfBoundsException if the device declares no such BAR
     */
    public long barAddress(int index) {
        BarDescription bar = declaredBars[index];
        if (bar == null) {
            throw noBar(index);
        }
        return powered() ? header.address(bar) : -1;
    }

    private IndexOutOfBoundsException noBar(int index) {
        return new IndexOutOfBoundsException(
                "%s has no BAR %d".formatted(description.name(), index));
    }

    /**
     * Sets Received Master Abort in the Status register: DMA of the device has met an address where
     * nothing answers.
     */
    public void receivedMasterAbort() {
        header.receivedMasterAbort();
    }

    /** Sends interrupts to {@code sink} from now on, those first that are pending. */
    public void connect(InterruptSink sink) {
        interrupts.connect(sink);
    }

    /**
     * The sink can deliver what it could not before, or its {@link InterruptSink#clientMode} has
     * changed: pending messages are sent again, and an asserted pin is told again.
     */
    public void retryPending() {
        interrupts.retryPending();
    }

    /**
     * Resets the configuration space, the MSI-X table and the interrupt conditions, then the
     * device. Where the guest has asked for a function-level reset, fields that control the link
     * keep their values (PCI Express Base 4.0, section 6.6.2).
     */
    public void reset() {
        DeviceBinding device = installed();
        boolean functionLevel = functionLevelResetRequested;
        functionLevelResetRequested = false;
        space.reset(functionLevel);
        if (msixTable != null) {
            msixTable.reset();
        }
        interrupts.reset();
        selectBars();
        device.reset();
    }

    /**
     * Writes the function's state and the device's.
     *
     * @throws UnsupportedOperationException if the device says it cannot be saved
     */
    public void save(StateWriter out) {
        DeviceBinding device = installed();
        space.save(out);
        if (msixTable != null) {
            msixTable.save(out);
        }
        interrupts.save(out);
        device.save(out);
    }

    /**
     * Takes over what {@link #save} wrote, and delivers what is pending in it.
     *
     * @throws dev.barista.spi.binding.InvalidStateException if the state is of another device or
     *     configuration; the function must be reset before it is used again
     * @throws UnsupportedOperationException if the device says it cannot be saved
     */
    public void restore(StateReader in) {
        DeviceBinding device = installed();
        functionLevelResetRequested = false;
        space.restore(in);
        if (msixTable != null) {
            msixTable.restore(in);
        }
        interrupts.restore(in);
        device.restore(in);
        powerChanged();
    }

    private DeviceBinding installed() {
        if (binding == null) {
            throw new IllegalStateException(description.name() + " has no device installed");
        }
        return binding;
    }

    private boolean powered() {
        return powerManagement == null || powerManagement.powered();
    }

    private void interruptsChanged() {
        interrupts.refresh();
    }

    private int pendingMsi() {
        return interrupts.pendingMsi();
    }

    private void powerChanged() {
        selectBars();
        interrupts.powered(powered());
    }

    private void selectBars() {
        if (barsPowered != powered()) {
            barsPowered = powered();
            barsChanged.run();
        }
    }

    private void softReset() {
        resetRequested.run();
    }

    private void functionLevelReset() {
        functionLevelResetRequested = true;
        resetRequested.run();
    }
}
