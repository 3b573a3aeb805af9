/** A small Linux guest in QEMU: {@link dev.barista.qemu}. */
module dev.barista.qemu {
    requires transitive dev.barista.compute;
    requires static transitive org.jspecify;
    requires org.apache.commons.compress;
    requires org.tukaani.xz;
    requires tools.jackson.databind;

    exports dev.barista.qemu;

    provides dev.barista.compute.ComputeProvider with
            dev.barista.qemu.QemuProvider;

    uses dev.barista.qemu.GuestTools;
}
