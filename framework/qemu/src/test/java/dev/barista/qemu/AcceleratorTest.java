package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AcceleratorTest {
    @Test
    void intelVirtualisationWithADeviceThatOpensGivesKvm() {
        assertThat(Accelerator.of("flags\t\t: fpu vmx sse\n", true)).isEqualTo(Accelerator.KVM);
    }

    @Test
    void amdVirtualisationWithADeviceThatOpensGivesKvm() {
        assertThat(Accelerator.of("processor : 0\nflags\t\t: fpu svm\n", true))
                .isEqualTo(Accelerator.KVM);
    }

    @Test
    void aDeviceThatOpensWithoutVirtualisationGivesTcg() {
        assertThat(Accelerator.of("flags\t\t: fpu sse\n", true)).isEqualTo(Accelerator.TCG);
    }

    @Test
    void virtualisationWithoutTheDeviceGivesTcg() {
        assertThat(Accelerator.of("flags\t\t: fpu vmx\n", false)).isEqualTo(Accelerator.TCG);
    }

    @Test
    void onlyProcessorFlagsCount() {
        assertThat(Accelerator.of("model name\t: vmx\nvmx flags\t: vnmi\nflags\t: fpu\n", true))
                .isEqualTo(Accelerator.TCG);
    }
}
