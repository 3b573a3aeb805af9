package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DescribeCommandTest {
    @Test
    void showsIdentityRegistersInterruptsParametersAndConfigurationSpace() {
        Invocation edu = Invocation.of("describe", "edu");

        assertThat(edu.exitCode()).isZero();
        assertThat(edu.out())
                .contains("1234:11e8")
                .contains("BAR 0: 1 MiB, 32-bit memory")
                .containsPattern("0x00000 +32 +RO +0x010000ed +ID\n")
                .containsPattern("0x00080 +64 +RW +0x0000000000000000 +dmaSource\n")
                .contains("0x00000080 writable")
                .containsPattern("INTx +pin A")
                .containsPattern("MSI +1 vector\n")
                .contains("dma_mask")
                .contains("00: 34 12 e8 11");
    }

    @Test
    void saysTheSameAsJson() {
        Invocation edu = Invocation.of("describe", "edu", "--json");

        JsonNode json = JsonMapper.shared().readTree(edu.out());
        JsonNode bar = json.get("bars").get(0);
        assertThat(bar.get("size").asInt()).isEqualTo(0x10_0000);
        assertThat(bar.get("registers").get(0).get("reset").asString()).isEqualTo("0x010000ed");
        assertThat(json.get("interrupts").get("msi").get("vectors").asInt()).isEqualTo(1);
        assertThat(json.get("parameters").get(0).get("name").asString()).isEqualTo("dma_mask");
        assertThat(json.get("configSpace").asString()).startsWith("3412e811");
    }

    @Test
    void anUnknownDeviceIsAUsageErrorThatNamesTheKnownOnes() {
        Invocation unknown = Invocation.of("describe", "ed");

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err().lines()).singleElement().asString().contains("'ed'", "edu");
        assertThat(unknown.out()).isEmpty();
    }

    @Test
    void aParameterThatTheDeviceDoesNotHaveIsAUsageErrorThatNamesThoseItHas() {
        Invocation bad = Invocation.of("describe", "edu,mask=1");

        assertThat(bad.exitCode()).isEqualTo(2);
        assertThat(bad.err().lines()).singleElement().asString().contains("'mask'", "dma_mask");
    }

    @Test
    void aParameterWithoutALegalValueIsAUsageErrorThatSaysWhatIsLegal() {
        Invocation bad = Invocation.of("describe", "edu,dma_mask=many");

        assertThat(bad.exitCode()).isEqualTo(2);
        assertThat(bad.err().lines()).singleElement().asString().contains("must be a number");
    }

    @Test
    void withoutADeviceItSaysWhatIsMissing() {
        Invocation describe = Invocation.of("describe");

        assertThat(describe.exitCode()).isEqualTo(2);
        assertThat(describe.err().lines())
                .singleElement()
                .asString()
                .contains("DEVICE", "barista describe --help");
    }
}
