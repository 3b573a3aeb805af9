package dev.barista.hyperv.hdv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.barista.hyperv.compute.ComputeSystem;
import dev.barista.hyperv.error.HResult;
import dev.barista.hyperv.hdv.StandInMachine.Fault;
import dev.barista.runtime.HdvHost;
import dev.barista.runtime.partition.PartitionException;
import dev.barista.standins.StandInTest;
import dev.barista.standins.StandIns;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Map;
import java.util.UUID;

/** Device hosts: what the platform allows, and what it says when it does not. */
@StandInTest
@Timeout(60)
class HyperVPartitionTest {
    @RegisterExtension final HostedOnStandIn hosted = new HostedOnStandIn();

    @ParameterizedTest
    @EnumSource(HostingModel.class)
    void aDeviceRunsInEitherHostingModel(HostingModel model) {
        UUID edu = hosted.run(model, "edu", Map.of("dma_mask", "0xffff"));

        assertThat(hosted.machine().read(edu, 0, 0, 4)).isEqualTo(0x0100_00edL);
        assertThat(hosted.host().address(hosted.host().device("edu"))).isEqualTo(edu.toString());
    }

    @ParameterizedTest
    @EnumSource(HostingModel.class)
    void manyDevicesShareAHost(HostingModel model) {
        hosted.open(
                model,
                builder ->
                        builder.device("edu", Map.of())
                                .device("edu", Map.of())
                                .device(new ProbeDevice_Type(), Map.of()));
        for (String instance : new String[] {"edu", "edu-2"}) {
            hosted.machine().add(FlexibleIovDevice.of("edu", instance, model, Map.of()));
        }
        hosted.machine().add(FlexibleIovDevice.of("hdvprobe", "hdvprobe", model, Map.of()));

        assertThat(hosted.machine().start()).isZero();
    }

    @Test
    void aSecondHostInTheProcessIsRefusedWithTheReason() {
        hosted.open(HostingModel.EXTERNAL, builder -> builder.device("edu", Map.of()));

        assertThatExceptionOfType(PartitionException.class)
                .isThrownBy(() -> open(HostingModel.EXTERNAL))
                .withMessageStartingWith(
                        "Hyper-V does not take edu: HdvInitializeDeviceHost: E_ACCESSDENIED")
                .withMessageContaining("only one device host can be in a process");
    }

    @ParameterizedTest
    @EnumSource(HostingModel.class)
    void aHostOfAnotherProcessIsInTheWay(HostingModel model) {
        hosted.machine().set(Fault.FOREIGN_HOST, 1);

        assertThatExceptionOfType(PartitionException.class)
                .isThrownBy(() -> open(model))
                .withMessageContaining("0xC0370030")
                .withMessageContaining("give it all devices");
    }

    @ParameterizedTest
    @EnumSource(HostingModel.class)
    void aComputeSystemThatIsClosedIsRefused(HostingModel model) {
        ComputeSystem closed = ComputeSystem.open(hosted.machine().system().id());
        closed.close();

        assertThatExceptionOfType(PartitionException.class)
                .isThrownBy(
                        () ->
                                HdvHost.builder()
                                        .partition(new HyperVPartition(closed, model))
                                        .device("edu", Map.of())
                                        .open())
                .withMessageContaining("is closed");
    }

    @Test
    void aServiceThatAnswersNonsenseIsQuoted(StandIns standIns) {
        standIns.set("computecore.dll", "garbage-documents", 1);

        assertThatExceptionOfType(PartitionException.class)
                .isThrownBy(() -> open(HostingModel.EXTERNAL_RESTRICTED))
                .withMessageContaining("ERROR_INVALID_DATA");
        standIns.set("computecore.dll", "garbage-documents", 0);
    }

    @Test
    void aRefusedHostCanBeTriedAgain() {
        hosted.machine().set(Fault.FOREIGN_HOST, 1);
        assertThatExceptionOfType(PartitionException.class)
                .isThrownBy(() -> open(HostingModel.EXTERNAL_RESTRICTED));
        hosted.machine().set(Fault.FOREIGN_HOST, 0);

        open(HostingModel.EXTERNAL_RESTRICTED).close();

        assertThat(hosted.machine().deviceHostReferences()).isZero();
    }

    @Test
    void comSecurityThatIsSetAlreadyIsLeftAsItIs() {
        hosted.machine().set(Fault.COM_SECURITY_IS_SET, 1);

        hosted.run(HostingModel.EXTERNAL, "edu", Map.of());
    }

    @Test
    void aSlotOfTheOtherHostingModelHasNoEmulator() {
        hosted.open(HostingModel.EXTERNAL, builder -> builder.device("edu", Map.of()));
        hosted.machine()
                .add(
                        FlexibleIovDevice.of(
                                "edu", "edu", HostingModel.EXTERNAL_RESTRICTED, Map.of()));

        assertThat(hosted.machine().start()).isEqualTo(HResult.E_UNEXPECTED);
    }

    @Test
    void aConfigurationThatTheDeviceDoesNotTakeFailsTheStart() {
        hosted.open(HostingModel.EXTERNAL, builder -> builder.device("edu", Map.of()));
        hosted.machine()
                .add(
                        FlexibleIovDevice.of(
                                "edu", "edu", HostingModel.EXTERNAL, Map.of("dma_mask", "wide")));

        assertThat(hosted.machine().start()).isEqualTo(HResult.E_INVALIDARG);
    }

    @Test
    void hostsComeAndGo() {
        for (int i = 0; i < 300; i++) {
            open(HostingModel.EXTERNAL).close();
        }
    }

    @Test
    void theEntryOfADeviceIsTheSameEverywhere() {
        FlexibleIovDevice entry =
                FlexibleIovDevice.of(
                        "edu", "edu-2", HostingModel.EXTERNAL, Map.of("dma_mask", "0xffff"));

        assertThat(entry.settings().toJson())
                .isEqualTo(
                        "{\"EmulatorId\":\"%s\",\"HostingModel\":\"External\",\"Configuration\":[\"dma_mask=0xffff\"]}"
                                .formatted(entry.emulatorId()));
        assertThat(entry.resourcePath())
                .isEqualTo("VirtualMachine/Devices/FlexibleIov/" + entry.instanceId());
        assertThat(entry.emulatorId())
                .isEqualTo(
                        FlexibleIovDevice.of("edu", "edu", HostingModel.EXTERNAL, Map.of())
                                .emulatorId());
    }

    private HdvHost open(HostingModel model) {
        return HdvHost.builder().partition(hosted.partition(model)).device("edu", Map.of()).open();
    }
}
