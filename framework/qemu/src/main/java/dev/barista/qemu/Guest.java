package dev.barista.qemu;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A running Linux guest. Closing it ends QEMU at once, without shutting Linux down; so does the end
 * of this JVM, whatever its cause. A booted guest has no files on the host.
 *
 * <p>Any thread may use it; commands wait for one another.
 */
public final class Guest implements AutoCloseable {
    /** More output than this, kept in memory, is a mistake of the command's author. */
    private static final int LONGEST_OUTPUT = 16 << 20;

    private final QemuProcess process;
    private final SocketChannel qmpChannel;
    private final Qmp qmp;
    private final ControlChannel control;
    private final GuestShell shell;
    private final Duration bootTimeout;
    private final ReentrantLock commandLock = new ReentrantLock();

    private Guest(
            QemuProcess process,
            SocketChannel qmpChannel,
            Qmp qmp,
            ControlChannel control,
            Duration bootTimeout) {
        this.process = process;
        this.qmpChannel = qmpChannel;
        this.qmp = qmp;
        this.control = control;
        this.shell = new GuestShell(control, process);
        this.bootTimeout = bootTimeout;
    }

    /** A guest to be described and booted. */
    public static Builder from(GuestKit kit) {
        return new Builder(kit);
    }

    /**
     * Executes a shell command in the guest and keeps its output, of which 16 MiB are the limit.
     * The command has no input. A program that it leaves running must not write to its output.
     *
     * @param timeout rounded up to seconds, at least one; the guest then kills the command
     * @throws GuestException when the command was killed, or the guest ends or hangs
     */
    public CommandResult run(String command, Duration timeout)
            throws IOException, InterruptedException {
        StringBuilder output = new StringBuilder();
        int exitCode =
                run(
                        command,
                        timeout,
                        line -> {
                            if (output.length() < LONGEST_OUTPUT) {
                                output.append(line).append('\n');
                            }
                        });
        if (output.length() >= LONGEST_OUTPUT) {
            throw new GuestException(
                    "'%s' printed more than 16 MiB; let it write to a file in the guest"
                            .formatted(command));
        }
        return new CommandResult(exitCode, output.toString());
    }

    /**
     * The same, but hands each line over, without its end, as soon as it has come, and keeps none.
     * A line of more than 64 KiB comes in pieces.
     *
     * @param output called on this thread
     * @return the exit code
     */
    public int run(String command, Duration timeout, Consumer<String> output)
            throws IOException, InterruptedException {
        commandLock.lockInterruptibly();
        try {
            shell.awaitReady(bootTimeout);
            return shell.run(command, timeout, output);
        } finally {
            commandLock.unlock();
        }
    }

    /**
     * Resets the machine, as its button does, and waits until Linux has booted again and takes
     * commands. A guest that resets itself, or panics, ends as before.
     *
     * @throws GuestException when the guest doesn't boot, with what it printed
     */
    public void reset() throws IOException, InterruptedException {
        commandLock.lockInterruptibly();
        try {
            // What -no-reboot forbids is allowed for as long as this takes.
            qmp.execute("set-action", Map.of("reboot", "reset"));
            shell.rebooting();
            qmp.execute("system_reset", Map.of());
            shell.awaitReady(bootTimeout);
            qmp.execute("set-action", Map.of("reboot", "shutdown"));
        } finally {
            commandLock.unlock();
        }
    }

    /** QEMU's management protocol. */
    public Qmp qmp() {
        return qmp;
    }

    /** The last 64 KiB of the console; empty when it is the terminal. */
    public String consoleLog() {
        return process.consoleLog();
    }

    /** The process id of QEMU. */
    public long pid() {
        return process.pid();
    }

    /** Waits until the guest has ended by itself, and returns QEMU's exit status. */
    public int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** Ends QEMU, if it hasn't ended, and waits for that. */
    @Override
    public void close() throws IOException {
        process.close();
        control.close();
        qmpChannel.close();
    }

    /** Describes a guest. Not for several threads. */
    public static final class Builder {
        private static final List<String> KERNEL_ARGUMENTS =
                List.of(
                        "console=ttyS0",
                        "quiet",
                        "panic=-1",
                        // Patching them in costs an emulated processor a third of the boot.
                        "mitigations=off",
                        "intel_iommu=on",
                        "iommu=pt");

        private static final List<KernelModule> MODULES =
                List.of(
                        // The machine's IOMMU doesn't remap interrupts; the guest trusts its
                        // devices.
                        new KernelModule("vfio_iommu_type1", "allow_unsafe_interrupts=1"),
                        new KernelModule("vfio-pci"));

        private final GuestKit kit;
        private int memoryMib = 256;
        private final List<Path> vfioUserSockets = new ArrayList<>();
        private final List<String> devices = new ArrayList<>();
        private final List<GuestProgram> programs = new ArrayList<>();
        private final List<KernelModule> modules = new ArrayList<>(MODULES);
        private final List<String> kernelArguments = new ArrayList<>(KERNEL_ARGUMENTS);
        private Console console = Console.CAPTURED;
        private Duration bootTimeout = Duration.ofMinutes(2);

        private Builder(GuestKit kit) {
            this.kit = kit;
        }

        /** The guest's memory in MiB; 256 unless set. */
        public Builder memoryMib(int mebibytes) {
            memoryMib = mebibytes;
            return this;
        }

        /**
         * Attaches the device that a vfio-user server offers on a socket. It gets the first free
         * slot, 00:01.0 in a guest without {@link #device devices of QEMU's own}, and the ones
         * after it the next.
         */
        public Builder vfioUserDevice(Path socket) {
            vfioUserSockets.add(socket);
            return this;
        }

        /**
         * Attaches one of QEMU's own devices. They get slots before those of {@link
         * #vfioUserDevice}.
         *
         * @param option the value of a {@code -device} option, such as {@code edu}
         */
        public Builder device(String option) {
            devices.add(option);
            return this;
        }

        /** Adds commands to the guest's PATH. */
        public Builder programs(Collection<GuestProgram> tools) {
            programs.addAll(tools);
            return this;
        }

        /** Loads a module, and what it depends on, at boot; vfio-pci is loaded always. */
        public Builder kernelModule(KernelModule module) {
            modules.add(module);
            return this;
        }

        /** Adds a word to the kernel's command line. */
        public Builder kernelArgument(String argument) {
            kernelArguments.add(argument);
            return this;
        }

        /** Where the console is; {@link Console#CAPTURED} unless set. */
        public Builder console(Console place) {
            console = place;
            return this;
        }

        /** How long the guest may take until it executes commands; two minutes unless set. */
        public Builder bootTimeout(Duration timeout) {
            bootTimeout = timeout;
            return this;
        }

        /**
         * Boots the guest. A guest whose console is captured takes commands when this returns; one
         * with a terminal may still be booting.
         *
         * @throws GuestException when QEMU refuses the machine or the guest doesn't boot, with what
         *     both printed
         */
        public Guest boot() throws IOException, InterruptedException {
            Path initramfs = kit.initramfs(programs, modules);
            Path folder = Files.createTempDirectory("barista-guest");
            ShutdownHook hook =
                    new ShutdownHook(
                            "barista-guest-folder", () -> CacheFolder.deleteQuietly(folder));
            try (LocalListener control = new LocalListener(folder.resolve("control"));
                    LocalListener management = new LocalListener(folder.resolve("qmp"))) {
                return boot(initramfs, control, management);
            } finally {
                CacheFolder.delete(folder);
                hook.remove();
            }
        }

        private Guest boot(Path initramfs, LocalListener control, LocalListener management)
                throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(kit.qemu());
            command.addAll(profile(initramfs, control.path(), management.path()).arguments());
            QemuProcess process = QemuProcess.start(command, console);
            boolean booted = false;
            try {
                Guest guest = connect(process, control, management);
                booted = true;
                return guest;
            } finally {
                if (!booted) {
                    process.close();
                }
            }
        }

        private QemuProfile profile(Path initramfs, Path control, Path management) {
            List<String> arguments = new ArrayList<>(kernelArguments);
            if (console == Console.TERMINAL) {
                arguments.add("barista.console");
            }
            return new QemuProfile(
                    memoryMib,
                    kit.kernel(),
                    initramfs,
                    arguments,
                    vfioUserSockets,
                    devices,
                    Accelerator.ofHost(),
                    console,
                    control,
                    management);
        }

        private Guest connect(QemuProcess process, LocalListener control, LocalListener management)
                throws IOException, InterruptedException {
            long deadline = System.nanoTime() + bootTimeout.toNanos();
            SocketChannel qmpChannel = management.accept(process, deadline);
            ControlChannel commands = new ControlChannel(control.accept(process, deadline));
            // QEMU answers only once the machine is made: a refused device shows up here.
            Qmp qmp;
            try {
                qmp = Qmp.connect(qmpChannel);
            } catch (IOException e) { // by now it may have closed its end
                throw process.endFailure("QEMU can't make this machine");
            }
            Guest guest = new Guest(process, qmpChannel, qmp, commands, bootTimeout);
            if (console == Console.CAPTURED) {
                guest.shell.awaitReady(bootTimeout);
            }
            return guest;
        }
    }
}
