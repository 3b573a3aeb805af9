package dev.barista.launcher;

import dev.barista.launcher.device.UsageException;
import dev.barista.runtime.HostException;
import dev.barista.runtime.partition.PartitionException;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;

/** Turns what a command throws into one line for people and an exit code. */
final class ErrorLine implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final PrintStream err;

    ErrorLine(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        print("%s; see '%s --help'".formatted(e.getMessage(), command), e);
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        print(message(e), e);
        return e instanceof UsageException ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    private static String message(Exception e) {
        return switch (e) {
            case UsageException usage -> String.valueOf(usage.getMessage());
            case HostException host ->
                    host.getCause() == null
                            ? String.valueOf(host.getMessage())
                            : host.getMessage() + "; --verbose shows where that comes from";
            case PartitionException partition -> String.valueOf(partition.getMessage());
            // Its message alone is a path.
            case FileSystemException file ->
                    "%s: %s".formatted(file.getClass().getSimpleName(), file.getMessage());
            case IOException io -> String.valueOf(io.getMessage());
            default -> "unexpected %s; please report it with what --verbose shows".formatted(e);
        };
    }

    /** Prints the first line; the others, and where the error comes from, are for the verbose. */
    private void print(String message, Exception e) {
        boolean verbose = Verbosity.isVerbose();
        err.println("barista: " + (verbose ? message : message.lines().findFirst().orElse("")));
        if (verbose) {
            e.printStackTrace(err);
        }
    }
}
