package dev.barista.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The command that the others belong to. */
@Command(
        name = "barista",
        description = "Virtual PCI devices, written in Java.",
        versionProvider = ModuleVersion.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "'barista COMMAND --help' says more about a command."})
final class Barista {
    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of an error, and more of what goes on.")
    void verbose(boolean verbose) {
        Verbosity.set(verbose);
    }

    private Barista() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(execute(Terminal.system(), args));
    }

    /** Runs a command line and returns its exit code. */
    static int execute(Terminal terminal, String... args) {
        Verbosity.set(false);
        ErrorLine errors = new ErrorLine(terminal.err());
        return commandLine(terminal, args.length == 0 ? "" : args[0])
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .execute(args);
    }

    /**
     * The command with the only subcommand that can be meant, or with all: to read the annotations
     * of one takes longer than what most of them do.
     */
    private static CommandLine commandLine(Terminal terminal, String first) {
        CommandLine barista = new CommandLine(new Barista());
        Map<String, Supplier<Object>> commands = commands(terminal, barista);
        boolean alone = commands.containsKey(first) && !first.equals(CompletionCommand.NAME);
        commands.forEach(
                (name, command) -> {
                    if (!alone || name.equals(first)) {
                        barista.addSubcommand(command.get());
                    }
                });
        barista.setOut(writer(terminal.out()));
        barista.setErr(writer(terminal.err()));
        return barista;
    }

    private static Map<String, Supplier<Object>> commands(Terminal terminal, CommandLine barista) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("devices", () -> new DevicesCommand(terminal));
        commands.put("describe", () -> new DescribeCommand(terminal));
        commands.put("serve", () -> new ServeCommand(terminal));
        commands.put(ServeChildCommand.NAME, ServeChildCommand::new);
        commands.put("run", () -> new RunCommand(terminal));
        commands.put(
                "guest",
                () ->
                        new CommandLine(new GuestCommand())
                                .addSubcommand(new GuestFetchCommand(terminal)));
        commands.put("doctor", () -> new DoctorCommand(terminal));
        commands.put(CompletionCommand.NAME, () -> new CompletionCommand(terminal, barista));
        return commands;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }
}
