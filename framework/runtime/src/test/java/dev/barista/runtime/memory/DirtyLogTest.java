package dev.barista.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.spi.GuestMemory.Pin;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

class DirtyLogTest {
    private static final long PAGE = 4096;
    private static final long BASE = 0x10_0000;

    private final Arena arena = Arena.ofShared();
    private final GuestMemoryMap memory = new GuestMemoryMap(Runnable::run);

    @BeforeEach
    void map() {
        memory.add(region(BASE, 64 * PAGE));
    }

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void everyKindOfWriteIsRemembered() {
        memory.startDirtyLog();

        memory.writeByte(BASE, (byte) 1);
        memory.writeShort(BASE + 2 * PAGE, (short) 1);
        memory.writeInt(BASE + 4 * PAGE, 1);
        memory.writeLong(BASE + 6 * PAGE, 1);
        memory.write(BASE + 8 * PAGE, arena.allocate(3));
        memory.volatileView(BASE + 10 * PAGE, 8);

        assertThat(dirtyPages()).containsExactly(0, 2, 4, 6, 8, 10);
    }

    @Test
    void aWriteOverTheEndOfAPageDirtiesBoth() {
        memory.startDirtyLog();

        memory.writeLong(BASE + 3 * PAGE - 4, 1);
        memory.write(BASE + 10 * PAGE - 1, arena.allocate(PAGE + 2));

        assertThat(dirtyPages()).containsExactly(2, 3, 9, 10, 11);
    }

    @Test
    void readsAreNot() {
        memory.startDirtyLog();

        memory.readLong(BASE);
        memory.read(BASE + PAGE, arena.allocate(16));

        assertThat(dirtyPages()).isEmpty();
    }

    @Test
    void whatHasBeenReportedIsForgotten() {
        memory.startDirtyLog();
        memory.writeInt(BASE, 1);
        dirtyPages();

        assertThat(dirtyPages()).isEmpty();

        memory.writeInt(BASE, 1);
        assertThat(dirtyPages()).containsExactly(0);
    }

    @Test
    void onlyWhatWasAskedForIsForgotten() {
        memory.startDirtyLog();
        memory.writeInt(BASE, 1);
        memory.writeInt(BASE + 5 * PAGE, 1);

        assertThat(pages(BASE + PAGE, 63 * PAGE, PAGE)).containsExactly(4);

        assertThat(dirtyPages()).containsExactly(0);
    }

    @Test
    void aPageOfWhichOnlyAPartWasAskedForIsNotForgotten() {
        memory.startDirtyLog();
        memory.writeInt(BASE, 1);

        assertThat(pages(BASE + 512, 512, 512)).containsExactly(0);

        assertThat(dirtyPages()).containsExactly(0);
    }

    @ParameterizedTest
    @CsvSource({"8192, 1, 5", "65536, 0, 0", "2097152, 0, 0"})
    void aLargerPageIsDirtyIfAnyOfItIs(long pageSize, int first, int second) {
        memory.startDirtyLog();
        memory.writeInt(BASE + 3 * PAGE, 1);
        memory.writeInt(BASE + 10 * PAGE, 1);

        assertThat(pages(BASE, 64 * PAGE, pageSize)).contains(first, second);
    }

    @Test
    void allSmallerPagesOfADirtyPageAreDirty() {
        memory.startDirtyLog();
        memory.writeByte(BASE + PAGE, (byte) 1);

        assertThat(pages(BASE, 4 * PAGE, 1024)).containsExactly(4, 5, 6, 7);
    }

    @Test
    void pagesAtBothEndsOfTheAddressesHaveTheirBits() {
        memory.add(region(0, PAGE));
        memory.add(region(-PAGE, PAGE));
        memory.startDirtyLog();

        memory.writeByte(0, (byte) 1);
        memory.writeByte(-1, (byte) 1);

        assertThat(pages(0, PAGE, PAGE)).containsExactly(0);
        assertThat(pages(-2 * PAGE, 2 * PAGE, PAGE)).containsExactly(1);
    }

    @Test
    void aPinnedRangeIsDirtyAsLongAsItIsPinnedAndOnceMore() {
        Pin pin = memory.pin(BASE + 7 * PAGE, 2 * PAGE);
        memory.startDirtyLog();

        assertThat(dirtyPages()).containsExactly(7, 8);
        assertThat(dirtyPages()).containsExactly(7, 8);

        pin.close();
        assertThat(dirtyPages()).containsExactly(7, 8);
        assertThat(dirtyPages()).isEmpty();
    }

    @Test
    void aNewLogBeginsEmptyAndAStoppedOneCannotBeAsked() {
        memory.startDirtyLog();
        memory.writeInt(BASE, 1);
        memory.startDirtyLog();
        assertThat(dirtyPages()).isEmpty();

        memory.stopDirtyLog();

        memory.writeInt(BASE, 2);
        assertThat(memory.readInt(BASE)).isEqualTo(2);
        assertThat(memory.isDirtyLogOn()).isFalse();
        assertThatThrownBy(this::dirtyPages).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void regionsThatComeLaterAreLoggedToo(boolean remote) {
        memory.startDirtyLog();
        MemoryRegion later = region(BASE + 128 * PAGE, PAGE);
        memory.add(remote ? absorbing(later) : later);

        memory.writeLong(BASE + 128 * PAGE + 8, 1);

        assertThat(pages(BASE + 128 * PAGE, PAGE, PAGE)).containsExactly(0);
    }

    @Test
    void aDeviceThatWritesEverywhereMakesEverythingDirtyInsteadOfGrowing() {
        long stretch = PAGE << 12;
        long size = stretch * (DirtyPages.MOST_STRETCHES + 2);
        memory.add(MemoryRegion.remote(1L << 50, size, true, true, new Absorbing()));
        memory.startDirtyLog();

        for (long at = 0; at < size; at += stretch) {
            memory.writeByte((1L << 50) + at, (byte) 1);
        }

        assertThat(pages((1L << 50) + PAGE, 3 * PAGE, PAGE)).containsExactly(0, 1, 2);
        assertThat(pages((1L << 50) + PAGE, 3 * PAGE, PAGE)).containsExactly(0, 1, 2);
    }

    private List<Integer> dirtyPages() {
        return pages(BASE, 64 * PAGE, PAGE);
    }

    private List<Integer> pages(long address, long length, long pageSize) {
        int count = (int) ((length + pageSize - 1) / pageSize);
        long[] bitmap = new long[(count + 63) / 64];
        memory.reportDirty(address, length, pageSize, bitmap);
        List<Integer> set = new ArrayList<>();
        for (int bit = 0; bit < bitmap.length * 64; bit++) {
            if ((bitmap[bit / 64] >>> bit & 1) != 0) {
                set.add(bit);
            }
        }
        return set;
    }

    private MemoryRegion region(long address, long size) {
        return MemoryRegion.mapped(address, arena.allocate(size, 8), true, true, () -> {});
    }

    private static MemoryRegion absorbing(MemoryRegion range) {
        return MemoryRegion.remote(range.address(), range.size(), true, true, new Absorbing());
    }

    /** Takes every write. */
    private static final class Absorbing implements RemoteMemory {
        @Override
        public void read(long address, MemorySegment destination) {}

        @Override
        public void write(long address, MemorySegment source) {}
    }
}
