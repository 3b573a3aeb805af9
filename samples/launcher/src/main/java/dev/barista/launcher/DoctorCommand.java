package dev.barista.launcher;

import dev.barista.compute.Availability;
import dev.barista.compute.ComputeProvider;
import dev.barista.compute.Finding;
import dev.barista.hyperv.HyperVProvider;
import dev.barista.hyperv.probe.HyperVProbe;
import dev.barista.hyperv.probe.ProbeReport;
import dev.barista.launcher.description.MachineReport;
import dev.barista.runtime.partition.PartitionException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** {@code barista doctor}. */
@Command(
        name = "doctor",
        description = {
            "Say what this machine offers: where devices can be attached, and what is found of"
                    + " that.",
            "Changes nothing, but for --probe."
        })
final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private final JsonOutput json = new JsonOutput();

    @Option(
            names = "--probe",
            arity = "0..1",
            fallbackValue = "barista-probe.json",
            paramLabel = "FILE",
            description =
                    "On Hyper-V: boot a throw-away machine with a device, and write what came of it"
                            + " to FILE, which is barista-probe.json unless given.")
    private @Nullable Path probe;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (probe != null) {
            return probe(probe);
        }
        MachineReport report = new MachineReport(partitions(), providers());
        if (json.isWanted()) {
            JsonOutput.print(terminal.out(), report.json());
        } else {
            terminal.out().print(report.text());
        }
        return ExitCode.OK;
    }

    private int probe(Path file) throws IOException {
        if (new HyperVProvider().availability()
                instanceof Availability.Unavailable(String reason, String nextStep)) {
            throw new PartitionException(reason + "; " + nextStep);
        }
        ProbeReport report = HyperVProbe.run();
        String text = report.toJson();
        Files.writeString(file, text + System.lineSeparator());
        if (json.isWanted()) {
            terminal.out().println(text);
        } else {
            report.boots().forEach(this::print);
            terminal.out().println("the report is in " + file);
        }
        return report.deviceStarted() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void print(ProbeReport.Boot boot) {
        terminal.out()
                .printf(
                        "%s: the device %s%n",
                        boot.hostingModel(), boot.deviceStarted() ? "started" : "did not start");
        boot.steps().stream()
                .filter(step -> step.failure() != null)
                .forEach(
                        step ->
                                terminal.out()
                                        .printf(
                                                "  %s: %s%n",
                                                step.name(), firstLine(step.failure())));
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }

    private static List<Finding> partitions() {
        return Stream.of(PartitionName.values())
                .map(partition -> new Finding(partition.toString(), partition.availability()))
                .toList();
    }

    private static List<MachineReport.Provider> providers() {
        return ServiceLoader.load(ComputeProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(ComputeProvider::name))
                .map(provider -> new MachineReport.Provider(provider.name(), provider.findings()))
                .toList();
    }
}
