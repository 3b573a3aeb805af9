package dev.barista.qemu;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** How QEMU executes the guest's instructions. */
public enum Accelerator {
    /** The host's virtualisation. */
    KVM("kvm", "host"),
    /** QEMU's emulation, available everywhere. */
    TCG("tcg", "max");

    private static final Pattern VIRTUALISATION =
            Pattern.compile("^flags\\s*:.*\\b(vmx|svm)\\b", Pattern.MULTILINE);

    private final String option;
    private final String processor;

    Accelerator(String option, String processor) {
        this.option = option;
        this.processor = processor;
    }

    /** Its name on QEMU's command line. */
    String option() {
        return option;
    }

    /** The processor model with all it can do. */
    String processor() {
        return processor;
    }

    /** The fastest one that works on this host. */
    public static Accelerator ofHost() {
        try {
            return of(Files.readString(Path.of("/proc/cpuinfo")), opens(Path.of("/dev/kvm")));
        } catch (IOException e) {
            return TCG;
        }
    }

    /**
     * The device file alone doesn't tell: on some hosts it opens although the processor offers no
     * virtualisation.
     */
    static Accelerator of(String cpuinfo, boolean deviceOpens) {
        return deviceOpens && VIRTUALISATION.matcher(cpuinfo).find() ? KVM : TCG;
    }

    private static boolean opens(Path device) {
        try (FileInputStream stream = new FileInputStream(device.toFile())) {
            return stream.getFD().valid();
        } catch (IOException e) {
            return false;
        }
    }
}
