package dev.barista.launcher;

import picocli.CommandLine.Command;

/** {@code barista guest}. */
@Command(
        name = "guest",
        description = "Manage what Linux guests are made of.",
        synopsisSubcommandLabel = "COMMAND")
final class GuestCommand {}
