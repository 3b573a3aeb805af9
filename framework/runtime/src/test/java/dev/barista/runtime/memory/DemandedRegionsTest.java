package dev.barista.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.spi.GuestMemory.Pin;
import dev.barista.spi.GuestMemoryFault;
import dev.barista.spi.GuestMemoryFault.Operation;
import dev.barista.spi.GuestMemoryFault.Reason;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

class DemandedRegionsTest {
    private static final int PAGE = 0x1000;
    private static final long RAM = 64L * PAGE;

    private final Arena arena = Arena.ofShared();
    private final Ram ram = new Ram();
    private final Queue<Runnable> afterCallback = new ArrayDeque<>();
    private final GuestMemoryMap memory = new GuestMemoryMap(afterCallback::add);

    @BeforeEach
    void useSource() {
        memory.source(ram);
    }

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void exactlyTheTouchedPagesAreMappedAndOnce() {
        memory.writeInt(0x1ffe, 0x1122_3344);

        assertThat(memory.readInt(0x1ffe)).isEqualTo(0x1122_3344);
        assertThat(memory.readLong(0x2ff8)).isZero();
        assertThat(ram.mappings).containsExactly("0x2000 at 0x1000");
    }

    @Test
    void anAccessFillsTheGapBetweenWhatIsMapped() {
        memory.readInt(2 * PAGE);

        memory.read(PAGE, MemorySegment.ofArray(new byte[3 * PAGE]));

        assertThat(ram.mappings)
                .containsExactly("0x1000 at 0x2000", "0x1000 at 0x1000", "0x1000 at 0x3000");
    }

    @Test
    void withoutRoomTheRegionThatWasUsedLongestAgoGoes() {
        ram.room = 2;
        memory.readInt(0);
        memory.readInt(PAGE);
        memory.readInt(0);

        memory.readInt(2 * PAGE);
        memory.readInt(0);

        assertThat(ram.mappings)
                .containsExactly("0x1000 at 0x0", "0x1000 at 0x1000", "0x1000 at 0x2000");
        assertThat(ram.released).containsExactly("0x1000 at 0x1000");
    }

    @Test
    void aPinnedRegionDoesNotGo() {
        ram.room = 1;
        Pin pin = memory.pin(0, 8);

        memory.writeInt(PAGE, 7);

        assertThat(memory.readInt(PAGE)).isEqualTo(7);
        assertThat(ram.copies).isEqualTo(2);
        assertThat(ram.released).isEmpty();
        pin.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
        pin.close();
    }

    @Test
    void aViewOfThePresentCallbackKeepsItsRegionAndOneOfAnEarlierDoesNot() {
        ram.room = 1;
        MemorySegment view = memory.volatileView(0, 8);

        memory.readInt(PAGE);
        view.set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
        assertThat(ram.released).isEmpty();

        endCallback();
        memory.readInt(PAGE);
        assertThat(ram.released).containsExactly("0x1000 at 0x0");
    }

    @Test
    void aPinIsOneRegionAlthoughPartsOfItWereMappedBefore() {
        memory.writeInt(PAGE, 1);
        memory.writeInt(3 * PAGE, 3);

        try (Pin pin = memory.pin(PAGE + 4L, 2 * PAGE)) {
            assertThat(pin.segment().byteSize()).isEqualTo(2 * PAGE);
            assertThat(pin.segment().get(ValueLayout.JAVA_INT_UNALIGNED, 2 * PAGE - 4))
                    .isEqualTo(3);
        }
        assertThat(ram.mappings.getLast()).isEqualTo("0x3000 at 0x1000");
        assertThat(ram.released).containsExactly("0x1000 at 0x1000", "0x1000 at 0x3000");
    }

    @Test
    void aViewOutlivesTheRegionThatALargerOneReplaces() {
        MemorySegment small = memory.volatileView(0, 8);

        MemorySegment large = memory.volatileView(0, 2 * PAGE);
        large.set(ValueLayout.JAVA_BYTE, 0, (byte) 5);

        assertThat(small.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 5);
        assertThat(ram.released).isEmpty();
        endCallback();
        assertThat(ram.released).containsExactly("0x1000 at 0x0");
    }

    @Test
    void whatIsNotInUseIsGivenBackOnRequest() {
        memory.readInt(0);
        Pin pin = memory.pin(PAGE, 8);
        memory.volatileView(2 * PAGE, 8);

        memory.releaseIdle();

        assertThat(ram.released).containsExactly("0x1000 at 0x0");
        pin.close();
    }

    @Test
    void whatCannotBeMappedIsCopied() {
        ram.mappable = false;

        memory.writeLong(PAGE - 4, 0x1122_3344_5566_7788L);

        assertThat(memory.readLong(PAGE - 4)).isEqualTo(0x1122_3344_5566_7788L);
        assertThatThrownBy(() -> memory.volatileView(0, 8))
                .isInstanceOfSatisfying(
                        GuestMemoryFault.class,
                        fault -> assertThat(fault.reason()).isEqualTo(Reason.NOT_CONTIGUOUS));
    }

    @Test
    void whereThereIsNoMemoryAnAccessIsAFault() {
        assertThatThrownBy(() -> memory.readInt(RAM))
                .isInstanceOfSatisfying(
                        GuestMemoryFault.class,
                        fault -> assertThat(fault.reason()).isEqualTo(Reason.UNMAPPED));
        assertThatThrownBy(() -> memory.writeLong(-4, 1)).isInstanceOf(GuestMemoryFault.class);
        assertThatThrownBy(() -> memory.pin(-8, 64)).isInstanceOf(GuestMemoryFault.class);
        assertThatThrownBy(() -> memory.pin(0, Long.MAX_VALUE))
                .isInstanceOf(GuestMemoryFault.class);
    }

    private void endCallback() {
        while (!afterCallback.isEmpty()) {
            afterCallback.remove().run();
        }
    }

    /** RAM from address 0 on, of which so many ranges can be mapped at a time. */
    private final class Ram implements MemorySource, RemoteMemory {
        final MemorySegment bytes = arena.allocate(RAM, 8);
        final List<String> mappings = new ArrayList<>();
        final List<String> released = new ArrayList<>();
        int room = Integer.MAX_VALUE;
        boolean mappable = true;
        int copies;

        @Override
        public long pageSize() {
            return PAGE;
        }

        @Override
        public @Nullable MemoryRegion map(long address, long size) {
            if (!mappable || Long.compareUnsigned(address, RAM - size) > 0) {
                throw new GuestMemoryFault(Operation.MAP, Reason.UNMAPPED, address, size);
            }
            if (mappings.size() - released.size() == room) {
                return null;
            }
            String range = "0x%x at 0x%x".formatted(size, address);
            mappings.add(range);
            return MemoryRegion.mapped(
                    address, bytes.asSlice(address, size), true, true, () -> released.add(range));
        }

        @Override
        public RemoteMemory copies() {
            return this;
        }

        @Override
        public void read(long address, MemorySegment destination) {
            destination.copyFrom(range(Operation.READ, address, destination.byteSize()));
            copies++;
        }

        @Override
        public void write(long address, MemorySegment source) {
            range(Operation.WRITE, address, source.byteSize()).copyFrom(source);
            copies++;
        }

        private MemorySegment range(Operation operation, long address, long size) {
            if (Long.compareUnsigned(address, RAM - size) > 0) {
                throw new GuestMemoryFault(operation, Reason.UNMAPPED, address, size);
            }
            return bytes.asSlice(address, size);
        }
    }
}
