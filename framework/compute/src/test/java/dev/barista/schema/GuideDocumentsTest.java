package dev.barista.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.compute.schema.Attachment;
import dev.barista.compute.schema.AttachmentType;
import dev.barista.compute.schema.Chipset;
import dev.barista.compute.schema.ComPort;
import dev.barista.compute.schema.ComputeSystem;
import dev.barista.compute.schema.Devices;
import dev.barista.compute.schema.FlexibleIoDevice;
import dev.barista.compute.schema.FlexibleIoDeviceHostingModel;
import dev.barista.compute.schema.LinuxKernelDirect;
import dev.barista.compute.schema.ModifySettingRequest;
import dev.barista.compute.schema.NetworkAdapter;
import dev.barista.compute.schema.Scsi;
import dev.barista.compute.schema.Topology;
import dev.barista.compute.schema.Version;
import dev.barista.compute.schema.VirtualMachine;
import dev.barista.compute.schema.VirtualMachineMemory;
import dev.barista.compute.schema.VirtualMachineProcessor;
import dev.barista.network.schema.HostComputeEndpoint;
import dev.barista.network.schema.HostComputeNetwork;
import dev.barista.schema.SchemaCheck.Newer;
import dev.barista.schema.SchemaCheck.Unknown;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The documents of the guide, read from its page. */
class GuideDocumentsTest {
    private static final Path PAGE = Path.of("../docs/guide/compute-documents.md");
    private static final Pattern DOCUMENT = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    /** What reads them, in the page's order. */
    private static final List<Function<String, SchemaObject>> TYPES =
            List.of(
                    ComputeSystem::fromJson,
                    ModifySettingRequest::fromJson,
                    HostComputeNetwork::fromJson,
                    HostComputeEndpoint::fromJson);

    @Test
    void allOfThemComeOutAsTheyWentIn() throws IOException {
        List<String> documents = documents();
        assertThat(documents).hasSameSizeAs(TYPES);

        for (int i = 0; i < documents.size(); i++) {
            SchemaObject document = TYPES.get(i).apply(documents.get(i));

            assertThat(JsonMapper.shared().readTree(document.toJson()))
                    .isEqualTo(JsonMapper.shared().readTree(documents.get(i)));
        }
    }

    @Test
    void noFieldInThemIsMisspelt() throws IOException {
        List<String> documents = documents();

        for (int i = 0; i < documents.size(); i++) {
            assertThat(SchemaCheck.unknown(TYPES.get(i).apply(documents.get(i))))
                    .extracting(Unknown::name)
                    .isSubsetOf("ExternalRestricted");
        }
    }

    @Test
    void theMachineIsTheOneThatTheBuildersMake() throws IOException {
        ComputeSystem system =
                ComputeSystem.builder()
                        .owner("barista")
                        .schemaVersion(Version.builder().major(2).minor(2).build())
                        .shouldTerminateOnLastHandleClosed(true)
                        .virtualMachine(
                                VirtualMachine.builder()
                                        .stopOnReset(true)
                                        .chipset(kernel())
                                        .computeTopology(size())
                                        .devices(devices())
                                        .build())
                        .build();

        assertThat(system).isEqualTo(ComputeSystem.fromJson(documents().getFirst()));
    }

    @Test
    void theMachineNeedsTheSchemaThatItNames() throws IOException {
        ComputeSystem system = ComputeSystem.fromJson(documents().getFirst());

        List<Newer> newer = SchemaCheck.check(system, new SchemaVersion(2, 1));

        assertThat(newer)
                .extracting(Newer::name)
                .containsExactly(
                        "LinuxKernelDirect", "KernelFilePath", "InitRdPath", "KernelCmdLine");
        assertThat(SchemaCheck.check(system, new SchemaVersion(2, 2))).isEmpty();
    }

    private static Chipset kernel() {
        return Chipset.builder()
                .linuxKernelDirect(
                        LinuxKernelDirect.builder()
                                .kernelFilePath("C:\\guests\\vmlinuz")
                                .initRdPath("C:\\guests\\initrd.img")
                                .kernelCmdLine("console=ttyS0 root=/dev/sda")
                                .build())
                .build();
    }

    private static Topology size() {
        return Topology.builder()
                .memory(VirtualMachineMemory.builder().sizeInMB(1024).allowOvercommit(true).build())
                .processor(VirtualMachineProcessor.builder().count(2).build())
                .build();
    }

    private static Devices devices() {
        Attachment disk =
                Attachment.builder()
                        .type(AttachmentType.VIRTUAL_DISK)
                        .path("C:\\guests\\root.vhdx")
                        .build();
        NetworkAdapter adapter =
                NetworkAdapter.builder()
                        .endpointId(UUID.fromString("7d4d1e39-5b6f-4d33-9d0c-6f6f6f1a2b3c"))
                        .macAddress("00-15-5D-52-C0-00")
                        .build();
        FlexibleIoDevice edu =
                FlexibleIoDevice.builder()
                        .emulatorId(UUID.fromString("5a1c6c1e-0b8f-4a0e-9a53-6f1d2f7c9e01"))
                        .hostingModel(FlexibleIoDeviceHostingModel.EXTERNAL)
                        .configuration("dma_mask=0xfffffff")
                        .build();
        return Devices.builder()
                .comPorts(0, ComPort.builder().namedPipe("\\\\.\\pipe\\console").build())
                .scsi("disks", Scsi.builder().attachments(0, disk).build())
                .networkAdapters("lan", adapter)
                .flexibleIov("edu", edu)
                .build();
    }

    private static List<String> documents() throws IOException {
        return DOCUMENT.matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
