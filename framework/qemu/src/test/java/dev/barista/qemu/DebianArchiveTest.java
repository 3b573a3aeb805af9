package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebianArchiveTest {
    @Test
    void theHostsFirstDebianMirrorIsTaken() {
        String addresses =
                """
                http://deb.example.org/debian-security/
                http://deb.example.org/debian/
                https://other.example.org/debian
                """;

        assertThat(DebianArchive.hostMirror(addresses)).contains("http://deb.example.org/debian/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://archive.ubuntu.com/ubuntu/",
                "mirror+file:/etc/apt/mirrors/debian.list",
                "http://security.debian.org/debian-security"
            })
    void aHostWithoutADebianMirrorHasNone(String addresses) {
        assertThat(DebianArchive.hostMirror(addresses)).isEmpty();
    }

    @Test
    void sizesAreThoseOfTheFilesAptNames() {
        String printed =
                """
                'http://a/p_1_amd64.deb' p_1_amd64.deb 49432 MD5Sum:8c82
                some other line 7 of text
                'http://a/q_1%3a2.deb' q_1%3a2_amd64.deb 2850108 SHA256:3cf6
                """;

        assertThat(DebianArchive.totalSize(printed)).isEqualTo(49432 + 2850108);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "W: GPG error: x InRelease: the public key is not available: NO_PUBKEY 6ED0E7B8",
                "W: GPG error: x InRelease: signatures were invalid: EXPKEYSIG 6ED0E7B8 Debian",
                "E: The repository 'http://a trixie InRelease' is not signed."
            })
    void complaintsAboutKeysAreRecognised(String errors) {
        assertThat(DebianArchive.isAboutKeys(errors)).isTrue();
    }

    @Test
    void otherComplaintsAreNotAboutKeys() {
        assertThat(DebianArchive.isAboutKeys("E: Failed to fetch http://a/InRelease")).isFalse();
    }
}
