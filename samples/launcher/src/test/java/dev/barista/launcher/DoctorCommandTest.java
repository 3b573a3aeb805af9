package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.List;

class DoctorCommandTest {
    @Test
    void saysInOneLineEachWhatThisMachineOffers() {
        Invocation doctor = Invocation.of("doctor");

        assertThat(doctor.exitCode()).isZero();
        assertThat(doctor.err()).isEmpty();
        assertThat(doctor.out().lines())
                .anyMatch(line -> line.matches("partition in-process +yes .+"))
                .anyMatch(line -> line.matches("partition vfio-user +(yes|no) .+"))
                .anyMatch(line -> line.matches("partition hyperv +(yes|no) .+"))
                .anyMatch(line -> line.matches("qemu /dev/kvm +(yes|no) .+"))
                .anyMatch(line -> line.matches("qemu guest kit +(yes|no) .+"));
    }

    @Test
    void aProbeWhereThereIsNoHyperVSaysSo(@TempDir Path folder) {
        Path report = folder.resolve("probe.json");

        Invocation doctor = Invocation.of("doctor", "--probe=" + report);

        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.err()).startsWith("barista: Hyper-V is a part of Windows, and this is");
        assertThat(report).doesNotExist();
    }

    @Test
    void whatIsNotThereComesWithItsReasonAndTheNextStep() {
        JsonNode report = JsonMapper.shared().readTree(Invocation.of("doctor", "--json").out());

        List<JsonNode> findings =
                report.findValues("findings").stream().flatMap(JsonNode::valueStream).toList();
        assertThat(findings).isNotEmpty();
        assertThat(findings)
                .filteredOn(finding -> !finding.get("available").asBoolean())
                .allSatisfy(
                        finding -> {
                            assertThat(finding.get("reason").asString()).isNotBlank();
                            assertThat(finding.get("nextStep").asString()).isNotBlank();
                        });
        assertThat(report.get("partitions").valueStream())
                .extracting(partition -> partition.get("subject").asString())
                .containsExactly("vfio-user", "in-process", "hyperv");
    }
}
