/** Hyper-V as a provider of virtual machines. */
module dev.barista.hyperv {
    requires transitive dev.barista.compute;
    requires static org.jspecify;

    exports dev.barista.hyperv;
    exports dev.barista.hyperv.error;

    provides dev.barista.compute.ComputeProvider with
            dev.barista.hyperv.HyperVProvider;
}
