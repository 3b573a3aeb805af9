package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A PCI function: the class that carries it is a device type, named by {@link #name}.
 *
 * <p>The class is {@code final}, extends {@link PciFunction} and has a constructor {@code
 * (DeviceContext)} that is not private. The identity fields are those of the type 0 configuration
 * header (PCI Local Bus 3.0, section 6.2.1).
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface PciDevice {
    /** What the device is called on command lines: lower-case letters, digits and dashes. */
    String name();

    /** Vendor ID, 0 to 0xfffe. */
    int vendorId();

    /** Device ID, 0 to 0xffff. */
    int deviceId();

    /** Revision ID, 0 to 0xff. */
    int revision() default 0;

    /** Base class, sub-class and programming interface as one number, {@code 0xBB_SS_PP}. */
    int classCode();

    /** Subsystem vendor ID; 0 stands for none. */
    int subsystemVendorId() default 0;

    /** Subsystem ID. */
    int subsystemId() default 0;

    /** One line for people, shown by {@code barista devices}. */
    String description() default "";

    /** Which thread executes the device's events. */
    Dispatch dispatch() default Dispatch.CALLER;

    /** Whether the device can be saved and restored; if not, its state needs no annotation. */
    boolean saveable() default true;
}
