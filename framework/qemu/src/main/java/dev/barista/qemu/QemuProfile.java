package dev.barista.qemu;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A machine as QEMU is to make it: a q35 board with memory that vfio-user servers can map, an
 * IOMMU, a serial console, and a virtio-serial port for commands.
 *
 * <p>The IOMMU is there because the guest kernel's vfio-pci driver needs one. It passes addresses
 * of other drivers through unless the kernel's arguments say otherwise.
 *
 * @param memoryMib guest memory in MiB
 * @param kernel a Linux bzImage
 * @param kernelArguments the kernel's command line
 * @param vfioUserSockets servers of devices; each becomes a PCI function, in this order, behind
 *     those of {@code devices}, because QEMU makes devices that are written as JSON last
 * @param devices QEMU's own devices, each as the value of a {@code -device} option; those that are
 *     PCI functions get the slots from 00:01.0 on
 * @param controlSocket a listening UNIX socket that gets the port for commands
 * @param qmpSocket a listening UNIX socket that gets QEMU's management protocol
 */
public record QemuProfile(
        int memoryMib,
        Path kernel,
        Path initramfs,
        List<String> kernelArguments,
        List<Path> vfioUserSockets,
        List<String> devices,
        Accelerator accelerator,
        Console console,
        Path controlSocket,
        Path qmpSocket) {
    /** The name of the port for commands in the guest's /sys/class/virtio-ports. */
    static final String CONTROL_PORT = "barista.control";

    /** sizeof(sockaddr_un.sun_path) less its terminator: unix(7). */
    private static final int LONGEST_SOCKET_PATH = 107;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Copies the lists. */
    public QemuProfile {
        kernelArguments = List.copyOf(kernelArguments);
        vfioUserSockets = List.copyOf(vfioUserSockets);
        devices = List.copyOf(devices);
    }

    /**
     * QEMU's arguments for this machine. Depends on nothing but the profile.
     *
     * @throws GuestException when a socket's path is longer than UNIX allows
     */
    public List<String> arguments() throws GuestException {
        List<String> arguments = new ArrayList<>();
        addLifecycle(arguments);
        addBoard(arguments);
        addConsole(arguments);
        addConnection(arguments, "qmp", qmpSocket);
        add(arguments, "-qmp", "chardev:qmp");
        for (String device : devices) {
            add(arguments, "-device", device);
        }
        for (Path socket : vfioUserSockets) {
            add(arguments, "-device", vfioUserDevice(pathOf(socket)));
        }
        addControlPort(arguments);
        return List.copyOf(arguments);
    }

    private static void addLifecycle(List<String> arguments) {
        arguments.addAll(List.of("-nodefaults", "-no-user-config", "-display", "none"));
        // A guest that reboots or panics ends; and no guest outlives this process, however it ends.
        arguments.add("-no-reboot");
        add(arguments, "-run-with", "exit-with-parent=on");
    }

    private void addBoard(List<String> arguments) {
        add(arguments, "-accel", accelerator.option());
        add(arguments, "-cpu", accelerator.processor());
        add(arguments, "-machine", "q35,memory-backend=memory");
        add(arguments, "-m", memoryMib + "M");
        // Shared and with a file descriptor: what a vfio-user server needs to map guest memory.
        add(
                arguments,
                "-object",
                "memory-backend-memfd,id=memory,share=on,size=" + memoryMib + "M");
        add(arguments, "-kernel", kernel.toString());
        add(arguments, "-initrd", initramfs.toString());
        add(arguments, "-append", String.join(" ", kernelArguments));
        // caching-mode tells the guest to report new mappings too, which vfio-user servers need.
        add(arguments, "-device", "intel-iommu,intremap=off,caching-mode=on");
    }

    private void addConsole(List<String> arguments) {
        // signal=off: Ctrl-C belongs to the guest's shell.
        String monitor = console == Console.TERMINAL ? ",mux=on" : "";
        add(arguments, "-chardev", "stdio,id=console,signal=off" + monitor);
        add(arguments, "-serial", "chardev:console");
        if (console == Console.TERMINAL) {
            add(arguments, "-monitor", "chardev:console");
        }
    }

    private void addControlPort(List<String> arguments) throws GuestException {
        addConnection(arguments, "control", controlSocket);
        // The last slot but the chipset's, so that the first ones are left to the devices.
        add(arguments, "-device", "virtio-serial-pci,id=serial,addr=1e.0");
        add(
                arguments,
                "-device",
                "virtserialport,bus=serial.0,chardev=control,name=" + CONTROL_PORT);
    }

    private static void addConnection(List<String> arguments, String id, Path socket)
            throws GuestException {
        // -chardev knows no JSON; in its own syntax a comma in a value is doubled.
        String path = pathOf(socket).replace(",", ",,");
        add(arguments, "-chardev", "socket,id=" + id + ",path=" + path);
    }

    private static void add(List<String> arguments, String option, String value) {
        arguments.add(option);
        arguments.add(value);
    }

    private static String vfioUserDevice(String path) {
        Map<String, Object> device = new LinkedHashMap<>();
        device.put("driver", "vfio-user-pci");
        device.put("socket", new TreeMap<>(Map.of("type", "unix", "path", path)));
        return JSON.writeValueAsString(device);
    }

    private static String pathOf(Path socket) throws GuestException {
        String path = socket.toString();
        int length = path.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_SOCKET_PATH) {
            throw new GuestException(
                    "the socket path %s has %d bytes and UNIX allows %d; choose a shorter one"
                            .formatted(path, length, LONGEST_SOCKET_PATH));
        }
        return path;
    }
}
