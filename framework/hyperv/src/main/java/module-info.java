/** Hyper-V as a provider of virtual machines, and devices in them. */
module dev.barista.hyperv {
    requires transitive dev.barista.compute;
    requires transitive dev.barista.runtime;
    requires static org.jspecify;
    requires tools.jackson.core;

    exports dev.barista.hyperv;
    exports dev.barista.hyperv.compute;
    exports dev.barista.hyperv.error;
    exports dev.barista.hyperv.hdv;
    exports dev.barista.hyperv.network;
    exports dev.barista.hyperv.probe;
    exports dev.barista.hyperv.storage;

    provides dev.barista.compute.ComputeProvider with
            dev.barista.hyperv.HyperVProvider;
}
