package dev.barista.vfiouser.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.barista.vfiouser.protocol.Errno;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

class SharedFileTest {
    private static final long PAGE = 4096;

    private final int fdsBefore = Fd.openCount();
    private final int mappingsBefore = Mapping.liveCount();
    private SharedFile file;

    @BeforeEach
    void createFile() throws ErrnoException {
        file = SharedFile.inMemory("test", 4 * PAGE);
    }

    @AfterEach
    void everythingIsGivenBack() {
        file.close();
        assertThat(Fd.openCount()).isEqualTo(fdsBefore);
        assertThat(Mapping.liveCount()).isEqualTo(mappingsBefore);
    }

    @Test
    void aRegularFileHasItsSize() throws ErrnoException {
        assertThat(file.size()).hasValue(4 * PAGE);
    }

    @Test
    void whatIsNoRegularFileHasNoSize() throws ErrnoException {
        try (EventFd event = EventFd.create()) {
            assertThat(new SharedFile(event.fd()).size()).isEmpty();
        }
    }

    @Test
    void mappingsOfTheSamePagesShowTheSameBytes() throws ErrnoException {
        try (Mapping all = file.map(0, 4 * PAGE, true);
                Mapping second = file.map(PAGE, PAGE, true)) {
            second.segment().set(JAVA_LONG, 8, 0x1122334455667788L);

            assertThat(all.segment().get(JAVA_LONG, PAGE + 8)).isEqualTo(0x1122334455667788L);
        }
    }

    @Test
    void aReadOnlyMappingThrowsInsteadOfFaulting() throws ErrnoException {
        try (Mapping mapping = file.map(0, PAGE, false)) {
            assertThatThrownBy(() -> mapping.segment().set(JAVA_BYTE, 0, (byte) 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aClosedMappingLetsNoAccessIn() throws ErrnoException {
        Mapping mapping = file.map(0, PAGE, true);
        MemorySegment segment = mapping.segment();

        mapping.close();

        assertThatThrownBy(() -> segment.get(JAVA_BYTE, 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aClosedMappingIsGoneFromTheProcess() throws Exception {
        Mapping mapping = file.map(0, 4 * PAGE, true);
        String start = Long.toHexString(mapping.segment().address()) + "-";
        assertThat(Files.readString(Path.of("/proc/self/maps"))).contains(start);

        mapping.close();

        assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain(start);
    }

    @Test
    void aFileThatShrinksUnderItsMappingIsAnErrorAndNotTheEnd() throws ErrnoException {
        try (Mapping mapping = file.map(0, 4 * PAGE, true)) {
            file.resize(0);

            assertThatThrownBy(() -> mapping.segment().get(JAVA_LONG, PAGE))
                    .isInstanceOf(InternalError.class);
        }
    }

    @Test
    void bytesAreReadAndWrittenWithoutAMapping() throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment written = arena.allocateFrom(JAVA_LONG, 1, 2, 3);
            MemorySegment read = arena.allocate(written.byteSize());

            file.write(PAGE - 8, written);
            file.read(PAGE - 8, read);

            assertThat(read.mismatch(written)).isEqualTo(-1);
        }
    }

    @Test
    void readingBehindTheFilesEndIsAnError() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(16);

            assertThatThrownBy(() -> file.read(4 * PAGE - 8, bytes))
                    .isInstanceOfSatisfying(
                            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EIO));
        }
    }

    @Test
    void whatHasNoPagesCannotBeMapped() throws ErrnoException {
        try (EventFd event = EventFd.create()) {
            assertThatThrownBy(() -> new SharedFile(event.fd()).map(0, PAGE, true))
                    .isInstanceOfSatisfying(
                            ErrnoException.class,
                            e -> assertThat(e.errno()).isEqualTo(Errno.ENODEV));
        }
    }
}
