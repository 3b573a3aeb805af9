package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

class QemuProfileTest {
    private static final Path SOCKET = Path.of("/run/edu.sock");

    @Test
    void aProfileBecomesThisCommandLine() throws Exception {
        assertThat(profile(List.of(SOCKET), Accelerator.TCG, Console.CAPTURED).arguments())
                .containsExactly(
                        "-nodefaults",
                        "-no-user-config",
                        "-display",
                        "none",
                        "-no-reboot",
                        "-run-with",
                        "exit-with-parent=on",
                        "-accel",
                        "tcg",
                        "-cpu",
                        "max",
                        "-machine",
                        "q35,memory-backend=memory",
                        "-m",
                        "256M",
                        "-object",
                        "memory-backend-memfd,id=memory,share=on,size=256M",
                        "-kernel",
                        "/kit/vmlinuz",
                        "-initrd",
                        "/kit/system.cpio",
                        "-append",
                        "console=ttyS0 quiet",
                        "-device",
                        "intel-iommu,intremap=off,caching-mode=on",
                        "-chardev",
                        "stdio,id=console,signal=off",
                        "-serial",
                        "chardev:console",
                        "-chardev",
                        "socket,id=qmp,path=/tmp/a/qmp",
                        "-qmp",
                        "chardev:qmp",
                        "-device",
                        "edu,dma_mask=0xffff",
                        "-device",
                        "{\"driver\":\"vfio-user-pci\",\"socket\":"
                                + "{\"path\":\"/run/edu.sock\",\"type\":\"unix\"}}",
                        "-chardev",
                        "socket,id=control,path=/tmp/a/control",
                        "-device",
                        "virtio-serial-pci,id=serial,addr=1e.0",
                        "-device",
                        "virtserialport,bus=serial.0,chardev=control,name=barista.control");
    }

    @Test
    void kvmGetsTheHostsProcessor() throws Exception {
        assertThat(profile(List.of(), Accelerator.KVM, Console.CAPTURED).arguments())
                .containsSequence("-accel", "kvm", "-cpu", "host");
    }

    @Test
    void aTerminalIsSharedWithQemusMonitor() throws Exception {
        assertThat(profile(List.of(), Accelerator.TCG, Console.TERMINAL).arguments())
                .containsSequence(
                        "-chardev",
                        "stdio,id=console,signal=off,mux=on",
                        "-serial",
                        "chardev:console",
                        "-monitor",
                        "chardev:console");
    }

    @Test
    void everySocketBecomesADeviceInOrder() throws Exception {
        List<Path> sockets = List.of(Path.of("/run/b"), Path.of("/run/a"));

        assertThat(profile(sockets, Accelerator.TCG, Console.CAPTURED).arguments())
                .filteredOn(argument -> argument.contains("vfio-user-pci"))
                .hasSize(2)
                .first()
                .asString()
                .contains("/run/b");
    }

    @Test
    void quotesAndCommasInASocketPathKeepTheirMeaning() throws Exception {
        Path strange = Path.of("/run/a,b\"c");

        assertThat(profile(List.of(strange), Accelerator.TCG, Console.CAPTURED).arguments())
                .contains(
                        "{\"driver\":\"vfio-user-pci\",\"socket\":"
                                + "{\"path\":\"/run/a,b\\\"c\",\"type\":\"unix\"}}");
    }

    @Test
    void commasInTheControlSocketsPathAreDoubled() throws Exception {
        QemuProfile profile =
                new QemuProfile(
                        256,
                        Path.of("/kit/vmlinuz"),
                        Path.of("/kit/system.cpio"),
                        List.of(),
                        List.of(),
                        List.of(),
                        Accelerator.TCG,
                        Console.CAPTURED,
                        Path.of("/tmp/a,b/control"),
                        Path.of("/tmp/a,b/qmp"));

        assertThat(profile.arguments()).contains("socket,id=control,path=/tmp/a,,b/control");
    }

    @Test
    void aSocketPathOf107BytesIsAccepted() throws Exception {
        Path longest = Path.of("/" + "a".repeat(106));

        assertThat(profile(List.of(longest), Accelerator.TCG, Console.CAPTURED).arguments())
                .anyMatch(argument -> argument.contains(longest.toString()));
    }

    @Test
    void aSocketPathOf108BytesIsRefusedWithItsLength() {
        // 107 characters, one of which takes two bytes.
        Path tooLong = Path.of("/" + "a".repeat(105) + "ä");

        assertThatThrownBy(
                        () ->
                                profile(List.of(tooLong), Accelerator.TCG, Console.CAPTURED)
                                        .arguments())
                .isInstanceOf(GuestException.class)
                .hasMessageEndingWith("has 108 bytes and UNIX allows 107; choose a shorter one");
    }

    private static QemuProfile profile(
            List<Path> sockets, Accelerator accelerator, Console console) {
        return new QemuProfile(
                256,
                Path.of("/kit/vmlinuz"),
                Path.of("/kit/system.cpio"),
                List.of("console=ttyS0", "quiet"),
                sockets,
                List.of("edu,dma_mask=0xffff"),
                accelerator,
                console,
                Path.of("/tmp/a/control"),
                Path.of("/tmp/a/qmp"));
    }
}
