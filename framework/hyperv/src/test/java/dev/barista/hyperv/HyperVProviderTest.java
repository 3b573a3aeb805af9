package dev.barista.hyperv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.compute.Availability;
import dev.barista.hyperv.ffi.HostLibrary;
import dev.barista.hyperv.ffi.Libraries;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class HyperVProviderTest {
    @TempDir Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anotherOperatingSystemIsNamedWithWhatToUseInstead() {
        Availability availability = new HyperVProvider(Libraries.nowhere()).availability();

        assertThat(availability)
                .isEqualTo(
                        new Availability.Unavailable(
                                "Hyper-V is a part of Windows, and this is "
                                        + System.getProperty("os.name"),
                                "use the vfio-user partition with QEMU, or the in-process one"));
    }

    @Test
    void aMissingLibraryIsNamedWithItsFolder() {
        assertThat(reason(folder))
                .isEqualTo(HostLibrary.COMPUTE_CORE.fileName() + " is not in " + folder);
    }

    @Test
    void aFileThatIsNoLibraryIsNamedToo() throws IOException {
        Files.writeString(folder.resolve(HostLibrary.COMPUTE_CORE.fileName()), "not a library");

        assertThat(reason(folder))
                .isEqualTo(
                        HostLibrary.COMPUTE_CORE.fileName() + " in " + folder + " can't be loaded");
    }

    private static String reason(Path folder) {
        Availability availability = new HyperVProvider(Libraries.in(folder)).availability();

        assertThat(availability).isInstanceOf(Availability.Unavailable.class);
        return ((Availability.Unavailable) availability).reason();
    }
}
