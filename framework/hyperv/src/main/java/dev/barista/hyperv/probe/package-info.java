/**
 * What Hyper-V of a machine really does: a throw-away virtual machine with a device that writes
 * down what it is asked, and a report of it, for people who can't look at that machine.
 *
 * <p>What this package does not do: it boots no operating system, so drivers are not tried, and it
 * measures nothing.
 */
@NullMarked
package dev.barista.hyperv.probe;

import org.jspecify.annotations.NullMarked;
