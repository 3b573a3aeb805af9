package dev.barista.launcher.guest;

import dev.barista.qemu.Console;
import dev.barista.qemu.Guest;
import dev.barista.qemu.GuestKit;
import dev.barista.qemu.GuestTools;
import dev.barista.runtime.HdvHost;
import dev.barista.runtime.HostedDevice;

import java.io.IOException;
import java.nio.file.Path;

/** Linux in QEMU, with devices of this process. */
public final class LinuxGuest {
    private LinuxGuest() {}

    /**
     * Boots Linux with the devices of a host, which are behind vfio-user sockets. The guest's PATH
     * has the programs of every {@link GuestTools} service on the module path.
     *
     * @throws IOException if the guest can't be booted; nothing is left behind
     */
    public static Guest boot(GuestKit kit, HdvHost host, Console console)
            throws IOException, InterruptedException {
        Guest.Builder builder =
                Guest.from(kit)
                        .console(console)
                        .programs(GuestTools.installed(LinuxGuest.class.getClassLoader()));
        for (HostedDevice device : host.devices()) {
            builder.vfioUserDevice(Path.of(host.address(device)));
        }
        return builder.boot();
    }
}
