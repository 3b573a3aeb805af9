package dev.barista.benchmarks.dispatch.alternatives;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** {@link MethodTable}: the method that answers reads of an offset. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface ReadAt {
    /** Byte offset. */
    int value();

    /** For methods with an index: how many registers. */
    int count() default 1;

    /** Bytes from one to the next. */
    int stride() default 4;
}
