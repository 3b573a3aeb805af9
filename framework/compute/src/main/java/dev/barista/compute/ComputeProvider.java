package dev.barista.compute;

import java.util.List;

/** What runs virtual machines on one kind of host; found by {@link java.util.ServiceLoader}. */
public interface ComputeProvider {
    /** What people call it: {@code hyperv}, {@code qemu}. */
    String name();

    /** Whether it can be used on this machine, looked up anew each time. Changes nothing. */
    Availability availability();

    /**
     * All that it looked at on this machine, one by one, what is needed first. Changes nothing; may
     * take a second.
     */
    List<Finding> findings();
}
