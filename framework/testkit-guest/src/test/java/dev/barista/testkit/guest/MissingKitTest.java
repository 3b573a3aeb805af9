package dev.barista.testkit.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.testkit.RequiredParts;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What becomes of a class on a machine that can't have the guest kit. */
class MissingKitTest {
    private final Map<String, String> before = new TreeMap<>();

    @TempDir Path folder;

    @GuestTest(devices = @GuestDevice(CountingDevice.class))
    static final class NeedsAGuest {
        @Test
        void test() {}
    }

    @BeforeEach
    void haveNoKit() throws Exception {
        // Nobody can have a cache in a file.
        set("barista.cache", Files.createFile(folder.resolve("file")).toString());
        set(RequiredParts.PROPERTY, "");
    }

    @AfterEach
    void restore() {
        before.forEach(System::setProperty);
    }

    @Test
    void itIsSkippedWithTheReason() {
        TestRun run = TestRun.of(NeedsAGuest.class);

        assertThat(run.started()).isZero();
        assertThat(run.classSkipped()).hasMessageStartingWith("no guest: ");
    }

    @Test
    void itFailsWhereAllPartsAreRequired() {
        System.setProperty(RequiredParts.PROPERTY, "all");

        TestRun run = TestRun.of(NeedsAGuest.class);

        assertThat(run.started()).isZero();
        assertThat(run.classFailure())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("barista.require=all");
    }

    private void set(String property, String value) {
        before.put(property, System.getProperty(property, ""));
        System.setProperty(property, value);
    }
}
