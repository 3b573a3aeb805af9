package dev.barista.hyperv.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;

class CallbackContextsTest {
    private final CallbackContexts<String> contexts = new CallbackContexts<>();

    @Test
    void aContextLeadsToItsObjectUntilItIsRemoved() {
        MemorySegment context = contexts.add("one");
        assertThat(contexts.find(context)).isEqualTo("one");

        contexts.remove(context);

        assertThat(contexts.find(context)).isNull();
        assertThat(contexts.lateCount()).isEqualTo(1);
    }

    @Test
    void aContextIsNeverUsedTwice() {
        MemorySegment first = contexts.add("one");
        contexts.remove(first);

        assertThat(contexts.add("two")).isNotEqualTo(first);
        assertThat(contexts.find(first)).isNull();
    }

    @Test
    void aContextThatWasNeverGivenLeadsNowhere() {
        assertThat(contexts.find(MemorySegment.NULL)).isNull();
        assertThat(contexts.find(MemorySegment.ofAddress(-1))).isNull();
    }
}
