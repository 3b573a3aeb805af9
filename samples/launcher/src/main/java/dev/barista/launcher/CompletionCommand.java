package dev.barista.launcher;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code barista completion}. */
@Command(
        name = CompletionCommand.NAME,
        description = {
            "Write a completion script for bash and zsh.",
            "Use it with: source <(barista completion)"
        })
final class CompletionCommand implements Runnable {
    static final String NAME = "completion";

    private final Terminal terminal;
    private final CommandLine barista;

    CompletionCommand(Terminal terminal, CommandLine barista) {
        this.terminal = terminal;
        this.barista = barista;
    }

    @Override
    public void run() {
        terminal.out().println(AutoComplete.bash("barista", barista));
    }
}
