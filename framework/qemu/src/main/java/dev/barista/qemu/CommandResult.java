package dev.barista.qemu;

/**
 * How a command in the guest ended.
 *
 * @param exitCode as the shell sees it: 128 + N when signal N ended the command
 * @param output its standard output and error output as they came, UTF-8, lines ended by "\n"
 */
public record CommandResult(int exitCode, String output) {}
