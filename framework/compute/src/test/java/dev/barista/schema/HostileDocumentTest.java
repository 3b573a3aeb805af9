package dev.barista.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.barista.compute.schema.ComputeSystem;
import dev.barista.compute.schema.RegistryMakeKey;
import dev.barista.compute.schema.Statistics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text is, the answer is a document or a {@link SchemaException}. */
class HostileDocumentTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "{",
                "}",
                "{]",
                "{\"Owner\"",
                "{\"Owner\":",
                "{\"Owner\": \"x",
                "{\"Owner\": \"x\",}",
                "{'Owner': \"x\"}",
                "{\"Owner\": \"x\"} {}",
                "{\"Owner\": \"x\"} trailing",
                "{\"Owner\": \"\\ud8\"}",
                "{\"Owner\": NaN}",
                "{\"Owner\": \"\u0000\"}",
                "{\"HostedSystem\": {\"a\":}}",
                "{\"HostedSystem\": 01}",
                "\ufeff\ufeff{}",
                "<xml/>"
            })
    void garbageIsRefused(String text) {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> ComputeSystem.fromJson(text));
    }

    @Test
    void theMessageSaysWhereAndWhatWasExpected() {
        String text =
                """
                {"VirtualMachine": {"Devices": {"Scsi": {"primary": {"Attachments": {
                  "0": {"ReadOnly": "yes"}}}}}}}
                """;

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> ComputeSystem.fromJson(text))
                .withMessage(
                        "/VirtualMachine/Devices/Scsi/primary/Attachments/0/ReadOnly:"
                                + " expected true or false, not \"yes\" (line 2, column 21)")
                .satisfies(e -> assertThat(e.line()).isEqualTo(2))
                .satisfies(e -> assertThat(e.column()).isEqualTo(21));
    }

    @Test
    void aFieldThatIsThereTwiceIsRefused() {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> ComputeSystem.fromJson("{\"Owner\": \"a\", \"Owner\": \"b\"}"))
                .withMessageContaining("Owner");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> ComputeSystem.fromJson("{\"x\": 1, \"x\": 2}"));
    }

    @Test
    void oneKeyInTwoSpellingsIsRefused() {
        String text =
                """
                {"VirtualMachine": {"Devices": {"HvSocket": {"HvSocketConfig": {"ServiceTable": {
                  "01234567-89ab-cdef-0123-456789abcdef": {},
                  "01234567-89AB-CDEF-0123-456789ABCDEF": {}}}}}}}
                """;

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> ComputeSystem.fromJson(text))
                .withMessageContaining("it is there before, written differently");
    }

    @Test
    void whatIsNestedTooDeepIsRefusedWithoutAStackOverflow() {
        String known = "{\"mkkey\": [".repeat(100_000);
        String unknown = "{\"x\": ".repeat(100_000);
        String any = "{\"HostedSystem\": " + "[".repeat(100_000);

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> RegistryMakeKey.fromJson(known))
                .withMessageContaining("depth");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> ComputeSystem.fromJson(unknown))
                .withMessageContaining("depth");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> ComputeSystem.fromJson(any))
                .withMessageContaining("depth");
    }

    @Test
    void aDocumentThatIsTooLongIsRefusedBeforeItIsParsed() {
        String text = "{\"Owner\": \"" + "x".repeat(JsonFormat.MAX_CHARACTERS) + "\"}";

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> ComputeSystem.fromJson(text))
                .withMessageContaining("more than the 16777216");
    }

    @Test
    void anEndlessNumberIsRefused() {
        String text = "{\"VirtualMachine\": {\"Version\": {\"Major\": " + "9".repeat(1000) + "}}}";

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> ComputeSystem.fromJson(text))
                .satisfies(e -> assertThat(e.pointer()).isEqualTo("/VirtualMachine/Version/Major"));
    }

    @Test
    void aLongTextIsShownInPart() {
        String text = "{\"SchemaVersion\": \"" + "x".repeat(100_000) + "\"}";

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> ComputeSystem.fromJson(text))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600));
    }

    @Test
    void aTimeMayHaveAnyZoneAndTheDigitsThatWindowsWrites() {
        Statistics statistics =
                Statistics.fromJson("{\"Timestamp\": \"2026-01-31T13:00:00.1234567+01:00\"}");

        assertThat(statistics.toJson())
                .isEqualTo("{\"Timestamp\":\"2026-01-31T12:00:00.123456700Z\"}");
    }
}
