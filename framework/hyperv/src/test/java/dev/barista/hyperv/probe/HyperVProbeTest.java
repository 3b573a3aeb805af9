package dev.barista.hyperv.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.hyperv.HyperVFunction;
import dev.barista.hyperv.ffi.NativeHandle;
import dev.barista.hyperv.ffi.WindowsVersion;
import dev.barista.hyperv.probe.ProbeReport.Boot;
import dev.barista.hyperv.probe.ProbeReport.Step;
import dev.barista.standins.StandInTest;
import dev.barista.standins.StandIns;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;

/** A throw-away machine on the stand-ins, from the document to its end. */
@StandInTest
@Timeout(120)
class HyperVProbeTest {
    private static final int E_ACCESSDENIED = 0x8007_0005;

    @Test
    void aDeviceIsStartedInEachHostingModelAndTried() {
        ProbeReport report = HyperVProbe.run();

        assertThat(report.deviceStarted()).isTrue();
        assertThat(report.windows()).matches("\\d+\\.\\d+\\.\\d+( \\(Wine\\))?");
        assertThat(report.schemaVersions()).contains("2.7");
        assertThat(report.functions()).allMatch(HyperVFunction::present);
        assertThat(report.boots())
                .extracting(Boot::hostingModel)
                .containsExactly("External", "ExternalRestricted");
        Boot external = report.boots().get(0);
        assertThat(failures(external)).isEmpty();
        assertThat(external.callbacks())
                .containsEntry("Initialize", 1L)
                .containsEntry("SetConfiguration", 1L)
                .containsEntry("GetDetails", 1L)
                .containsEntry("Start", 1L)
                .containsEntry("Stop", 1L)
                .containsEntry("Teardown", 1L);
        assertThat(external.threads()).isPositive();
        assertThat(external.configuration()).containsExactly("probe=External");
    }

    @Test
    void whatARestrictedHostMayNotIsInTheReport() {
        Boot restricted = HyperVProbe.run().boots().get(1);

        assertThat(restricted.deviceStarted()).isTrue();
        assertThat(failures(restricted))
                .hasSize(2)
                .allMatch(failure -> failure.contains("E_ACCESSDENIED"))
                .anyMatch(failure -> failure.startsWith("HdvReadGuestMemory"))
                .anyMatch(failure -> failure.startsWith("HdvRegisterDoorbell"));
    }

    @Test
    void aRefusedMachineIsReportedAndNothingIsLeft(StandIns standIns) {
        standIns.set("computecore.dll", "access-denied", 1);

        ProbeReport report = HyperVProbe.run();

        assertThat(report.deviceStarted()).isFalse();
        assertThat(report.schemaVersions()).isEmpty();
        assertThat(report.boots())
                .allSatisfy(
                        boot ->
                                assertThat(failures(boot))
                                        .singleElement()
                                        .asString()
                                        .contains("HCS_E_ACCESS_DENIED"));
    }

    @Test
    void aMachineThatDoesNotStartIsEnded(StandIns standIns) {
        standIns.failOperation("HcsStartComputeSystem", E_ACCESSDENIED, null);

        ProbeReport report = HyperVProbe.run();

        assertThat(failures(report.boots().get(0)))
                .singleElement()
                .asString()
                .startsWith("HcsStartComputeSystem");
        assertThat(report.boots().get(1).deviceStarted()).isTrue();
        assertThat(NativeHandle.openCounts())
                .doesNotContainKeys("HCS_SYSTEM", "HDV_HOST", "HANDLE");
    }

    @Test
    void theReportIsJson() {
        String json = HyperVProbe.run().toJson();

        assertThat(json)
                .contains("\"windows\" : \"" + WindowsVersion.ofThisMachine() + "\"")
                .contains("\"hostingModel\" : \"External\"")
                .contains("\"vmdevicehost.dll!HdvCreateDeviceInstance\" : true");
    }

    private static List<String> failures(Boot boot) {
        return boot.steps().stream()
                .filter(step -> step.failure() != null)
                .map(Step::failure)
                .toList();
    }
}
