/** Serves devices to QEMU and other vfio-user clients over UNIX sockets. Linux only. */
module dev.barista.vfiouser {
    requires transitive dev.barista.runtime;
    requires static transitive org.jspecify;
    requires tools.jackson.core;

    exports dev.barista.vfiouser;
    exports dev.barista.vfiouser.protocol;
    exports dev.barista.vfiouser.supervision;
}
