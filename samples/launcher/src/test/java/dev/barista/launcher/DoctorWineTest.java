package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.standins.StandInLibraries;
import dev.barista.standins.WineJvm;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The packaged launcher where Hyper-V is: on a Windows JVM, with the stand-ins for its libraries.
 */
class DoctorWineTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static WineJvm wine;

    @BeforeAll
    static void open() throws Exception {
        wine = WineJvm.open();
    }

    @AfterAll
    static void close() throws Exception {
        // Where Wine is missing the tests are skipped.
        if (wine != null) {
            wine.close();
        }
    }

    @Test
    void saysWhatOfHyperVIsThere() throws Exception {
        WineJvm.Result doctor = doctor();

        assertThat(doctor.exitCode()).as(doctor.output()).isZero();
        assertThat(doctor.output().lines())
                .anyMatch(line -> line.matches("partition hyperv +yes .+"))
                .anyMatch(line -> line.matches("partition vfio-user +no .+"));
    }

    @Test
    void theProbeBootsMachinesAndWritesWhatCameOfIt(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("probe.json");

        WineJvm.Result probe = doctor("--probe=" + WineJvm.windowsPath(file));

        assertThat(probe.exitCode()).as(probe.output()).isZero();
        assertThat(probe.output().lines())
                .contains("External: the device started", "ExternalRestricted: the device started")
                .anyMatch(line -> line.startsWith("the report is in"));
        JsonNode report = JsonMapper.shared().readTree(file);
        assertThat(report.get("windows").asString()).endsWith("(Wine)");
        assertThat(report.get("boots").valueStream())
                .hasSize(2)
                .allMatch(boot -> boot.get("callbacks").get("Start").asInt() == 1);
    }

    private static WineJvm.Result doctor(String... options) throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "@"
                                        + WineJvm.windowsPath(
                                                LauncherProcess.TARGET.resolve("jvm.options")),
                                StandInLibraries.optionForWindows(),
                                "-classpath",
                                WineJvm.windowsPath(placeOf(WineJvm.class)),
                                "--module-path",
                                WineJvm.windowsPath(
                                                LauncherProcess.TARGET.resolve(
                                                        "barista-launcher.jar"))
                                        + ";"
                                        + WineJvm.windowsPath(
                                                LauncherProcess.TARGET.resolve("modules")),
                                "--module",
                                "dev.barista.launcher/dev.barista.launcher.Barista",
                                "doctor"));
        arguments.addAll(List.of(options));
        return wine.java(LIMIT, arguments);
    }

    private static Path placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
