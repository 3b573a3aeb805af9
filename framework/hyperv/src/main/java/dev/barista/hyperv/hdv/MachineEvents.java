package dev.barista.hyperv.hdv;

/** What happens to the machine that a device is in, on threads of the platform. */
interface MachineEvents {
    /** Virtual processors are about to run. */
    void runs();

    /** Virtual processors are about to stop. */
    void stands();

    /** The machine or the host goes away. */
    void ended();
}
