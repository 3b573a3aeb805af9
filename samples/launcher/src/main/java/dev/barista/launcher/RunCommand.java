package dev.barista.launcher;

import dev.barista.compute.Availability;
import dev.barista.hyperv.HyperVProvider;
import dev.barista.launcher.console.InterruptPrinter;
import dev.barista.launcher.console.RegisterConsole;
import dev.barista.launcher.device.DeviceCatalogue;
import dev.barista.launcher.device.DeviceSpec;
import dev.barista.launcher.guest.LinuxGuest;
import dev.barista.qemu.Console;
import dev.barista.qemu.Guest;
import dev.barista.qemu.GuestException;
import dev.barista.qemu.GuestKit;
import dev.barista.runtime.HdvHost;
import dev.barista.runtime.partition.InProcessPartition;
import dev.barista.runtime.partition.PartitionException;
import dev.barista.vfiouser.VfioUserPartition;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code barista run}. */
@Command(
        name = "run",
        description = {
            "Run a guest with devices: a small Linux in QEMU, fetched the first time.",
            "It has a console, which 'exit' or Ctrl-A X ends, or executes one command."
        },
        footer = {
            "",
            "For instance:",
            "  barista run edu",
            "  barista run edu,dma_mask=0xffffffff --exec edu-test"
        })
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DEVICE", arity = "1..*", description = DeviceSpec.SYNTAX)
    private List<String> devices = List.of();

    @Option(
            names = "--exec",
            paramLabel = "COMMAND",
            description =
                    "Execute one command in the guest, and end with its exit code. In process these"
                            + " are commands of the register console, separated by semicolons.")
    private @Nullable String command;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "How long the command may take; 600 unless set.")
    private int timeoutSeconds;

    @Option(
            names = "--partition",
            paramLabel = "PARTITION",
            converter = PartitionName.Converter.class,
            description =
                    "vfio-user: Linux in QEMU. in-process: a console to read and write registers."
                            + " hyperv: says what it takes. Without it: vfio-user where guests can"
                            + " be had, otherwise in-process.")
    private @Nullable PartitionName partition;

    @Mixin private final PluginPath pluginPath = new PluginPath();

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<DeviceSpec> specs = devices.stream().map(DeviceSpec::parse).toList();
        DeviceCatalogue catalogue = pluginPath.load();
        // Before anything is fetched: what was typed wrong is soonest said.
        specs.forEach(catalogue::entry);
        if (partition == PartitionName.HYPERV) {
            throw hyperVRefusal();
        }
        if (partition == PartitionName.IN_PROCESS) {
            return inProcess(catalogue, specs);
        }
        if (partition == null && command == null) {
            try {
                GuestKit.requireSuitableHost();
            } catch (GuestException e) {
                terminal.err().println("barista: " + e.getMessage());
                terminal.err().println("barista: going on with the in-process guest");
                return inProcess(catalogue, specs);
            }
        }
        return inLinux(catalogue, specs);
    }

    private int inLinux(DeviceCatalogue catalogue, List<DeviceSpec> specs)
            throws IOException, InterruptedException {
        if (GuestKit.cached().isEmpty()) {
            GuestKit.requireSuitableHost();
        }
        // Before anything is fetched: a device that can't be made is soonest said.
        try (HdvHost host = catalogue.open(VfioUserPartition.temporary(), specs)) {
            GuestKit kit = terminal.fetchGuestKit();
            return command == null ? console(kit, host) : execute(kit, host, command);
        }
    }

    private int console(GuestKit kit, HdvHost host) throws IOException, InterruptedException {
        announce("booting Linux; 'exit' or Ctrl-A X ends it");
        try (Guest guest = LinuxGuest.boot(kit, host, Console.TERMINAL)) {
            int status = guest.awaitEnd();
            if (status != 0) {
                throw new IOException("QEMU ended with status %d; see above".formatted(status));
            }
            return ExitCode.OK;
        }
    }

    private int execute(GuestKit kit, HdvHost host, String command)
            throws IOException, InterruptedException {
        announce("booting Linux");
        try (Guest guest = LinuxGuest.boot(kit, host, Console.CAPTURED)) {
            return guest.run(
                    command,
                    Duration.ofSeconds(timeoutSeconds),
                    line -> terminal.out().println(line));
        }
    }

    private void announce(String what) {
        if (terminal.interactive()) {
            terminal.err().println(what);
        }
    }

    private int inProcess(DeviceCatalogue catalogue, List<DeviceSpec> specs) throws IOException {
        InProcessPartition ram =
                new InProcessPartition(
                        InProcessPartition.DEFAULT_RAM, new InterruptPrinter(terminal.out()));
        try (HdvHost host = catalogue.open(ram, specs)) {
            RegisterConsole console = new RegisterConsole(host, ram, terminal.out());
            if (command != null) {
                return console.execute(command) ? ExitCode.OK : ExitCode.SOFTWARE;
            }
            if (terminal.interactive()) {
                terminal.out().println("registers of devices in this process; 'help' says more");
            }
            console.interact(
                    new BufferedReader(
                            new InputStreamReader(terminal.in(), Charset.defaultCharset())),
                    terminal.interactive());
            return ExitCode.OK;
        }
    }

    private static PartitionException hyperVRefusal() {
        return new PartitionException(
                switch (new HyperVProvider().availability()) {
                    case Availability.Unavailable(String reason, String remedy) ->
                            reason + "; " + remedy;
                    case Availability.Available _ ->
                            "'run' boots no guest on Hyper-V: there a device belongs to a machine"
                                    + " whose document names it (framework/docs/guide/hyper-v.md);"
                                    + " use --partition in-process";
                });
    }
}
