package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.compute.Availability;

import org.junit.jupiter.api.Test;

class AcceleratorTest {
    @Test
    void intelVirtualisationWithADeviceThatOpensGivesKvm() {
        assertThat(Accelerator.kvm("flags\t\t: fpu vmx sse\n", true))
                .isInstanceOf(Availability.Available.class);
    }

    @Test
    void amdVirtualisationWithADeviceThatOpensGivesKvm() {
        assertThat(Accelerator.kvm("processor : 0\nflags\t\t: fpu svm\n", true))
                .isInstanceOf(Availability.Available.class);
    }

    @Test
    void aDeviceThatOpensWithoutVirtualisationGivesNone() {
        assertThat(Accelerator.kvm("flags\t\t: fpu sse\n", true))
                .isEqualTo(
                        new Availability.Unavailable(
                                "it opens, but the processor offers no virtualisation",
                                "guests are emulated, which is slower"));
    }

    @Test
    void virtualisationWithoutTheDeviceGivesNone() {
        assertThat(Accelerator.kvm("flags\t\t: fpu vmx\n", false))
                .isInstanceOf(Availability.Unavailable.class);
    }

    @Test
    void onlyProcessorFlagsCount() {
        assertThat(Accelerator.kvm("model name\t: vmx\nvmx flags\t: vnmi\nflags\t: fpu\n", true))
                .isInstanceOf(Availability.Unavailable.class);
    }
}
