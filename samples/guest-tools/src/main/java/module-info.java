/** Programs that drive devices from inside a Linux guest: {@link dev.barista.guesttools}. */
module dev.barista.guesttools {
    requires static transitive org.jspecify;
    requires transitive dev.barista.qemu;

    exports dev.barista.guesttools;

    provides dev.barista.qemu.GuestTools with
            dev.barista.guesttools.DeviceTools;
}
