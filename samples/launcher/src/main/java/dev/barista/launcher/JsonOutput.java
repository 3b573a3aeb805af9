package dev.barista.launcher;

import picocli.CommandLine.Option;

import tools.jackson.databind.JsonNode;

import java.io.PrintStream;

/** The option that asks for output for machines. */
final class JsonOutput {
    @Option(names = "--json", description = "Write JSON, for machines.")
    private boolean wanted;

    boolean isWanted() {
        return wanted;
    }

    static void print(PrintStream out, JsonNode node) {
        out.println(node.toPrettyString());
    }
}
