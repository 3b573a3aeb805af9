package dev.barista.vfiouser;

import static dev.barista.vfiouser.VfioUserClient.payload;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.barista.vfiouser.ffi.EventFd;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.Mapping;
import dev.barista.vfiouser.ffi.SharedFile;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.Limits;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;

@Timeout(60)
class DmaRegionsTest {
    private static final long PAGE = 4096;
    private static final long ADDRESS = 0x10_0000;
    private static final int READABLE = 1;
    private static final int WRITEABLE = 2;
    private static final int BOTH = 3;
    private static final int ALL = 2;

    @RegisterExtension final ServedProbe served = new ServedProbe();
    private VfioUserClient client;
    private SharedFile ram;
    private MemorySegment ramBytes;

    @BeforeEach
    void connect() throws Exception {
        client = served.client();
        ram = served.closing(SharedFile.inMemory("ram", 16 * PAGE));
        ramBytes = served.closing(ram.map(0, 16 * PAGE, true)).segment();
    }

    @Test
    void theDeviceReadsTheClientsMemory() throws Exception {
        map(BOTH, 0, ADDRESS, 16 * PAGE);
        ramBytes.set(JAVA_LONG, 0x2008, 0x1122334455667788L);

        assertThat(deviceReads(ADDRESS + 0x2008)).isEqualTo(0x1122334455667788L);
    }

    @Test
    void theDeviceWritesTheClientsMemory() throws Exception {
        map(BOTH, 0, ADDRESS, 16 * PAGE);

        deviceWrites(ADDRESS + 0x3010, 0x55aa);

        assertThat(ramBytes.get(JAVA_LONG, 0x3010)).isEqualTo(0x55aa);
    }

    @Test
    void aRegionBeginsAtItsOffsetInTheFile() throws Exception {
        map(BOTH, 5 * PAGE, ADDRESS, PAGE);
        ramBytes.set(JAVA_LONG, 5 * PAGE + 8, 99);

        assertThat(deviceReads(ADDRESS + 8)).isEqualTo(99);
    }

    @Test
    void aRegionMayLieAtTheVeryEndOfTheAddresses() throws Exception {
        map(BOTH, 0, -PAGE, PAGE);
        ramBytes.set(JAVA_LONG, PAGE - 8, 7);

        assertThat(deviceReads(-8)).isEqualTo(7);
    }

    @Test
    void adjacentRegionsDoNotOverlap() throws Exception {
        map(BOTH, PAGE, ADDRESS, PAGE);

        map(BOTH, 0, ADDRESS - PAGE, PAGE);
        map(BOTH, 2 * PAGE, ADDRESS + PAGE, PAGE);

        ramBytes.set(JAVA_LONG, 3 * PAGE - 8, 3);
        assertThat(deviceReads(ADDRESS + 2 * PAGE - 8)).isEqualTo(3);
    }

    @Test
    void theDeviceCannotWriteWhatIsOnlyReadable() throws Exception {
        map(READABLE, 0, ADDRESS, PAGE);

        deviceWrites(ADDRESS, 1);

        assertThat(faults()).isEqualTo(1);
        assertThat(ramBytes.get(JAVA_LONG, 0)).isZero();
    }

    @Test
    void theDeviceCannotReadWhatIsOnlyWriteable() throws Exception {
        map(WRITEABLE, 0, ADDRESS, PAGE);

        deviceReads(ADDRESS);

        assertThat(faults()).isEqualTo(1);
    }

    @Test
    void theDeviceCannotReachWhatIsNotMapped() throws Exception {
        deviceReads(ADDRESS);

        assertThat(faults()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0x100000, 0x4000",
        "0x100000, 0x1000",
        "0x0ff000, 0x2000",
        "0x103000, 0x2000",
        "0x0ff000, 0x8000",
        "0x101000, 0x1000",
    })
    void aRegionOverAnotherExistsAlready(String address, String size) throws Exception {
        map(BOTH, 0, ADDRESS, 4 * PAGE);

        int errno = refused(BOTH, 0, Long.decode(address), Long.decode(size));

        assertThat(errno).isEqualTo(Errno.EEXIST);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 0, 0x100000, 0, nothing",
        "3, 0, 0x100000, -4096, more than there are addresses",
        "3, 0, -4096, 0x2000, round the end of the addresses",
        "3, 0, 0x100800, 0x1000, not at a page",
        "3, 0, 0x100000, 0x1800, not whole pages",
        "3, 0x800, 0x100000, 0x1000, not at a page of the file",
        "3, -4096, 0x100000, 0x1000, before the file",
        "3, 0x7ffffffffffff000, 0x100000, 0x1000, round the end of files",
        "3, 0x10000, 0x100000, 0x1000, behind the file's end",
        "3, 0xf000, 0x100000, 0x2000, over the file's end",
        "0, 0, 0x100000, 0x1000, neither readable nor writeable",
        "7, 0, 0x100000, 0x1000, with an unknown flag",
        "-1, 0, 0x100000, 0x1000, with all flags",
    })
    void aRegionThatCannotBeIsRefused(
            String flags, String offset, String address, String size, String why) throws Exception {
        int errno =
                refused(
                        Integer.decode(flags),
                        Long.decode(offset),
                        Long.decode(address),
                        Long.decode(size));

        assertThat(errno).as(why).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void aMapOfAnotherLengthIsRefused(int length) throws Exception {
        assertThat(client.expectError(Command.DMA_MAP, new byte[length], ram.fd()))
                .isEqualTo(Errno.EINVAL);
    }

    @Test
    void aMapWhoseArgszIsTooSmallIsRefused() throws Exception {
        byte[] payload = mapping(BOTH, 0, ADDRESS, PAGE);
        payload[0] = 31;

        assertThat(client.expectError(Command.DMA_MAP, payload, ram.fd())).isEqualTo(Errno.EINVAL);
    }

    @Test
    void twoFilesForOneRegionAreRefused() throws Exception {
        int errno =
                client.expectError(
                        Command.DMA_MAP, mapping(BOTH, 0, ADDRESS, PAGE), ram.fd(), ram.fd());

        assertThat(errno).isEqualTo(Errno.EINVAL);
    }

    @Test
    void aFileThatCannotBeMappedIsReadAndWritten() throws Exception {
        int before = Fd.openCount();
        try (Arena arena = Arena.ofShared()) {
            MemorySegment pages = arena.allocate(3 * PAGE, PAGE);
            // The memory of this process, as a file: Linux maps no file of this kind.
            SharedFile self = served.closing(SharedFile.open(Path.of("/proc/self/mem")));
            client.expect(
                    Command.DMA_MAP,
                    mapping(BOTH, pages.address() + PAGE, ADDRESS, PAGE),
                    self.fd());
            assertThat(Fd.openCount()).as("the file is kept").isEqualTo(before + 2);
            pages.set(JAVA_LONG, PAGE + 16, 0x7788);

            assertThat(deviceReads(ADDRESS + 16)).isEqualTo(0x7788);
            deviceWrites(ADDRESS + PAGE - 8, 0x99);

            assertThat(pages.get(JAVA_LONG, 2 * PAGE - 8)).isEqualTo(0x99);
            assertThat(faults()).isZero();
            client.expect(Command.DMA_UNMAP, unmapping(0, ADDRESS, PAGE));
            assertThat(Fd.openCount()).as("the file is closed").isEqualTo(before + 1);
        }
    }

    @Test
    void aFileThatLosesItsBytesIsAFault() throws Exception {
        MemorySegment pages;
        try (Mapping mapping = Mapping.anonymous(PAGE)) {
            pages = mapping.segment();
            SharedFile self = served.closing(SharedFile.open(Path.of("/proc/self/mem")));
            client.expect(
                    Command.DMA_MAP, mapping(BOTH, pages.address(), ADDRESS, PAGE), self.fd());
        }

        deviceReads(ADDRESS);
        deviceWrites(ADDRESS, 1);

        assertThat(faults()).isEqualTo(2);
    }

    @Test
    void aFileThatHasNoPagesIsRefused() throws Exception {
        try (EventFd event = EventFd.create()) {
            int errno =
                    client.expectError(
                            Command.DMA_MAP, mapping(BOTH, 0, ADDRESS, PAGE), event.fd());

            assertThat(errno).isEqualTo(Errno.ENODEV);
        }
    }

    @Test
    void moreRegionsThanWereAgreedOnAreRefused() throws Exception {
        for (int i = 0; i < Limits.MAX_DMA_MAPS; i++) {
            map(BOTH, 0, i * PAGE, PAGE);
        }

        assertThat(refused(BOTH, 0, Limits.MAX_DMA_MAPS * PAGE, PAGE)).isEqualTo(Errno.ENOSPC);
    }

    @Test
    void anUnmapAnswersWhatItWasAskedAndTakesTheMemoryAway() throws Exception {
        int mappings = Mapping.liveCount();
        map(BOTH, 0, ADDRESS, PAGE);

        ByteBuffer reply = client.expect(Command.DMA_UNMAP, unmapping(0, ADDRESS, PAGE));

        assertThat(reply.getInt()).as("argsz").isEqualTo(24);
        assertThat(reply.getInt()).as("flags").isZero();
        assertThat(reply.getLong()).as("address").isEqualTo(ADDRESS);
        assertThat(reply.getLong()).as("size").isEqualTo(PAGE);
        assertThat(Mapping.liveCount()).isEqualTo(mappings);
        deviceReads(ADDRESS);
        assertThat(faults()).isEqualTo(1);
    }

    @Test
    void aRangeThatWasUnmappedCanBeMappedAgain() throws Exception {
        map(BOTH, 0, ADDRESS, PAGE);
        client.expect(Command.DMA_UNMAP, unmapping(0, ADDRESS, PAGE));

        map(BOTH, PAGE, ADDRESS, PAGE);

        ramBytes.set(JAVA_LONG, PAGE, 11);
        assertThat(deviceReads(ADDRESS)).isEqualTo(11);
    }

    @ParameterizedTest
    @CsvSource({
        "0x100000, 0x1000",
        "0x101000, 0x3000",
        "0x102000, 0x5000",
        "0x0ff000, 0x2000",
        "0x200000, 0x4000",
        "0x100000, -4096",
        "0, 0",
    })
    void anUnmapOfNoRegionOrAPartOfOneIsRefused(String address, String size) throws Exception {
        map(BOTH, 0, ADDRESS, 4 * PAGE);

        int errno =
                client.expectError(
                        Command.DMA_UNMAP, unmapping(0, Long.decode(address), Long.decode(size)));

        assertThat(errno).isEqualTo(Errno.ENOENT);
        deviceReads(ADDRESS);
        assertThat(faults()).isZero();
    }

    @Test
    void anUnmapTakesEveryRegionInItsRangeAway() throws Exception {
        int mappings = Mapping.liveCount();
        map(BOTH, 0, ADDRESS - PAGE, PAGE);
        map(BOTH, PAGE, ADDRESS, PAGE);
        map(BOTH, 2 * PAGE, ADDRESS + 3 * PAGE, PAGE);
        map(BOTH, 3 * PAGE, ADDRESS + 16 * PAGE, PAGE);

        client.expect(Command.DMA_UNMAP, unmapping(0, ADDRESS, 16 * PAGE));

        assertThat(Mapping.liveCount()).isEqualTo(mappings + 2);
        deviceReads(ADDRESS - PAGE);
        deviceReads(ADDRESS + 16 * PAGE);
        assertThat(faults()).isZero();
        deviceReads(ADDRESS);
        deviceReads(ADDRESS + 3 * PAGE);
        assertThat(faults()).isEqualTo(2);
    }

    @Test
    void allRegionsAreUnmappedAtOnce() throws Exception {
        int mappings = Mapping.liveCount();
        map(BOTH, 0, 0, PAGE);
        map(BOTH, PAGE, ADDRESS, PAGE);
        map(BOTH, 0, -PAGE, PAGE);

        client.expect(Command.DMA_UNMAP, unmapping(ALL, 0, 0));

        assertThat(Mapping.liveCount()).isEqualTo(mappings);
        deviceReads(ADDRESS);
        assertThat(faults()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"2, 0x100000, 0x1000", "2, 0, 0x1000", "1, 0x100000, 0x1000", "4, 0, 0"})
    void anUnmapWithFlagsThatDoNotFitIsRefused(int flags, String address, String size)
            throws Exception {
        map(BOTH, 0, ADDRESS, PAGE);

        int errno =
                client.expectError(
                        Command.DMA_UNMAP,
                        unmapping(flags, Long.decode(address), Long.decode(size)));

        assertThat(errno).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 23, 25})
    void anUnmapOfAnotherLengthIsRefused(int length) throws Exception {
        assertThat(client.expectError(Command.DMA_UNMAP, new byte[length])).isEqualTo(Errno.EINVAL);
    }

    @Test
    void descriptorsOfRefusedRegionsAreClosed() throws Exception {
        int before = Fd.openCount();

        refused(BOTH, 0, ADDRESS, 0);
        refused(BOTH, 64 * PAGE, ADDRESS, PAGE);
        client.expectError(Command.DMA_UNMAP, unmapping(0, 0, 0), ram.fd(), ram.fd());

        assertThat(Fd.openCount()).isEqualTo(before);
    }

    @Test
    void aMappedRegionKeepsNoDescriptor() throws Exception {
        int before = Fd.openCount();

        map(BOTH, 0, ADDRESS, PAGE);

        assertThat(Fd.openCount()).isEqualTo(before);
    }

    @Test
    void memoryThatShrinksUnderItsMappingEndsNothing() throws Exception {
        SharedFile shrinking = served.closing(SharedFile.inMemory("shrinking", PAGE));
        client.expect(Command.DMA_MAP, mapping(BOTH, 0, ADDRESS, PAGE), shrinking.fd());
        shrinking.resize(0);

        deviceReads(ADDRESS);

        client.expect(Command.DEVICE_RESET, new byte[0]);
        assertThat(client.readInt(0, ProbeDevice.ID_OFFSET)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    private void map(int flags, long offset, long address, long size) throws Exception {
        ByteBuffer reply =
                client.expect(Command.DMA_MAP, mapping(flags, offset, address, size), ram.fd());
        assertThat(reply.remaining()).isZero();
    }

    private int refused(int flags, long offset, long address, long size) throws Exception {
        return client.expectError(Command.DMA_MAP, mapping(flags, offset, address, size), ram.fd());
    }

    private long deviceReads(long address) throws Exception {
        client.writeLong(0, ProbeDevice.DMA_ADDRESS, address);
        client.writeInt(0, ProbeDevice.DMA_COMMAND, ProbeDevice.DMA_READ);
        return client.readLong(0, ProbeDevice.DMA_DATA);
    }

    private void deviceWrites(long address, long value) throws Exception {
        client.writeLong(0, ProbeDevice.DMA_ADDRESS, address);
        client.writeLong(0, ProbeDevice.DMA_DATA, value);
        client.writeInt(0, ProbeDevice.DMA_COMMAND, ProbeDevice.DMA_WRITE);
    }

    private int faults() throws Exception {
        return client.readInt(0, ProbeDevice.DMA_FAULTS);
    }

    static byte[] mapping(int flags, long offset, long address, long size) {
        return payload(32)
                .putInt(32)
                .putInt(flags)
                .putLong(offset)
                .putLong(address)
                .putLong(size)
                .array();
    }

    private static byte[] unmapping(int flags, long address, long size) {
        return payload(24).putInt(24).putInt(flags).putLong(address).putLong(size).array();
    }
}
