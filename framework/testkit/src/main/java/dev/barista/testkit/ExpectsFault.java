package dev.barista.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test that makes its device's code throw. It fails if the device has not been faulted once. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ExpectsFault {
    /** What the device's code throws. */
    Class<? extends Throwable> value() default Throwable.class;
}
