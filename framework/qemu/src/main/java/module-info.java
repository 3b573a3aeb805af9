/** A small Linux guest in QEMU: {@link dev.barista.qemu}. */
module dev.barista.qemu {
    requires static transitive org.jspecify;
    requires org.apache.commons.compress;
    requires org.tukaani.xz;
    requires tools.jackson.databind;

    exports dev.barista.qemu;

    uses dev.barista.qemu.GuestTools;
}
