package dev.barista.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import java.io.PrintStream;
import java.io.PrintWriter;

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
        return commandLine(terminal)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .execute(args);
    }

    private static CommandLine commandLine(Terminal terminal) {
        CommandLine barista = new CommandLine(new Barista());
        barista.addSubcommand(new DevicesCommand(terminal));
        barista.addSubcommand(new DescribeCommand(terminal));
        barista.addSubcommand(new ServeCommand(terminal));
        barista.addSubcommand(new ServeChildCommand());
        barista.addSubcommand(new RunCommand(terminal));
        barista.addSubcommand(
                new CommandLine(new GuestCommand()).addSubcommand(new GuestFetchCommand(terminal)));
        barista.addSubcommand(new CompletionCommand(terminal, barista));
        barista.setOut(writer(terminal.out()));
        barista.setErr(writer(terminal.err()));
        return barista;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }
}
