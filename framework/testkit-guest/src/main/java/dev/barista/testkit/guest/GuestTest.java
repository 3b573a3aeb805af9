package dev.barista.testkit.guest;

import dev.barista.qemu.GuestTools;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The tests of the class share a Linux guest in QEMU, which is booted before the first of them and
 * ended after the last one, whatever comes between. Nested classes share it too, unless they have
 * this annotation themselves.
 *
 * <p>The test's methods and constructor may take the {@link RunningGuest}, the {@link
 * dev.barista.runtime.HdvHost} of {@link #devices}, and, if there is exactly one of them, its
 * {@link dev.barista.runtime.HostedDevice}, in any order.
 *
 * <p>A test fails if it made a device fault, unless it {@link dev.barista.testkit.ExpectsFault}.
 * Where QEMU and Linux can't be had, the class is skipped with the reason, or fails, as {@link
 * dev.barista.testkit.RequiredParts} says. All these tests have the tag {@code guest}.
 *
 * <p>The devices are served from the test's own process, which calls native code: give its JVM
 * {@code --enable-native-access=ALL-UNNAMED}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("guest")
@ExtendWith(GuestTestExtension.class)
public @interface GuestTest {
    /**
     * Devices of this process, whose PCI addresses are 0000:00:01.0, 0000:00:02.0 and so on in this
     * order, after those of {@link #qemuDevices}. {@link RunningGuest#address} tells them.
     */
    GuestDevice[] devices() default {};

    /**
     * QEMU's own PCI devices, each as the value of a {@code -device} option, such as {@code edu}.
     */
    String[] qemuDevices() default {};

    /** What brings the programs that the guest has in its PATH besides busybox. */
    Class<? extends GuestTools>[] programs() default {};

    /** The guest's memory in MiB. */
    int memoryMib() default 256;

    /** How long a command may take, in seconds; the guest then kills it and the test fails. */
    int commandSeconds() default 120;
}
