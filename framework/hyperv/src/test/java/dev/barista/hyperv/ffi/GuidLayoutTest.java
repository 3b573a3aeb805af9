package dev.barista.hyperv.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.UUID;

class GuidLayoutTest {
    @Test
    void theFirstThreePartsAreLittleEndianAndTheRestIsInTheTextsOrder() {
        UUID guid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

        MemorySegment segment = GuidLayout.allocate(guid, Arena.ofAuto());

        assertThat(segment.toArray(ValueLayout.JAVA_BYTE))
                .containsExactly(
                        0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xaa, 0xbb,
                        0xcc, 0xdd, 0xee, 0xff);
        assertThat(GuidLayout.read(segment, 0)).isEqualTo(guid);
    }

    @Test
    void aGuidIsReadWhereItStands() {
        UUID guid = UUID.fromString("f5dfbec1-b9f3-4b26-bf6f-c251448bcf7a");
        MemorySegment segment = Arena.ofAuto().allocate(24);

        GuidLayout.write(guid, segment, 5);

        assertThat(GuidLayout.read(segment, 5)).isEqualTo(guid);
    }
}
