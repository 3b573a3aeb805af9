package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.compute.Availability;
import dev.barista.compute.Finding;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;

class QemuProviderTest {
    private static final String CACHE = "barista.cache";

    private final Optional<String> before = Optional.ofNullable(System.getProperty(CACHE));

    @AfterEach
    void restore() {
        before.ifPresentOrElse(
                cache -> System.setProperty(CACHE, cache), () -> System.clearProperty(CACHE));
    }

    @Test
    void withoutAKitItSaysWhereItLookedAndHowToGetOne(@TempDir Path cache) {
        System.setProperty(CACHE, cache.toString());
        QemuProvider provider = new QemuProvider();

        assertThat(provider.findings())
                .contains(
                        new Finding(
                                "guest kit",
                                new Availability.Unavailable(
                                        "it is not in the cache, " + cache.resolve("guest-1"),
                                        "run 'barista guest fetch'")))
                .extracting(Finding::subject)
                .containsExactly("host", "guest kit", "QEMU", "/dev/kvm");
        assertThat(provider.availability()).isInstanceOf(Availability.Unavailable.class);
    }
}
