package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.model.DeclaredDevice;

/** Looks at one side of a device's declaration. */
interface DeviceCheck {
    /** Reports what is wrong. */
    void check(DeclaredDevice device, Findings findings);
}
