package dev.barista.hyperv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.hyperv.compute.ComputeProcess;
import dev.barista.hyperv.compute.ComputeSystem;
import dev.barista.hyperv.compute.EventOption;
import dev.barista.hyperv.compute.HostComputeService;
import dev.barista.hyperv.compute.Operation;
import dev.barista.hyperv.compute.OperationSetup;
import dev.barista.hyperv.compute.ResourceType;
import dev.barista.hyperv.compute.VirtualMachineFiles;
import dev.barista.hyperv.error.HyperVException;
import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.HostLibrary;
import dev.barista.hyperv.network.Endpoint;
import dev.barista.hyperv.network.GuestNetworkService;
import dev.barista.hyperv.network.HostComputeNetwork;
import dev.barista.hyperv.network.LoadBalancer;
import dev.barista.hyperv.network.Namespace;
import dev.barista.hyperv.network.Network;
import dev.barista.hyperv.network.NetworkObject;
import dev.barista.hyperv.network.PortAccess;
import dev.barista.hyperv.network.PortProtocol;
import dev.barista.hyperv.network.PortReservation;
import dev.barista.hyperv.network.SdnRoute;
import dev.barista.hyperv.storage.Disk;
import dev.barista.hyperv.storage.Layer;
import dev.barista.schema.SchemaVersion;
import dev.barista.standins.StandInTest;
import dev.barista.standins.StandIns;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Calls every function that has a safe method through it, once; what each does is for other tests.
 * Those of device hosts need a device: they are for the tests of {@code hdv}.
 */
@StandInTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EveryFunctionTest {
    private static final String MACHINE =
            """
            {"SchemaVersion": {"Major": 2, "Minor": 1}, "Owner": "test",
             "VirtualMachine": {"ComputeTopology": {"Memory": {"SizeInMB": 64}}}}\
            """;
    private static final String NO_PARENTS = "{\"Layers\":[]}";
    private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final UUID IN_IT = UUID.fromString("f5dfbec1-b9f3-4b26-bf6f-c251448bcf7a");

    @TempDir Path folder;

    private final StandIns standIns;

    EveryFunctionTest(StandIns standIns) {
        this.standIns = standIns;
    }

    @Test
    @Order(1)
    void ofComputeSystems() throws IOException {
        Path state = folder.resolve("state.vmrs");
        try (ComputeSystem system = ComputeSystem.create("one", MACHINE).join();
                ComputeSystem again = ComputeSystem.open("one")) {
            again.onEvent(EnumSet.of(EventOption.ENABLE_VM_LIFECYCLE), event -> {});
            system.start().join();
            system.modify(
                            """
                            {"ResourcePath": "VirtualMachine/ComputeTopology/Memory/SizeInMB",
                             "RequestType": "Update", "Settings": 128}\
                            """,
                            OperationSetup.NONE)
                    .join();
            assertThat(HostComputeService.systems(null).join()).contains("one");
            assertThat(system.properties(null).join()).contains("one");
            refused(system.initializeLiveMigration(null));
            refused(system.startLiveMigration(null));
            refused(system.transferLiveMigration(null));
            refused(system.finalizeLiveMigration(null));
            system.pause(null).join();
            system.resume().join();
            system.pause(null).join();
            system.save(
                            "{\"SaveType\":\"ToFile\",\"SaveStateFilePath\":\"%s\"}"
                                    .formatted(state.toString().replace("\\", "\\\\")))
                    .join();
            system.terminate().join();
            assertThat(again.waitForExit(Duration.ofMinutes(1))).contains("ExitType");
        }
        try (ComputeSystem system =
                        ComputeSystem.createInNamespace(
                                        "space",
                                        "two",
                                        MACHINE,
                                        OperationSetup.NONE.progress(event -> {}))
                                .join();
                ComputeSystem again = ComputeSystem.openInNamespace("space", "two")) {
            assertThat(HostComputeService.systemsInNamespace("space", null).join()).contains("two");
            again.start().join();
            system.shutDown().join();
        }
        try (ComputeSystem system = ComputeSystem.create("three", MACHINE).join()) {
            system.start().join();
            system.crash("{\"Type\":\"NoCrash\"}").join();
        }
    }

    private static void refused(Operation<String> operation) {
        assertThat(operation.handle((document, failure) -> failure).join())
                .isInstanceOf(HyperVException.class);
    }

    @Test
    @Order(1)
    void ofOperations() {
        OperationSetup withFile = OperationSetup.NONE.resource(ResourceType.FILE, "file", 0x1234);
        try (ComputeSystem system = ComputeSystem.create("one", MACHINE, withFile).join()) {
            standIns.set("computecore.dll", "hold-operations", 1);
            Operation<String> start = system.start();
            assertThat(start.properties("{}")).isNotNull();
            assertThat(start.id()).isNotEqualTo(-1);
            start.cancel(true);
            standIns.set("computecore.dll", "hold-operations", 0);
            start.ended().join();
        }
    }

    @Test
    @Order(1)
    void ofProcesses() {
        try (ComputeSystem system = ComputeSystem.create("one", MACHINE).join()) {
            system.start().join();
            try (ComputeProcess process =
                            system.createProcess(
                                            "{\"CommandLine\":\"sleep\"}",
                                            OperationSetup.NONE.progress(event -> {}))
                                    .join();
                    ComputeProcess again = system.openProcess(process.processId())) {
                again.onEvent(EnumSet.noneOf(EventOption.class), event -> {});
                assertThat(process.queryProcessId().join()).isEqualTo(process.processId());
                process.properties(null).join();
                process.modify(
                                """
                                {"Operation": "ConsoleSize",
                                 "ConsoleSize": {"Height": 25, "Width": 80}}\
                                """)
                        .join();
                process.signal("{\"Signal\":\"SigKill\"}").join();
                process.waitForExit(Duration.ofMinutes(1));
                refused(process.terminate());
            }
        }
    }

    @Test
    @Order(1)
    void ofTheComputeServiceAndItsFiles() throws IOException {
        assertThat(HostComputeService.schemaVersions()).contains(new SchemaVersion(2, 7));
        HostComputeService.modify("{\"PropertyType\":\"CpuGroup\",\"Settings\":{}}");
        HostComputeService.submitCrashReport("{\"SystemId\":\"one\"}");
        Path guestState = folder.resolve("guest.vmgs");
        Path runtimeState = folder.resolve("runtime.vmrs");
        VirtualMachineFiles.createGuestStateFile(guestState);
        VirtualMachineFiles.createRuntimeStateFile(runtimeState);
        assertThat(VirtualMachineFiles.processorCompatibility(runtimeState)).isNotNull();
        VirtualMachineFiles.grantAccess("one", guestState);
        VirtualMachineFiles.revokeAccess("one", guestState);
        VirtualMachineFiles.grantGroupAccess(guestState);
        VirtualMachineFiles.revokeGroupAccess(guestState);
        assertThat(guestState).exists();
    }

    @Test
    @Order(1)
    void ofNetworks() {
        try (Network network = Network.create(ID, "{\"Name\":\"test\",\"Type\":\"NAT\"}");
                Network again = Network.open(ID)) {
            again.onNotification(notification -> {}).close();
            drive(network);
            try (Endpoint endpoint = Endpoint.create(network, IN_IT, "{}")) {
                Endpoint.open(IN_IT).close();
                drive(endpoint);
                endpoint.statistics("{}");
                endpoint.addresses("{}");
                assertThat(Endpoint.list("{}")).containsExactly(IN_IT);
            }
            Endpoint.delete(IN_IT);
            assertThat(Network.list("{}")).containsExactly(ID);
        }
        Network.delete(ID);
        try (Namespace namespace = Namespace.create(ID, "{\"Type\":\"Host\"}")) {
            Namespace.open(ID).close();
            drive(namespace);
            assertThat(Namespace.list("{}")).containsExactly(ID);
        }
        Namespace.delete(ID);
        try (LoadBalancer balancer = LoadBalancer.create(ID, "{}")) {
            LoadBalancer.open(ID).close();
            drive(balancer);
            assertThat(LoadBalancer.list("{}")).containsExactly(ID);
        }
        LoadBalancer.delete(ID);
        try (SdnRoute route = SdnRoute.create(ID, "{}")) {
            SdnRoute.open(ID).close();
            drive(route);
            assertThat(SdnRoute.list("{}")).containsExactly(ID);
        }
        SdnRoute.delete(ID);
        HostComputeNetwork.onNotification(notification -> {}).close();
        assertThat(HostComputeNetwork.features()).isNotNull();
        assertThat(HostComputeNetwork.metrics("{}")).isNotNull();
    }

    private static void drive(NetworkObject object) {
        assertThat(object.properties()).isNotEmpty();
        object.modify("{\"ResourceType\":\"Policy\",\"RequestType\":\"Add\",\"Settings\":{}}");
    }

    @Test
    @Order(1)
    void ofGuestNetworkServices() {
        try (GuestNetworkService service = GuestNetworkService.create(ID, "{}")) {
            GuestNetworkService.open(ID).close();
            drive(service);
            service.onNotification(notification -> {}).close();
            service.reservePort(PortProtocol.UDP, PortAccess.SHARED, 0).close();
            service.reservePorts(2).close();
            assertThat(PortReservation.list()).isEmpty();
            assertThat(GuestNetworkService.list("{}")).containsExactly(ID);
        }
        GuestNetworkService.delete(ID);
    }

    @Test
    @Order(1)
    void ofStorage() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Path volume = Files.createDirectory(folder.resolve("volume"));
        Path file = Files.createFile(folder.resolve("disk.vhdx"));
        Layer layer = new Layer(folder.resolve("layer"));
        layer.importFrom(source, NO_PARENTS);
        layer.exportTo(folder.resolve("out"), NO_PARENTS, "{}");
        layer.exportLegacyTo(folder.resolve("old"), volume, NO_PARENTS);
        layer.initializeWritable(NO_PARENTS);
        layer.initializeLegacyWritable(volume, NO_PARENTS);
        layer.attachStorageFilter(NO_PARENTS);
        layer.detachStorageFilter();
        Layer.attachOverlay(volume, NO_PARENTS);
        Layer.detachOverlay(volume, NO_PARENTS);
        try (Disk disk = Disk.open(file)) {
            disk.format();
            assertThat(disk.mountPath()).isNotEmpty();
            layer.setUpBase(disk, "{}");
        }
        layer.setUpBase(volume, "{}");
        layer.destroy();
        assertThat(folder.resolve("out")).exists();
    }

    @Test
    @Order(2)
    void thenEveryFunctionHasBeenCalled() {
        Set<String> inUse =
                HyperVFunction.bound().stream()
                        .filter(Export::isInUse)
                        .map(Export::name)
                        .collect(Collectors.toSet());

        List<String> uncalled =
                HyperVFunction.bound().stream()
                        .filter(export -> export.library() != HostLibrary.DEVICE_HOST)
                        .map(Export::name)
                        .filter(name -> SafeMethods.of(name).isPresent())
                        .filter(name -> !inUse.contains(name))
                        .toList();

        assertThat(uncalled).isEmpty();
    }
}
