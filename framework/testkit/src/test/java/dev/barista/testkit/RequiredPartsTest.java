package dev.barista.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.opentest4j.TestAbortedException;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class RequiredPartsTest {
    @Test
    void aPartThatIsThereIsNoMatter() {
        assertThatCode(() -> RequiredParts.require(true, "no QEMU")).doesNotThrowAnyException();
    }

    @Test
    void aMissingPartSkipsTheTestWithItsReason() {
        assertThatThrownBy(() -> requiring("", () -> RequiredParts.require(false, "no QEMU")))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("no QEMU");
    }

    @Test
    void aMissingPartFailsTheTestWhereAllAreRequired() {
        Exception cause = new Exception("no network");

        assertThatThrownBy(
                        () ->
                                requiring(
                                        "all",
                                        () -> {
                                            throw RequiredParts.missing("no QEMU", cause);
                                        }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("no QEMU (a failure because barista.require=all)")
                .hasCause(cause);
    }

    private static void requiring(String what, Runnable test) {
        String before = System.getProperty(RequiredParts.PROPERTY);
        System.setProperty(RequiredParts.PROPERTY, what);
        try {
            test.run();
        } finally {
            if (before == null) {
                System.clearProperty(RequiredParts.PROPERTY);
            } else {
                System.setProperty(RequiredParts.PROPERTY, before);
            }
            assertThat(System.getProperty(RequiredParts.PROPERTY)).isEqualTo(before);
        }
    }
}
