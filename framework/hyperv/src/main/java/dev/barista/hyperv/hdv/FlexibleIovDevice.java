package dev.barista.hyperv.hdv;

import dev.barista.compute.schema.FlexibleIoDevice;
import dev.barista.compute.schema.FlexibleIoDeviceHostingModel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A device's entry in the document of a compute system: {@code Devices.flexibleIov} takes {@link
 * #settings} under {@link #instanceId}. The same for a request that adds it to a machine that runs,
 * at {@link #resourcePath}.
 *
 * @param instanceId made of the name of the instance, so that it is the same in every process
 * @param emulatorId made of the name of the device
 * @param configuration what the device's parameters are, as {@code key=value}
 */
public record FlexibleIovDevice(
        UUID instanceId, UUID emulatorId, HostingModel hostingModel, List<String> configuration) {
    private static final String NAMESPACE = "https://barista.dev/hyperv/";

    /** Copies the list. */
    public FlexibleIovDevice {
        configuration = List.copyOf(configuration);
    }

    /**
     * The entry of a device.
     *
     * @param deviceName what the device is called: {@code edu}
     * @param instanceName what it is called in its host: {@code edu} for the first, {@code edu-2}
     * @param parameters in place of those that the host gives; may be empty
     */
    public static FlexibleIovDevice of(
            String deviceName,
            String instanceName,
            HostingModel hostingModel,
            Map<String, String> parameters) {
        return new FlexibleIovDevice(
                instanceId(instanceName),
                emulatorId(deviceName),
                hostingModel,
                new TreeMap<>(parameters)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toList());
    }

    static UUID instanceId(String instanceName) {
        return id("instance/" + instanceName);
    }

    static UUID emulatorId(String deviceName) {
        return id("emulator/" + deviceName);
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes((NAMESPACE + name).getBytes(StandardCharsets.UTF_8));
    }

    /** Where {@code HcsModifyComputeSystem} adds the device. */
    public String resourcePath() {
        return "VirtualMachine/Devices/FlexibleIov/" + instanceId;
    }

    /** What stands in the document, or in the request's {@code Settings}. */
    public FlexibleIoDevice settings() {
        return FlexibleIoDevice.builder()
                .emulatorId(emulatorId)
                .hostingModel(FlexibleIoDeviceHostingModel.of(hostingModel.text()))
                .configuration(configuration)
                .build();
    }
}
