package dev.barista.launcher;

import dev.barista.launcher.device.DeviceCatalogue;
import dev.barista.launcher.device.DeviceSpec;
import dev.barista.launcher.device.UsageException;
import dev.barista.launcher.guest.QemuOption;
import dev.barista.vfiouser.VfioUserPartition;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.node.JsonNodeFactory;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** {@code barista serve}. */
@Command(
        name = "serve",
        description = "Serve devices to QEMU and other vfio-user clients, until interrupted.",
        footer = {
            "",
            "QEMU has to be 10.1 or later, and share the guest's memory:",
            "  -object memory-backend-memfd,id=memory,size=512M,share=on \\",
            "  -machine q35,memory-backend=memory -m 512M"
        })
final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DEVICE", arity = "1..*", description = DeviceSpec.SYNTAX)
    private List<String> devices = List.of();

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "Where to listen: once for each device, in the same order.")
    private List<Path> sockets = List.of();

    @Option(
            names = "--socket-dir",
            paramLabel = "FOLDER",
            description = "Listen in this folder instead, on a device's name and '.sock'.")
    private @Nullable Path folder;

    @Option(
            names = "--supervise",
            description = {
                "Run each device in a process of its own, and start it again when it ends:",
                "the guest goes on from the last state."
            })
    private boolean supervise;

    @Mixin private final WaitOption waiting = new WaitOption();
    @Mixin private final PluginPath pluginPath = new PluginPath();
    @Mixin private final JsonOutput json = new JsonOutput();

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<DeviceSpec> specs = devices.stream().map(DeviceSpec::parse).toList();
        requireOneSocketEach();
        DeviceCatalogue catalogue = pluginPath.load();
        Served served =
                supervise
                        ? Served.supervised(catalogue, partition(), specs, pluginPath.paths())
                        : Served.here(catalogue, partition(), specs);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(served), "barista-stop"));
        served.addresses().forEach((name, socket) -> announce(name, Path.of(socket)));
        terminal.out().flush();
        // Nothing counts it down: a signal ends the process, and the hook above what it serves.
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private void requireOneSocketEach() {
        boolean listed = sockets.size() == devices.size() && folder == null;
        boolean inFolder = sockets.isEmpty() && folder != null;
        if (!listed && !inFolder) {
            throw new UsageException(
                    ("%d device(s) and %d socket(s); give one --socket for each device, or one"
                                    + " --socket-dir for all")
                            .formatted(devices.size(), sockets.size()));
        }
    }

    private VfioUserPartition partition() {
        if (folder != null) {
            return VfioUserPartition.in(folder, waiting.policy());
        }
        Iterator<Path> next = sockets.iterator();
        return new VfioUserPartition(instance -> next.next(), waiting.policy());
    }

    private void announce(String name, Path socket) {
        String option = QemuOption.vfioUserDevice(socket);
        if (json.isWanted()) {
            terminal.out()
                    .println(
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("device", name)
                                    .put("socket", socket.toAbsolutePath().toString())
                                    .put("qemuDevice", option));
        } else {
            terminal.out()
                    .println(
                            "%s: listening on %s; give QEMU: -device %s"
                                    .formatted(name, socket, QemuOption.quoted(option)));
        }
    }

    private static void stop(Served served) {
        served.close();
        // To be ended is what the command waits for; the exit code of a signal would say otherwise.
        Runtime.getRuntime().halt(ExitCode.OK);
    }
}
