package dev.barista.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.spi.GuestMemory.Pin;
import dev.barista.spi.GuestMemoryFault;
import dev.barista.spi.GuestMemoryFault.Operation;
import dev.barista.spi.GuestMemoryFault.Reason;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

class GuestMemoryMapTest {
    private final Arena arena = Arena.ofShared();
    private final GuestMemoryMap memory = new GuestMemoryMap(Runnable::run);

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void numbersAreLittleEndianAndNeedNoAlignment() {
        MemorySegment ram = map(0x1000, 64);

        memory.writeLong(0x1003, 0x1122_3344_5566_7788L);

        assertThat(ram.get(ValueLayout.JAVA_BYTE, 3)).isEqualTo((byte) 0x88);
        assertThat(memory.readLong(0x1003)).isEqualTo(0x1122_3344_5566_7788L);
        assertThat(memory.readInt(0x1003)).isEqualTo(0x5566_7788);
        assertThat(memory.readShort(0x1003)).isEqualTo((short) 0x7788);
        assertThat(memory.readByte(0x1003)).isEqualTo((byte) 0x88);
    }

    @Test
    void accessesSpanRegionsThatAreAdjacent() {
        map(0x1000, 16);
        map(0x1010, 16);

        memory.writeLong(0x100c, 0x1122_3344_5566_7788L);
        memory.write(0x1008, segment("sixteen bytes ok"));

        assertThat(text(0x1008, 16)).isEqualTo("sixteen bytes ok");
        assertThat(memory.readInt(0x100e)).isEqualTo(int32("n by"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0xff8, 0xffd, 0x103d, 0x1040, 0x2000, -8, Long.MIN_VALUE})
    void anAccessThatLeavesTheMapIsAFaultWithItsAddress(long address) {
        map(0x1000, 64);

        assertThatThrownBy(() -> memory.readInt(address))
                .isInstanceOfSatisfying(
                        GuestMemoryFault.class,
                        fault -> {
                            assertThat(fault.operation()).isEqualTo(Operation.READ);
                            assertThat(fault.reason()).isEqualTo(Reason.UNMAPPED);
                            assertThat(fault.address()).isEqualTo(address);
                            assertThat(fault.length()).isEqualTo(4);
                        });
        assertThatThrownBy(() -> memory.writeInt(address, 1)).isInstanceOf(GuestMemoryFault.class);
    }

    @Test
    void anAccessDoesNotWrapRoundTheEndOfTheAddressSpace() {
        map(-16, 16);
        map(0, 16);

        assertThatThrownBy(() -> memory.readLong(-4)).isInstanceOf(GuestMemoryFault.class);
        memory.writeLong(-8, 7);
        assertThat(memory.readLong(-8)).isEqualTo(7);
    }

    @Test
    void aRegionThatForbidsWritesFaultsThem() {
        MemorySegment rom = arena.allocate(64);
        memory.add(MemoryRegion.mapped(0, rom, true, false, () -> {}));

        assertThat(memory.readInt(0)).isZero();
        assertThatThrownBy(() -> memory.writeInt(0, 1))
                .isInstanceOfSatisfying(
                        GuestMemoryFault.class,
                        fault -> assertThat(fault.reason()).isEqualTo(Reason.FORBIDDEN));
        assertThatThrownBy(() -> memory.volatileView(0, 4).set(ValueLayout.JAVA_BYTE, 0, (byte) 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRegionThatForbidsReadsFaultsThem() {
        memory.add(MemoryRegion.mapped(0, arena.allocate(64), false, true, () -> {}));

        memory.writeInt(0, 1);
        assertThatThrownBy(() -> memory.readInt(0)).isInstanceOf(GuestMemoryFault.class);
    }

    @ParameterizedTest
    @CsvSource({"0x0ff8, 16", "0x1000, 64", "0x1010, 8", "0x103f, 8", "0x0, 8192"})
    void regionsDoNotOverlap(String address, long size) {
        map(0x1000, 64);
        MemoryRegion other =
                MemoryRegion.mapped(
                        Long.decode(address), arena.allocate(size), true, true, () -> {});

        assertThatThrownBy(() -> memory.add(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("overlap");
    }

    @Test
    void aRangeThatWrapsRoundIsNoRegion() {
        MemorySegment bytes = arena.allocate(64);

        assertThatThrownBy(() -> MemoryRegion.mapped(-32, bytes, true, true, () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyExactlyTheRangeThatWasMappedIsUnmapped() {
        AtomicInteger released = new AtomicInteger();
        memory.add(
                MemoryRegion.mapped(
                        0x1000, arena.allocate(64), true, true, released::incrementAndGet));

        assertThat(memory.remove(0x1000, 32, () -> {})).isFalse();
        assertThat(memory.remove(0x1020, 32, () -> {})).isFalse();
        assertThat(released).hasValue(0);
        assertThat(memory.remove(0x1000, 64, () -> {})).isTrue();
        assertThat(released).hasValue(1);
        assertThatThrownBy(() -> memory.readInt(0x1000)).isInstanceOf(GuestMemoryFault.class);
    }

    @Test
    void aPinKeepsARegionUntilTheLastIsClosed() {
        AtomicInteger released = new AtomicInteger();
        AtomicInteger unmapped = new AtomicInteger();
        memory.add(
                MemoryRegion.mapped(
                        0x1000, arena.allocate(64), true, true, released::incrementAndGet));
        Pin first = memory.pin(0x1000, 8);
        Pin second = memory.pin(0x1008, 8);

        memory.remove(0x1000, 64, unmapped::incrementAndGet);
        first.close();
        first.close();

        assertThat(released).hasValue(0);
        second.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
        second.close();
        assertThat(released).hasValue(1);
        assertThat(unmapped).hasValue(1);
    }

    @Test
    void aViewIsTheGuestsOwnMemory() {
        MemorySegment ram = map(0x1000, 64);

        memory.volatileView(0x1010, 4).set(ValueLayout.JAVA_BYTE, 0, (byte) 5);

        assertThat(ram.get(ValueLayout.JAVA_BYTE, 0x10)).isEqualTo((byte) 5);
    }

    @Test
    void aViewLiesInOneRegion() {
        map(0x1000, 16);
        map(0x1010, 16);

        assertThatThrownBy(() -> memory.volatileView(0x1008, 16))
                .isInstanceOfSatisfying(
                        GuestMemoryFault.class,
                        fault -> assertThat(fault.reason()).isEqualTo(Reason.NOT_CONTIGUOUS));
    }

    @Test
    void memoryThatCannotBeMappedIsAskedFor() {
        MemorySegment owner = arena.allocate(64);
        memory.add(
                MemoryRegion.remote(
                        0x1000,
                        64,
                        true,
                        true,
                        new RemoteMemory() {
                            @Override
                            public void read(long address, MemorySegment destination) {
                                destination.copyFrom(
                                        owner.asSlice(address - 0x1000, destination.byteSize()));
                            }

                            @Override
                            public void write(long address, MemorySegment source) {
                                owner.asSlice(address - 0x1000).copyFrom(source);
                            }
                        }));

        memory.writeInt(0x1004, 0x1234_5678);

        assertThat(memory.readInt(0x1004)).isEqualTo(0x1234_5678);
        assertThat(owner.get(ValueLayout.JAVA_BYTE, 4)).isEqualTo((byte) 0x78);
        assertThatThrownBy(() -> memory.pin(0x1000, 4)).isInstanceOf(GuestMemoryFault.class);
    }

    private MemorySegment map(long address, long size) {
        MemorySegment segment = arena.allocate(size, 8);
        memory.add(MemoryRegion.mapped(address, segment, true, true, () -> {}));
        return segment;
    }

    private MemorySegment segment(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String text(long address, int length) {
        byte[] bytes = new byte[length];
        memory.read(address, MemorySegment.ofArray(bytes));
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static int int32(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.US_ASCII))
                .get(ValueLayout.JAVA_INT_UNALIGNED, 0);
    }
}
