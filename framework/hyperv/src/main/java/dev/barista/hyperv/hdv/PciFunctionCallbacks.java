package dev.barista.hyperv.hdv;

import dev.barista.hyperv.ffi.devicehost.PciDetails;
import dev.barista.hyperv.ffi.devicehost.PciDeviceCallbacks;
import dev.barista.pci.ConfigImage;
import dev.barista.pci.spec.TypeZeroHeaderRegisters;
import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.runtime.ring.AccessPort;
import dev.barista.spi.binding.DeviceDescription;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One device between the platform's callbacks and its ring.
 *
 * <p>Accesses come on any thread of the platform, several at once; each uses its thread's own port.
 * Writes are posted: the callback may return before the device has seen them, as a bus does.
 */
final class PciFunctionCallbacks implements PciDeviceCallbacks {
    private final DeviceEndpoint device;
    private final ThreadPorts ports;
    private final MachineEvents machine;
    private volatile List<String> configured = List.of();

    PciFunctionCallbacks(DeviceEndpoint device, MachineEvents machine) {
        this.device = device;
        this.ports = new ThreadPorts(device);
        this.machine = machine;
    }

    @Override
    public String name() {
        return device.instanceName();
    }

    @Override
    public void initialize() {
        device.reset();
    }

    @Override
    public void teardown() {
        machine.ended();
    }

    /** What the device has already stays as it is: making it anew would lose its state. */
    @Override
    public void setConfiguration(List<String> values) {
        if (!values.equals(configured)) {
            device.configure(ConfigurationValues.parse(values));
            configured = values;
        }
    }

    @Override
    public PciDetails details() {
        DeviceDescription description = device.description();
        DeviceDescription.Identity identity = description.identity();
        ConfigImage image = ConfigImage.of(description);
        return new PciDetails(
                identity.vendorId(),
                identity.deviceId(),
                identity.revision(),
                identity.classCode(),
                identity.subsystemVendorId(),
                identity.subsystemId(),
                IntStream.range(0, TypeZeroHeaderRegisters.BARS)
                        .mapToObj(image::probedBar)
                        .toList());
    }

    @Override
    public void start() {
        machine.runs();
    }

    @Override
    public void stop() {
        machine.stands();
    }

    /** Beyond the device's configuration space there is nothing, which is zero to who asks. */
    @Override
    public int readConfig(int offset) {
        return Integer.compareUnsigned(offset, device.configSize()) < 0
                ? ports.mine().read32(AccessPort.CONFIG, offset)
                : 0;
    }

    @Override
    public void writeConfig(int offset, int value) {
        if (Integer.compareUnsigned(offset, device.configSize()) < 0) {
            ports.mine().post32(AccessPort.CONFIG, offset, value);
        }
    }

    @Override
    public int read32(int bar, long offset) {
        return offset == (int) offset
                ? ports.mine().read32(bar, (int) offset)
                : (int) read(bar, offset, Integer.BYTES);
    }

    @Override
    public void write32(int bar, long offset, int value) {
        if (offset == (int) offset) {
            ports.mine().post32(bar, (int) offset, value);
        } else {
            write(bar, offset, Integer.BYTES, value);
        }
    }

    @Override
    public long read(int bar, long offset, int width) {
        return ports.mine().read(bar, offset, width);
    }

    @Override
    public void write(int bar, long offset, int width, long value) {
        ports.mine().post(bar, offset, width, value);
    }
}
