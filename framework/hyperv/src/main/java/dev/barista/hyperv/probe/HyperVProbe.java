package dev.barista.hyperv.probe;

import dev.barista.compute.schema.Chipset;
import dev.barista.compute.schema.Devices;
import dev.barista.compute.schema.Topology;
import dev.barista.compute.schema.Uefi;
import dev.barista.compute.schema.Version;
import dev.barista.compute.schema.VirtualMachine;
import dev.barista.compute.schema.VirtualMachineMemory;
import dev.barista.compute.schema.VirtualMachineProcessor;
import dev.barista.hyperv.HyperVFunction;
import dev.barista.hyperv.compute.ComputeSystem;
import dev.barista.hyperv.compute.HostComputeService;
import dev.barista.hyperv.error.HyperVException;
import dev.barista.hyperv.ffi.WindowsVersion;
import dev.barista.hyperv.ffi.devicehost.DeviceHost;
import dev.barista.hyperv.ffi.devicehost.DeviceInstance;
import dev.barista.hyperv.ffi.devicehost.HdvConstants;
import dev.barista.hyperv.ffi.devicehost.KernelEvent;
import dev.barista.hyperv.ffi.devicehost.KernelSection;
import dev.barista.hyperv.hdv.FlexibleIovDevice;
import dev.barista.hyperv.hdv.HostingModel;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Boots a throw-away virtual machine for each hosting model, with a device that counts what the
 * platform asks of it, and tries on that device what devices do: guest memory, an interrupt, a
 * doorbell, a page that the guest shares. The machine has 64 MiB, one processor and nothing to boot
 * from.
 */
public final class HyperVProbe {
    private static final String NAME = "barista-probe";
    private static final long MEMORY_MIB = 64;
    private static final long OPERATION_SECONDS = 60;
    private static final long START_SECONDS = 10;

    /** Where every machine has RAM: above what firmware keeps below 1 MiB. */
    private static final long RAM = 0x10_0000;

    private static final long MESSAGE_ADDRESS = 0xfee0_0000L;

    /** HDV_DOORBELL_FLAG_TRIGGER_SIZE_DWORD. */
    private static final long FOUR_BYTES = 3;

    private HyperVProbe() {}

    /**
     * Does it, which takes some seconds; on the calling thread, which no other device host of this
     * process may be on. What fails is in the report.
     */
    public static ProbeReport run() {
        Steps service = new Steps();
        String windows =
                service.take("RtlGetVersion", () -> WindowsVersion.ofThisMachine().toString());
        List<String> versions =
                service.take(
                        "HcsGetServiceProperties",
                        () ->
                                HostComputeService.schemaVersions().stream()
                                        .map(Object::toString)
                                        .toList());
        List<ProbeReport.Boot> boots = new ArrayList<>();
        for (HostingModel model : HostingModel.values()) {
            boots.add(boot(model));
        }
        return new ProbeReport(
                windows == null ? "unknown" : windows,
                HyperVFunction.all(),
                versions == null ? List.of() : versions,
                boots);
    }

    private static ProbeReport.Boot boot(HostingModel model) {
        Steps steps = new Steps();
        ProbeDevice device = new ProbeDevice();
        FlexibleIovDevice entry =
                FlexibleIovDevice.of(NAME, NAME, model, Map.of("probe", model.text()));
        ComputeSystem system =
                steps.take(
                        "create a system",
                        () ->
                                finished(
                                        ComputeSystem.create(
                                                NAME + "-" + UUID.randomUUID(), document(entry))));
        if (system != null) {
            try (system) {
                host(system, model, entry, device, steps);
            }
        }
        return device.report(model.text(), steps.list());
    }

    private static dev.barista.compute.schema.ComputeSystem document(FlexibleIovDevice entry) {
        return dev.barista.compute.schema.ComputeSystem.builder()
                .owner(NAME)
                .schemaVersion(Version.builder().major(2).minor(1).build())
                .shouldTerminateOnLastHandleClosed(true)
                .virtualMachine(
                        VirtualMachine.builder()
                                .chipset(Chipset.builder().uefi(Uefi.builder().build()).build())
                                .computeTopology(
                                        Topology.builder()
                                                .memory(
                                                        VirtualMachineMemory.builder()
                                                                .sizeInMB(MEMORY_MIB)
                                                                .build())
                                                .processor(
                                                        VirtualMachineProcessor.builder()
                                                                .count(1)
                                                                .build())
                                                .build())
                                .devices(
                                        Devices.builder()
                                                .flexibleIov(
                                                        entry.instanceId().toString(),
                                                        entry.settings())
                                                .build())
                                .build())
                .build();
    }

    private static void host(
            ComputeSystem system,
            HostingModel model,
            FlexibleIovDevice entry,
            ProbeDevice device,
            Steps steps) {
        DeviceHost host = steps.take("open a device host", () -> open(system, model));
        if (host == null) {
            return;
        }
        DeviceInstance instance =
                steps.take(
                        "create a device",
                        () -> host.create(entry.emulatorId(), entry.instanceId()));
        if (instance != null) {
            instance.listen(device);
            if (steps.run("start the system", () -> finished(system.start()))
                    && steps.run("wait for the device's start", () -> awaitStart(device))) {
                use(instance, steps);
            }
            steps.run("terminate the system", () -> finished(system.terminate()));
            steps.run(
                    "wait for its end",
                    () -> system.waitForExit(Duration.ofSeconds(OPERATION_SECONDS)));
        }
        steps.run("tear the device host down", host::close);
        if (instance != null) {
            instance.forget();
        }
    }

    private static DeviceHost open(ComputeSystem system, HostingModel model) {
        return switch (model) {
            case EXTERNAL -> DeviceHost.inProcess(system.handle());
            case EXTERNAL_RESTRICTED ->
                    DeviceHost.proxied(system.handle(), finished(system.runtimeId()));
        };
    }

    private static void awaitStart(ProbeDevice device) {
        try {
            if (!device.awaitStart(START_SECONDS)) {
                throw new IllegalStateException(
                        "no callback Start in " + START_SECONDS + " seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What devices do. Each may be refused: that is what the probe is to find out. */
    private static void use(DeviceInstance instance, Steps steps) {
        steps.run(
                "map guest memory",
                () -> instance.map(RAM, Math.toIntExact(HdvConstants.PAGE)).close());
        steps.run("copy guest memory", () -> copy(instance));
        steps.run(
                "send an interrupt",
                () ->
                        HyperVException.check(
                                "HdvDeliverGuestInterrupt",
                                instance.deliverInterrupt(MESSAGE_ADDRESS, 0)));
        steps.run("register a doorbell", () -> doorbell(instance));
        steps.run("share a page", () -> share(instance));
    }

    private static void copy(DeviceInstance instance) {
        try (Arena arena = Arena.ofConfined()) {
            HyperVException.check(
                    "HdvReadGuestMemory", instance.read(RAM, arena.allocate(HdvConstants.PAGE)));
        }
    }

    private static void doorbell(DeviceInstance instance) {
        try (KernelEvent event = new KernelEvent()) {
            HyperVException.check(
                    "HdvRegisterDoorbell",
                    instance.registerDoorbell(ProbeDevice.BAR, 0, 0, FOUR_BYTES, event));
            instance.unregisterDoorbell(ProbeDevice.BAR, 0, 0, FOUR_BYTES);
        }
    }

    private static void share(DeviceInstance instance) {
        try (KernelSection section = new KernelSection(HdvConstants.PAGE)) {
            HyperVException.check(
                    "HdvCreateSectionBackedMmioRange",
                    instance.shareSection(ProbeDevice.BAR, 0, HdvConstants.PAGE, section));
            instance.unshareSection(ProbeDevice.BAR, 0);
        }
    }

    private static <T extends @Nullable Object> T finished(CompletableFuture<T> operation) {
        return operation.orTimeout(OPERATION_SECONDS, TimeUnit.SECONDS).join();
    }
}
