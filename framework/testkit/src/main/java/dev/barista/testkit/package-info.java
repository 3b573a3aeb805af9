/**
 * Tests of devices.
 *
 * <p>{@link dev.barista.testkit.DeviceTest} hosts a device in the test's own process, with nothing
 * left to chance: time passes when the test says so, offloaded work runs when the test says so, and
 * interrupts are recorded. The test is the {@link dev.barista.testkit.Driver} of the device. {@link
 * dev.barista.testkit.DeviceContract} is a set of tests that every device passes, and {@link
 * dev.barista.testkit.RegisterFuzzer} makes accesses up from a device's own register map, which
 * {@link dev.barista.testkit.DeviceFuzzer} does to a device for a coverage-guided fuzzer.
 *
 * <p>What this package does not do: it measures no speed, and the driver's view is that of a single
 * processor; contention for a device is the runtime's own test.
 */
@NullMarked
package dev.barista.testkit;

import org.jspecify.annotations.NullMarked;
