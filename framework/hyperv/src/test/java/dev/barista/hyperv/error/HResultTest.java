package dev.barista.hyperv.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HResultTest {
    @Test
    void aKnownCodeHasItsNameMeaningAndRemedy() {
        HResult result = HResult.of(0x8037_011B);

        assertThat(result.name()).isEqualTo("HCS_E_ACCESS_DENIED");
        assertThat(result.meaning()).contains("may not use the Host Compute Service");
        assertThat(result.remedy()).contains("Hyper-V Administrators");
    }

    @Test
    void theFormThatDocumentsUseHasItsOwnNameAndTheSameRemedy() {
        HResult result = HResult.of(0xC037_0106);

        assertThat(result.name()).isEqualTo("ERROR_VMCOMPUTE_UNEXPECTED_EXIT");
        assertThat(result.remedy()).isEqualTo(HResult.of(0x8037_0106).remedy()).isNotEmpty();
        assertThat(HResult.asReturned(0xC037_0106)).isEqualTo(0x8037_0106);
    }

    @Test
    void aCodeOfTheDocumentFormWithoutATwinStaysAsItIs() {
        assertThat(HResult.asReturned(0xC037_0103)).isEqualTo(0xC037_0103);
        assertThat(HResult.asReturned(0x8007_0005)).isEqualTo(0x8007_0005);
    }

    @Test
    void anUnknownCodeKeepsItsNumber() {
        HResult result = HResult.of(0x8BAD_F00D);

        assertThat(result.code()).isEqualTo(0x8BAD_F00D);
        assertThat(result).hasToString("0x8BADF00D");
    }

    @Test
    void aWin32ErrorBecomesAResultOfItsFacility() {
        assertThat(HResult.ofWin32(5)).isEqualTo(HResult.E_ACCESSDENIED);
        assertThat(HResult.ofWin32(0)).isEqualTo(HResult.S_OK);
    }

    @Test
    void theExceptionSaysFunctionNameMeaningRemedyAndDocument() {
        var exception = new HyperVException("HcsStartComputeSystem", 0x8037_0105, "{\"Error\":-1}");

        assertThat(exception)
                .hasMessageStartingWith("HcsStartComputeSystem: HCS_E_INVALID_STATE (0x80370105): ")
                .hasMessageContaining("ask for the system's State first")
                .hasMessageEndingWith("The service said: {\"Error\":-1}");
    }
}
