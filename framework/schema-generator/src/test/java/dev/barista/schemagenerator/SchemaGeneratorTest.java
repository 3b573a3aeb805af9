package dev.barista.schemagenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

class SchemaGeneratorTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH);

    @TempDir private Path folder;

    @Test
    void aSourceThatWouldNotChangeIsLeftAlone() throws IOException {
        generate("{\"Plug\": {\"fields\": {}}}");
        Files.setLastModifiedTime(source("Plug"), LONG_AGO);

        generate("{\"Plug\": {\"fields\": {}}, \"Socket\": {\"fields\": {}}}");

        assertThat(Files.getLastModifiedTime(source("Plug"))).isEqualTo(LONG_AGO);
        assertThat(source("Socket")).exists();
    }

    @Test
    void theSourceOfATypeThatIsGoneIsDeleted() throws IOException {
        generate("{\"Plug\": {\"fields\": {}}, \"Socket\": {\"fields\": {}}}");

        generate("{\"Plug\": {\"fields\": {}}}");

        assertThat(source("Socket")).doesNotExist();
        assertThat(source("Plug")).exists();
    }

    @Test
    void aFieldOfATypeThatThereIsNotIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                generate(
                                        """
                                        {"Plug": {"fields": {
                                          "Pins": {"type": "array<Pin>", "since": "2.0"}}}}
                                        """))
                .withMessage("Plug.Pins: there is no type Pin");
    }

    @Test
    void twoTypesOfOneNameInJavaAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generate("{\"A_B\": {\"fields\": {}}, \"AB\": {\"fields\": {}}}"))
                .withMessage("two types are named AB");
    }

    private void generate(String types) throws IOException {
        Path facts = folder.resolve("facts.json");
        Files.writeString(
                facts,
                """
                {"name": "TEST", "releases": {"2.0": "A"}, "types": %s}
                """
                        .formatted(types));
        SchemaGenerator.main(new String[] {folder.toString(), facts.toString(), "a.b"});
    }

    private Path source(String type) {
        return folder.resolve("a/b").resolve(type + ".java");
    }
}
