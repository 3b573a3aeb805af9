package dev.barista.standins;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test class that runs against the stand-in libraries: with every build on this machine's
 * JVM, and once more on a Windows JVM under Wine ({@link StandInSuite}). Each test finds them as
 * they are at first, gets {@link StandIns} as a parameter, and fails if it has not given back
 * handles, strings or operations. The property {@code barista.hyperv.libraries} names their folder.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag(StandInTest.TAG)
@ExtendWith(StandInExtension.class)
public @interface StandInTest {
    /** What JUnit selects these tests by. */
    String TAG = "stand-in";
}
