package dev.barista.launcher;

import dev.barista.compute.ComputeProvider;
import dev.barista.compute.Finding;
import dev.barista.launcher.description.MachineReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** {@code barista doctor}. */
@Command(
        name = "doctor",
        description = {
            "Say what this machine offers: where devices can be attached, and what is found of"
                    + " that.",
            "Changes nothing."
        })
final class DoctorCommand implements Runnable {
    private final Terminal terminal;

    @Mixin private final JsonOutput json = new JsonOutput();

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        MachineReport report = new MachineReport(partitions(), providers());
        if (json.isWanted()) {
            JsonOutput.print(terminal.out(), report.json());
        } else {
            terminal.out().print(report.text());
        }
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
