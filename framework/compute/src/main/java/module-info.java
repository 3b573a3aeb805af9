/** Whole virtual machines, whichever hypervisor runs them: what providers offer. */
module dev.barista.compute {
    requires static transitive org.jspecify;

    exports dev.barista.compute;
}
