package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

class BoundedLogTest {
    private final BoundedLog log = new BoundedLog();

    @Test
    void shortOutputIsKeptWhole() throws IOException {
        print("one\ntwo\n");

        assertThat(log.text()).isEqualTo("one\ntwo\n");
    }

    @Test
    void ofLongOutputTheEndIsKept() throws IOException {
        print("x".repeat(100_000));
        print("the end");

        assertThat(log.text()).hasSize(1 << 16).endsWith("xthe end");
    }

    @Test
    void theLastLinesAreThoseThatAreNotBlank() throws IOException {
        print("one\n\ntwo\n \nthree\n\n");

        assertThat(log.lastLines(2)).isEqualTo("two\nthree");
    }

    private void print(String text) throws IOException {
        log.readFrom(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
