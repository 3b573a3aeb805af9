package dev.barista.hyperv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.compute.Availability;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class HyperVProviderTest {
    @TempDir Path folder;

    @Test
    void anotherOperatingSystemIsNamedWithWhatToUseInstead() {
        Availability availability = new HyperVProvider("Linux", folder).availability();

        assertThat(availability)
                .isEqualTo(
                        new Availability.Unavailable(
                                "Hyper-V is a part of Windows, and this is Linux",
                                "use the vfio-user partition with QEMU, or the in-process one"));
    }

    @Test
    void aMissingLibraryIsNamedWithItsFolder() {
        Availability availability = new HyperVProvider("Windows 11", folder).availability();

        assertThat(availability)
                .isInstanceOfSatisfying(
                        Availability.Unavailable.class,
                        why ->
                                assertThat(why.reason())
                                        .isEqualTo("computecore.dll is not in " + folder));
    }

    @Test
    void aFileThatIsNoLibraryIsAMissingLibrary() throws IOException {
        Files.writeString(folder.resolve("computecore.dll"), "not a library");

        Availability availability = new HyperVProvider("Windows 11", folder).availability();

        assertThat(availability)
                .isInstanceOfSatisfying(
                        Availability.Unavailable.class,
                        why -> assertThat(why.reason()).startsWith("computecore.dll"));
    }
}
