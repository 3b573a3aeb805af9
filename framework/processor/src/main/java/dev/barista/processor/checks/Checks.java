package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredBits;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.spi.PciDevice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.util.Elements;

/** All checks. One object sees all rounds of a compilation. */
public final class Checks {
    private final Findings findings;
    private final Elements elements;
    private final List<DeviceCheck> deviceChecks;
    private final BitsCheck bitsCheck = new BitsCheck();
    private final ModuleCheck moduleCheck = new ModuleCheck();
    private final Map<String, String> classesByName = new HashMap<>();

    /** Checks that report to a compilation's findings. */
    public Checks(ProcessingEnvironment environment, Findings findings) {
        this.findings = findings;
        this.elements = environment.getElementUtils();
        List<DeviceCheck> checks =
                new ArrayList<>(
                        List.of(
                                new ClassCheck(),
                                new IdentityCheck(),
                                new BarCheck(),
                                new RegisterCheck(),
                                new PlaceCheck(),
                                new MappedCheck(),
                                new MaskCheck(),
                                new HookCheck(),
                                new GuardCheck(),
                                new StateCheck(environment.getTypeUtils(), elements),
                                new ParameterCheck(),
                                new LifecycleCheck(),
                                new InterruptCheck(),
                                new CapabilityCheck()));
        findings.trees().map(SourceCheck::new).ifPresent(checks::add);
        this.deviceChecks = List.copyOf(checks);
    }

    /** Reports what is wrong with a device; answers whether nothing is. */
    public boolean check(DeclaredDevice device) {
        int before = findings.count();
        String name = device.annotation().name();
        String other = classesByName.putIfAbsent(name, device.className());
        if (other != null) {
            findings.add(
                    Problem.DEVICE_NAME_TAKEN,
                    Where.of(device.element(), PciDevice.class, "name"),
                    "%s and %s are both named '%s'; rename one of them"
                            .formatted(other, device.className(), name));
        }
        deviceChecks.forEach(check -> check.check(device, findings));
        return findings.count() == before;
    }

    /** Reports what is wrong with a layout; answers whether nothing is. */
    public boolean check(DeclaredBits bits, String packageName) {
        int before = findings.count();
        bitsCheck.check(bits, packageName, findings);
        return findings.count() == before;
    }

    /** Reports annotations of a round that have no effect. */
    public void checkRound(RoundEnvironment round) {
        moduleCheck.note(round);
        StrayCheck.check(round, findings);
    }

    /** Reports a device that its module does not provide; for the last round. */
    public void checkProvided(DeclaredDevice device) {
        moduleCheck.check(device, elements, findings);
    }
}
