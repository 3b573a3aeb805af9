package dev.barista.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaVersionTest {
    @Test
    void includesAllBeforeItWithTheSameMajorNumber() {
        SchemaVersion version = SchemaVersion.parse("2.10");

        assertThat(version.includes(new SchemaVersion(2, 10))).isTrue();
        assertThat(version.includes(new SchemaVersion(2, 9))).isTrue();
        assertThat(version.includes(new SchemaVersion(2, 11))).isFalse();
        assertThat(version.includes(new SchemaVersion(1, 0))).isFalse();
        assertThat(new SchemaVersion(3, 0).includes(version)).isFalse();
    }

    @Test
    void isOrderedByNumbersAndNotByDigits() {
        assertThat(new SchemaVersion(2, 10))
                .isGreaterThan(new SchemaVersion(2, 9))
                .isLessThan(new SchemaVersion(3, 0))
                .hasToString("2.10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "2.", "v2.1", "2.1.0", "-2.1", "2.99999999999"})
    void whatIsNoVersionIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaVersion.parse(text))
                .withMessage("\"%s\" is no schema version such as 2.1", text);
    }
}
