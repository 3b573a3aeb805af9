package dev.barista.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;

/** Documents of every type of both schemas come out as they went in. */
class RoundTripTest {
    static List<GeneratedType> objects() {
        return GeneratedType.objects();
    }

    static List<GeneratedType> enums() {
        return GeneratedType.enums();
    }

    @Test
    void theSchemasHaveAsManyTypesAsTheirDocumentation() {
        assertThat(GeneratedType.objects()).hasSize(187 + 112);
        assertThat(GeneratedType.enums()).hasSize(64 + 41);
    }

    @ParameterizedTest
    @MethodSource("objects")
    void aDocumentWithEveryFieldAndUnknownOnesIsWrittenAsItWasRead(GeneratedType type) {
        String sample = new SampleDocument(type.schema()).object(type.name());

        SchemaObject document = type.fromJson(sample);

        assertThat(document.toJson()).isEqualTo(sample);
        assertThat(document.unknownFields()).containsOnlyKeys("notIn" + type.name());
    }

    @ParameterizedTest
    @MethodSource("objects")
    void everyFieldOfTheFactsIsThereAndHasAValue(GeneratedType type) {
        String sample = new SampleDocument(type.schema()).object(type.name());
        List<String> present = new ArrayList<>();

        type.fromJson(sample)
                .forEachField(
                        (name, since, value) -> {
                            if (value != null) {
                                present.add(name + " " + since.version());
                            }
                        });

        assertThat(present)
                .isEqualTo(
                        type.objectFacts().fields().entrySet().stream()
                                .map(field -> field.getKey() + " " + field.getValue().since())
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("objects")
    void aBuilderOfARecordBuildsTheSameRecord(GeneratedType type) throws Exception {
        SchemaObject document =
                type.fromJson(new SampleDocument(type.schema()).object(type.name()));

        Object builder = document.getClass().getMethod("toBuilder").invoke(document);
        Object built = builder.getClass().getMethod("build").invoke(builder);

        assertThat(built).isEqualTo(document).isNotSameAs(document);
    }

    @ParameterizedTest
    @MethodSource("objects")
    void whatIsAbsentOrNullStaysAbsent(GeneratedType type) {
        StringBuilder nulls = new StringBuilder();
        type.objectFacts()
                .fields()
                .forEach(
                        (name, facts) -> {
                            if (!new SampleDocument(type.schema())
                                    .value(facts.type())
                                    .contains("any")) {
                                nulls.append(nulls.isEmpty() ? "" : ",")
                                        .append('"')
                                        .append(name)
                                        .append("\":null");
                            }
                        });

        assertThat(type.fromJson("{}").toJson()).isEqualTo("{}");
        assertThat(type.fromJson("{" + nulls + "}").toJson()).isEqualTo("{}");
    }

    @ParameterizedTest
    @MethodSource("enums")
    void aValueKnowsTheVersionItCameWith(GeneratedType type) {
        type.enumFacts()
                .values()
                .forEach(
                        (text, since) ->
                                assertThat(type.of(text).since())
                                        .isNotNull()
                                        .extracting(SchemaRelease::version)
                                        .hasToString(since));
    }

    @ParameterizedTest
    @MethodSource("enums")
    void valuesNobodyKnowsAndNumbersAreKept(GeneratedType type) {
        assertThat(type.of("FromTheFuture").text()).isEqualTo("FromTheFuture");
        assertThat(type.of("FromTheFuture").since()).isNull();
        assertThat(type.of(8).text()).isEqualTo("8");
        assertThat(type.of(8).isNumber()).isTrue();
        assertThat(type.of(8)).isNotEqualTo(type.of("8"));
    }
}
