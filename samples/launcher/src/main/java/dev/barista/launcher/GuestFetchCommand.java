package dev.barista.launcher;

import dev.barista.qemu.GuestKit;

import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.concurrent.Callable;

/** {@code barista guest fetch}. */
@Command(
        name = "fetch",
        description =
                "Fetch QEMU and Linux into the user's cache, unless they are there. BARISTA_CACHE"
                        + " names another folder for it, BARISTA_MIRROR another Debian mirror.")
final class GuestFetchCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private final JsonOutput json = new JsonOutput();

    GuestFetchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        GuestKit kit = terminal.fetchGuestKit();
        if (json.isWanted()) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("folder", kit.folder().toString()).put("kernel", kit.kernel().toString());
            ArrayNode qemu = node.putArray("qemu");
            kit.qemu().forEach(qemu::add);
            JsonOutput.print(terminal.out(), node);
        } else {
            terminal.out().println("the guest kit is in " + kit.folder());
        }
        return ExitCode.OK;
    }
}
