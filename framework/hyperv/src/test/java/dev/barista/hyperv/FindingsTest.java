package dev.barista.hyperv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.compute.Availability;
import dev.barista.compute.Finding;
import dev.barista.standins.StandInTest;
import dev.barista.standins.StandIns;

import org.junit.jupiter.api.Test;

/** What {@code barista doctor} says of a machine that has Hyper-V. */
@StandInTest
class FindingsTest {
    @Test
    void theVersionTheExportsTheSchemasAndTheRightsAreFound() {
        assertThat(new HyperVProvider().findings())
                .extracting(Finding::subject)
                .containsExactly(
                        "Windows",
                        "computecore.dll",
                        "computenetwork.dll",
                        "computestorage.dll",
                        "vmdevicehost.dll",
                        "schema versions",
                        "rights");
        assertThat(text("Windows")).matches("\\d+\\.\\d+\\.\\d+( \\(Wine\\))?");
        assertThat(text("computecore.dll")).matches("(\\d+) of \\1 functions");
        assertThat(text("vmdevicehost.dll")).isEqualTo("18 of 18 functions");
        assertThat(text("schema versions")).contains("2.7");
        assertThat(text("rights")).isEqualTo("this user may list compute systems");
    }

    @Test
    void whoHasNoRightsIsToldHowToGetThem(StandIns standIns) {
        standIns.set("computecore.dll", "access-denied", 1);

        assertThat(found("rights"))
                .isInstanceOfSatisfying(
                        Availability.Unavailable.class,
                        refused -> {
                            assertThat(refused.reason()).contains("HCS_E_ACCESS_DENIED");
                            assertThat(refused.nextStep()).contains("Hyper-V Administrators");
                        });
    }

    private static Availability found(String subject) {
        return new HyperVProvider()
                .findings().stream()
                        .filter(finding -> finding.subject().equals(subject))
                        .map(Finding::availability)
                        .findFirst()
                        .orElseThrow();
    }

    private static String text(String subject) {
        Availability availability = found(subject);
        return availability instanceof Availability.Available(String found)
                ? found
                : availability.toString();
    }
}
