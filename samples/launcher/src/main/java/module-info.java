/** The {@code barista} command: {@link dev.barista.launcher}. */
module dev.barista.launcher {
    requires dev.barista.compute;
    requires dev.barista.hyperv;
    requires dev.barista.qemu;
    requires dev.barista.runtime;
    requires dev.barista.vfiouser;
    requires info.picocli;
    requires static org.jspecify;
    requires tools.jackson.databind;

    // picocli fills annotated fields by reflection.
    opens dev.barista.launcher to
            info.picocli;

    uses dev.barista.compute.ComputeProvider;

    provides java.lang.System.LoggerFinder with
            dev.barista.launcher.ConsoleLogs;
}
