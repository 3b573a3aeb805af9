package dev.barista.hyperv.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

class WideStringTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "größer", "\ud83d\ude00 beyond 16 bits"})
    void aStringComesBackAsItWent(String text) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = WideString.allocate(text, arena);

            assertThat(copy.byteSize()).isEqualTo(2L * text.length() + 2);
            assertThat(WideString.copy(MemorySegment.ofAddress(copy.address()))).isEqualTo(text);
        }
    }

    @Test
    void noStringIsANullPointer() {
        assertThat(WideString.allocate(null, Arena.ofAuto())).isEqualTo(MemorySegment.NULL);
        assertThat(WideString.copy(MemorySegment.NULL)).isNull();
        assertThat(WideString.take(WideString.slot(Arena.ofAuto()), WideString.Owner.LOCAL))
                .isNull();
    }

    @Test
    void aZeroInsideIsRefusedBecauseItWouldCutTheText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WideString.allocate("a\0b", Arena.ofAuto()))
                .withMessageContaining("U+0000");
    }

    @Test
    void aStringWithoutAnEndIsRefused() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment endless = arena.allocate(2L * WideString.MOST_CHARS).fill((byte) 'x');

            assertThatIllegalStateException()
                    .isThrownBy(() -> WideString.copy(endless))
                    .withMessageContaining("without an end");
        }
    }

    @Test
    void theCharactersAreLittleEndian() {
        MemorySegment copy = WideString.allocate("A", Arena.ofAuto());

        assertThat(copy.toArray(ValueLayout.JAVA_BYTE)).containsExactly('A', 0, 0, 0);
    }
}
