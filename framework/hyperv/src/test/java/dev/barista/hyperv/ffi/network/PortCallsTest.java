package dev.barista.hyperv.ffi.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.barista.hyperv.ffi.GuidLayout;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.UUID;

class PortCallsTest {
    @Test
    void aCountThatCantBeIsRefusedBeforeAnythingIsRead() {
        assertThatIllegalStateException()
                .isThrownBy(() -> PortCalls.copy(MemorySegment.ofAddress(8), 0xFFFF_FFFFL))
                .withMessageContaining("4294967295 port reservations");
    }

    @Test
    void anEntryIsCopiedMemberByMember() {
        UUID owner = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        MemorySegment entry = Arena.ofAuto().allocate(NetworkTypes.PORT_RANGE_ENTRY);
        GuidLayout.write(owner, entry, 0);
        entry.set(ValueLayout.JAVA_INT, 32, 99);
        entry.set(ValueLayout.JAVA_LONG, 40, 5);
        entry.set(ValueLayout.JAVA_SHORT, 60, (short) 40_000);
        entry.set(ValueLayout.JAVA_SHORT, 62, (short) 65_535);

        assertThat(PortCalls.copy(entry, 1))
                .containsExactly(
                        new PortCalls.Entry(owner, new UUID(0, 0), 99, 5, 0, 0, 0, 40_000, 65_535));
    }
}
