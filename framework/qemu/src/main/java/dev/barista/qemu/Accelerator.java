package dev.barista.qemu;

import dev.barista.compute.Availability;

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

    private static final String SLOWER = "guests are emulated, which is slower";

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
        return kvm() instanceof Availability.Available ? KVM : TCG;
    }

    /** Whether this host's virtualisation can be used. */
    static Availability kvm() {
        try {
            return kvm(Files.readString(Path.of("/proc/cpuinfo")), opens(Path.of("/dev/kvm")));
        } catch (IOException e) {
            return new Availability.Unavailable("this host has no /proc/cpuinfo", SLOWER);
        }
    }

    /**
     * The device file alone doesn't tell: on some hosts it opens although the processor offers no
     * virtualisation.
     */
    static Availability kvm(String cpuinfo, boolean deviceOpens) {
        if (!deviceOpens) {
            return new Availability.Unavailable("it is not there or does not open", SLOWER);
        }
        return VIRTUALISATION.matcher(cpuinfo).find()
                ? new Availability.Available("it opens, and the processor has virtualisation")
                : new Availability.Unavailable(
                        "it opens, but the processor offers no virtualisation", SLOWER);
    }

    private static boolean opens(Path device) {
        try (FileInputStream stream = new FileInputStream(device.toFile())) {
            return stream.getFD().valid();
        } catch (IOException e) {
            return false;
        }
    }
}
