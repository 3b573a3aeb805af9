package dev.barista.hyperv.hdv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.compute.schema.ModifyRequestType;
import dev.barista.compute.schema.ModifySettingRequest;
import dev.barista.hyperv.compute.ComputeSystem;
import dev.barista.hyperv.error.HyperVException;
import dev.barista.runtime.HdvHost;
import dev.barista.standins.StandInTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.Map;
import java.util.UUID;

/** Devices that a compute system's own document names, as the system comes and goes. */
@StandInTest
@Timeout(60)
class DevicesOfASystemTest {
    private static final int TEARDOWN = 1;
    private static final int START = 4;
    private static final int STOP = 5;

    private static final FlexibleIovDevice EDU =
            FlexibleIovDevice.of("edu", "edu", HostingModel.EXTERNAL, Map.of("dma_mask", "0xffff"));

    @RegisterExtension final HostedOnStandIn hosted = new HostedOnStandIn();

    private static ComputeSystem create(FlexibleIovDevice... entries) {
        StringBuilder devices = new StringBuilder();
        for (FlexibleIovDevice entry : entries) {
            devices.append(devices.isEmpty() ? "" : ",")
                    .append('"' + entry.instanceId().toString() + '"')
                    .append(':' + entry.settings().toJson());
        }
        String document =
                """
                {"SchemaVersion": {"Major": 2, "Minor": 1}, "Owner": "test",
                 "VirtualMachine": {"Devices": {"FlexibleIov": {%s}}}}\
                """
                        .formatted(devices);
        return ComputeSystem.create("with-devices", document).join();
    }

    private HdvHost open(ComputeSystem system) {
        HdvHost host =
                HdvHost.builder()
                        .partition(new HyperVPartition(system, HostingModel.EXTERNAL))
                        .device("edu", Map.of())
                        .open();
        hosted.close(host);
        return host;
    }

    @Test
    void aDeviceRunsFromTheStartOfItsSystemToItsEnd() {
        try (ComputeSystem system = create(EDU)) {
            HdvHost host = open(system);
            UUID edu = EDU.instanceId();

            system.start().join();
            assertThat(hosted.machine().read(edu, 0, 0, 4)).isEqualTo(0x0100_00edL);
            system.pause(null).join();
            assertThat(hosted.machine().calls(edu, STOP)).isOne();
            system.resume().join();
            assertThat(hosted.machine().calls(edu, START)).isEqualTo(2);
            system.terminate().join();

            assertThat(hosted.machine().calls(edu, TEARDOWN)).isOne();
            host.close();
        }
    }

    @Test
    void aSystemWithADeviceThatNobodyHostsDoesNotStart() {
        try (ComputeSystem system = create(EDU)) {
            assertThatThrownBy(() -> system.start().join())
                    .hasCauseInstanceOf(HyperVException.class)
                    .hasMessageContaining("E_UNEXPECTED");
            system.terminate().join();
        }
    }

    @Test
    void aDeviceIsAddedToASystemThatRuns() {
        try (ComputeSystem system = create()) {
            HdvHost host = open(system);
            system.start().join();

            system.modify(
                            ModifySettingRequest.builder()
                                    .resourcePath(EDU.resourcePath())
                                    .requestType(ModifyRequestType.ADD)
                                    .settings(EDU.settings())
                                    .build())
                    .join();

            assertThat(hosted.machine().read(EDU.instanceId(), 0, 0, 4)).isEqualTo(0x0100_00edL);
            system.terminate().join();
            host.close();
        }
    }

    @Test
    void aSystemStaysOpenAsLongAsAHostUsesIt() {
        ComputeSystem system = create(EDU);
        HdvHost host = open(system);
        system.close();

        try (ComputeSystem again = ComputeSystem.open("with-devices")) {
            again.start().join();
            assertThat(hosted.machine().read(EDU.instanceId(), 0, 0, 4)).isEqualTo(0x0100_00edL);
            again.terminate().join();
        }
        host.close();
    }
}
