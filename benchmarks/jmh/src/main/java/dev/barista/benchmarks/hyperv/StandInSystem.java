package dev.barista.benchmarks.hyperv;

import dev.barista.hyperv.compute.ComputeSystem;

/**
 * A machine of the stand-ins that is off: the device's host needs one, and its callbacks do not.
 */
final class StandInSystem {
    private static final String DOCUMENT =
            """
            {"SchemaVersion": {"Major": 2, "Minor": 1}, "Owner": "benchmark", "VirtualMachine": {}}\
            """;

    private StandInSystem() {}

    /** Creates it; it is gone when it is terminated. */
    static ComputeSystem create() {
        return ComputeSystem.create("benchmark", DOCUMENT).join();
    }

    /** Ends it. */
    static void end(ComputeSystem system) {
        system.terminate().join();
        system.close();
    }
}
