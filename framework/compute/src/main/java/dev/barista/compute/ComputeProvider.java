package dev.barista.compute;

/** What runs virtual machines on one kind of host; found by {@link java.util.ServiceLoader}. */
public interface ComputeProvider {
    /** What people call it: {@code hyperv}, {@code qemu}. */
    String name();

    /** Whether it can be used on this machine, looked up anew each time. Changes nothing. */
    Availability availability();
}
