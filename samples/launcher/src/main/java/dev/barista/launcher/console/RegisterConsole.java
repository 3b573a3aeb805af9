package dev.barista.launcher.console;

import dev.barista.pci.spec.TypeZeroHeaderRegisters;
import dev.barista.runtime.HdvHost;
import dev.barista.runtime.HostException;
import dev.barista.runtime.HostedDevice;
import dev.barista.runtime.HostedDevice.RegisterValue;
import dev.barista.runtime.partition.InProcessPartition;
import dev.barista.runtime.ring.AccessPort;
import dev.barista.spi.binding.GuestErrors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.List;

/** Executes what is typed. For one thread. */
public final class RegisterConsole {
    private static final int LINE = 16;
    private static final long LONGEST_DUMP = 4096;

    private static final String HELP =
            """
            peek [REG]               show stored values, without side effects
            read REG                 read a register, as a guest does
            write REG VALUE          write a register, as a guest does
            config                   show the configuration space
            ram ADDRESS [BYTES]      show guest memory
            fill ADDRESS BYTES VALUE set guest memory
            errors                   show what the guest did wrong
            reset                    reset the device
            use DEVICE               go on with another device
            help, exit
            REG is NAME, NAME[INDEX], or BAR:OFFSET[/BYTES]; numbers are 42 or 0x2a
            """;

    private final HdvHost host;
    private final InProcessPartition partition;
    private final PrintStream out;
    private HostedDevice device;
    private AccessPort port;
    private boolean ended;

    /** A console for the devices of a host, of which there is at least one. */
    public RegisterConsole(HdvHost host, InProcessPartition partition, PrintStream out) {
        this.host = host;
        this.partition = partition;
        this.out = out;
        host.devices().forEach(this::enable);
        device = host.devices().iterator().next();
        port = partition.port(device.instanceName());
    }

    /** Executes lines until there are no more or one says {@code exit}. */
    public void interact(BufferedReader in, boolean prompt) throws IOException {
        while (!ended) {
            if (prompt) {
                out.print(device.instanceName() + "> ");
                out.flush();
            }
            String line = in.readLine();
            if (line == null) {
                return;
            }
            execute(line);
        }
    }

    /**
     * Executes commands that are separated by semicolons, up to the first that fails.
     *
     * @return whether all of them succeeded
     */
    public boolean execute(String commands) {
        for (String command : commands.split(";", -1)) {
            try {
                execute(List.of(command.strip().split("\\s+")));
            } catch (ConsoleException | HostException e) {
                out.println(e.getMessage());
                return false;
            }
        }
        return true;
    }

    private void execute(List<String> words) {
        switch (words.getFirst()) {
            case "" -> {}
            case "help", "?" -> out.print(HELP);
            case "peek" -> peek(arguments(words, 0, 1));
            case "read" -> read(arguments(words, 1, 1));
            case "write" -> write(arguments(words, 2, 2));
            case "config" -> dump(MemorySegment.ofArray(device.configSpace()), 0);
            case "ram" -> ram(arguments(words, 1, 2));
            case "fill" -> fill(arguments(words, 3, 3));
            case "errors" -> errors();
            case "reset" -> reset();
            case "use" -> use(arguments(words, 1, 1).getFirst());
            case "exit", "quit" -> ended = true;
            default ->
                    throw new ConsoleException(
                            "'%s' is no command; 'help' lists them".formatted(words.getFirst()));
        }
    }

    private static List<String> arguments(List<String> words, int least, int most) {
        int given = words.size() - 1;
        if (given < least || given > most) {
            throw new ConsoleException(
                    "'%s' takes other arguments; see 'help'".formatted(words.getFirst()));
        }
        return words.subList(1, words.size());
    }

    private void use(String instanceName) {
        device = host.device(instanceName);
        port = partition.port(instanceName);
    }

    private void reset() {
        device.reset();
        enable(device);
    }

    /** What firmware does before anybody uses a device: without it there would be no DMA. */
    private void enable(HostedDevice any) {
        partition
                .port(any.instanceName())
                .write(
                        AccessPort.CONFIG,
                        TypeZeroHeaderRegisters.COMMAND,
                        Short.BYTES,
                        TypeZeroHeaderRegisters.COMMAND_IO_SPACE
                                | TypeZeroHeaderRegisters.COMMAND_MEMORY_SPACE
                                | TypeZeroHeaderRegisters.COMMAND_BUS_MASTER);
    }

    private void peek(List<String> arguments) {
        List<RegisterValue> values = device.registers();
        if (!arguments.isEmpty()) {
            RegisterAddress wanted = address(arguments.getFirst());
            values =
                    values.stream()
                            .filter(value -> value.bar() == wanted.bar())
                            .filter(value -> value.offset() == wanted.offset())
                            .toList();
            if (values.isEmpty()) {
                throw new ConsoleException(arguments.getFirst() + " stores nothing; 'read' it");
            }
        }
        values.forEach(
                value ->
                        out.printf(
                                "%d:0x%05x  %s  %s%n",
                                value.bar(),
                                value.offset(),
                                hex(value.value(), value.width()),
                                value.name()));
    }

    private void read(List<String> arguments) {
        RegisterAddress from = address(arguments.getFirst());
        out.println(hex(port.read(from.bar(), from.offset(), from.width()), from.width()));
    }

    private void write(List<String> arguments) {
        RegisterAddress to = address(arguments.get(0));
        port.write(to.bar(), to.offset(), to.width(), Numbers.parse(arguments.get(1)));
    }

    private void ram(List<String> arguments) {
        long address = Numbers.parse(arguments.getFirst(), partition.ram().byteSize());
        long rest = Math.min(LONGEST_DUMP, partition.ram().byteSize() - address);
        long length =
                arguments.size() > 1
                        ? Numbers.parse(arguments.get(1), rest)
                        : Math.min(4 * LINE, rest);
        dump(partition.ram().asSlice(address, length), address);
    }

    private void fill(List<String> arguments) {
        long size = partition.ram().byteSize();
        long address = Numbers.parse(arguments.get(0), size);
        long length = Numbers.parse(arguments.get(1), size - address);
        long value = Numbers.parse(arguments.get(2), 0xff);
        partition.ram().asSlice(address, length).fill((byte) value);
    }

    private void errors() {
        List<GuestErrors.Entry> entries = device.guestErrors();
        if (entries.isEmpty()) {
            out.println("none");
        }
        for (GuestErrors.Entry entry : entries) {
            out.printf(
                    "%d x %s, first at %d:0x%x/%d%n",
                    entry.count(),
                    entry.kind(),
                    entry.firstRegion(),
                    entry.firstAddress(),
                    entry.firstWidth());
        }
    }

    private RegisterAddress address(String text) {
        return RegisterAddress.parse(device.description(), text);
    }

    private void dump(MemorySegment bytes, long address) {
        for (long at = 0; at < bytes.byteSize(); at += LINE) {
            long length = Math.min(LINE, bytes.byteSize() - at);
            byte[] line = bytes.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
            out.printf("%06x: %s%n", address + at, HexFormat.ofDelimiter(" ").formatHex(line));
        }
    }

    private static String hex(long value, int width) {
        return "0x" + HexFormat.of().toHexDigits(value, 2 * width);
    }
}
