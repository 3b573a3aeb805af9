package dev.barista.qemu;

/**
 * A loadable module of the guest's kernel.
 *
 * @param name as modprobe takes it
 * @param parameters in the form {@code name=value}, separated by spaces; may be empty
 */
public record KernelModule(String name, String parameters) {
    /** The module without parameters. */
    public KernelModule(String name) {
        this(name, "");
    }
}
