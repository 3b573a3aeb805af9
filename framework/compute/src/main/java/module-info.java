/** Whole virtual machines, whichever hypervisor runs them: what providers offer, and documents. */
module dev.barista.compute {
    requires static transitive java.compiler;
    requires static transitive org.jspecify;
    requires tools.jackson.core;

    exports dev.barista.compute;
    exports dev.barista.compute.schema;
    exports dev.barista.network.schema;
    exports dev.barista.schema;
}
