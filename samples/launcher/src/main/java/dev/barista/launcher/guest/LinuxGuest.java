package dev.barista.launcher.guest;

import dev.barista.launcher.device.DeviceCatalogue;
import dev.barista.launcher.device.DeviceSpec;
import dev.barista.qemu.Console;
import dev.barista.qemu.Guest;
import dev.barista.qemu.GuestKit;
import dev.barista.qemu.GuestTools;
import dev.barista.runtime.HdvHost;
import dev.barista.runtime.HostedDevice;
import dev.barista.vfiouser.VfioUserPartition;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Linux in QEMU, with devices of this process behind vfio-user sockets. For one thread. */
public final class LinuxGuest implements AutoCloseable {
    private final SocketFolder folder;
    private final HdvHost host;
    private final Guest guest;

    private LinuxGuest(SocketFolder folder, HdvHost host, Guest guest) {
        this.folder = folder;
        this.host = host;
        this.guest = guest;
    }

    /**
     * Opens the devices and boots Linux with them. The guest's PATH has the programs of every
     * {@link GuestTools} service on the module path.
     *
     * @throws IOException if the guest can't be booted; nothing is left behind
     */
    public static LinuxGuest boot(
            GuestKit kit, DeviceCatalogue catalogue, List<DeviceSpec> specs, Console console)
            throws IOException, InterruptedException {
        SocketFolder folder = new SocketFolder();
        HdvHost host = null;
        Guest guest = null;
        try {
            host = catalogue.open(VfioUserPartition.in(folder.path()), specs);
            Guest.Builder builder =
                    Guest.from(kit)
                            .console(console)
                            .programs(GuestTools.installed(LinuxGuest.class.getClassLoader()));
            for (HostedDevice device : host.devices()) {
                builder.vfioUserDevice(Path.of(host.address(device)));
            }
            guest = builder.boot();
            return new LinuxGuest(folder, host, guest);
        } finally {
            if (guest == null) {
                if (host != null) {
                    host.close();
                }
                folder.close();
            }
        }
    }

    /**
     * Executes a shell command in the guest.
     *
     * @param output gets each line as it comes
     * @return the command's exit code
     */
    public int execute(String command, Duration timeout, Consumer<String> output)
            throws IOException, InterruptedException {
        return guest.run(command, timeout, output);
    }

    /** Waits until the guest has ended by itself, and returns QEMU's exit status. */
    public int awaitEnd() throws InterruptedException {
        return guest.awaitEnd();
    }

    @Override
    public void close() throws IOException {
        try (folder;
                host) {
            guest.close();
        }
    }
}
