package dev.barista.vfiouser;

import static dev.barista.vfiouser.VfioUserClient.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.vfiouser.ffi.SharedFile;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;

@Timeout(60)
class DeviceFeaturesTest {
    private static final int GET = 1 << 16;
    private static final int SET = 1 << 17;
    private static final int PROBE = 1 << 18;
    private static final int MIGRATION = 1;
    private static final int MIG_DEVICE_STATE = 2;
    private static final int LOGGING_START = 6;
    private static final int LOGGING_STOP = 7;
    private static final int LOGGING_REPORT = 8;
    private static final long PAGE = 4096;
    private static final long ADDRESS = 0x10_0000;

    @RegisterExtension final ServedProbe served = new ServedProbe();
    private VfioUserClient client;

    @BeforeEach
    void connect() throws Exception {
        client = served.client();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "1, 0x10000",
        "2, 0",
        "2, 0x10000",
        "2, 0x20000",
        "2, 0x30000",
        "6, 0x20000",
        "7, 0x20000",
        "8, 0x10000"
    })
    void whatIsThereIsFoundByAProbe(int feature, String methods) throws Exception {
        int flags = feature | PROBE | Integer.decode(methods);

        ByteBuffer reply = client.expect(Command.DEVICE_FEATURE, feature(8, flags));

        assertThat(reply.limit()).isEqualTo(8);
        assertThat(reply.getInt()).as("argsz").isEqualTo(8);
        assertThat(reply.getInt()).as("flags").isEqualTo(flags);
    }

    @ParameterizedTest
    @CsvSource({
        "0x40000, a feature without a number",
        "0x40003, low power",
        "0x4ffff, no feature",
        "0x60001, setting what can only be read",
        "0x70001, both where only one is there",
        "0x50006, reading what can only be set",
        "0x60008, setting a report",
        "0x10003, reading what is not there",
        "0x20001, setting what can only be read",
        "0x10006, reading what can only be set",
    })
    void whatIsNotThereIsNotSupported(String flags, String why) throws Exception {
        assertThat(client.expectError(Command.DEVICE_FEATURE, feature(64, Integer.decode(flags))))
                .as(why)
                .isEqualTo(Errno.ENOTSUP);
    }

    @ParameterizedTest
    @CsvSource({
        "8, 0x00001, neither get nor set nor probe",
        "8, 0x30002, get and set at once",
        "8, 0x90001, an unknown flag",
        "8, 0x80010001, another unknown flag",
        "7, 0x10001, no room for a reply",
        "16, 0x20002, a state without a state",
        "64, 0x20006, a start without what to log",
        "64, 0x10008, a report without a range",
    })
    void whatCannotBeMeantIsRefused(int argsz, String flags, String why) throws Exception {
        byte[] payload = feature(argsz, (int) (long) Long.decode(flags));

        assertThat(client.expectError(Command.DEVICE_FEATURE, payload))
                .as(why)
                .isEqualTo(Errno.EINVAL);
    }

    @Test
    void aDeviceCanBeMigratedWhileItIsStoppedAndBefore() throws Exception {
        ByteBuffer reply = client.expect(Command.DEVICE_FEATURE, feature(16, GET | MIGRATION));

        assertThat(reply.getInt()).as("argsz").isEqualTo(16);
        assertThat(reply.getInt()).as("flags").isEqualTo(GET | MIGRATION);
        assertThat(reply.getLong()).as("STOP_COPY and PRE_COPY").isEqualTo(0b101);
        assertThat(reply.remaining()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {MIGRATION, MIG_DEVICE_STATE})
    void anAnswerThatHasNoRoomSaysHowMuchItNeeds(int feature) throws Exception {
        ByteBuffer reply = client.expect(Command.DEVICE_FEATURE, feature(8, GET | feature));

        assertThat(reply.limit()).isEqualTo(8);
        assertThat(reply.getInt()).isEqualTo(16);
    }

    @Test
    void pagesThatTheDeviceWritesAreReportedOnce() throws Exception {
        SharedFile ram = served.closing(SharedFile.inMemory("ram", 16 * PAGE));
        map(ram);
        start();

        deviceWrites(ADDRESS + 3 * PAGE);
        deviceWrites(ADDRESS + 9 * PAGE - 4);

        assertThat(report(ADDRESS, 16 * PAGE, PAGE)).isEqualTo(1 << 3 | 1 << 8 | 1 << 9);
        assertThat(report(ADDRESS, 16 * PAGE, PAGE)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"8192, 0b10", "0x10000, 1", "0x100000, 1", "2048, 0xc0"})
    void aReportMayHaveAnotherPageSize(String pageSize, String expected) throws Exception {
        SharedFile ram = served.closing(SharedFile.inMemory("ram", 16 * PAGE));
        map(ram);
        start();
        deviceWrites(ADDRESS + 3 * PAGE);

        long bits =
                expected.startsWith("0b")
                        ? Long.parseLong(expected.substring(2), 2)
                        : Long.decode(expected);
        assertThat(report(ADDRESS, 16 * PAGE, Long.decode(pageSize))).isEqualTo(bits);
    }

    @Test
    void aReportThatHasNoRoomForgetsNothing() throws Exception {
        SharedFile ram = served.closing(SharedFile.inMemory("ram", 16 * PAGE));
        map(ram);
        start();
        deviceWrites(ADDRESS);

        ByteBuffer reply =
                client.expect(Command.DEVICE_FEATURE, reportRequest(39, ADDRESS, 16 * PAGE, PAGE));

        assertThat(reply.getInt()).as("argsz").isEqualTo(40);
        assertThat(report(ADDRESS, 16 * PAGE, PAGE)).isEqualTo(1);
    }

    @Test
    void anUnmapMayAskForTheDirtyPagesOfWhatGoes() throws Exception {
        SharedFile ram = served.closing(SharedFile.inMemory("ram", 16 * PAGE));
        map(ram);
        start();
        deviceWrites(ADDRESS + 2 * PAGE);

        ByteBuffer reply = client.expect(Command.DMA_UNMAP, unmap(48, 1, ADDRESS, PAGE, 8));

        assertThat(reply.getInt()).as("argsz").isEqualTo(48);
        assertThat(reply.getInt()).as("flags").isEqualTo(1);
        assertThat(reply.getLong()).as("address").isEqualTo(ADDRESS);
        assertThat(reply.getLong()).as("size").isEqualTo(16 * PAGE);
        assertThat(reply.getLong()).as("pgsize").isEqualTo(PAGE);
        assertThat(reply.getLong()).as("size of the bitmap").isEqualTo(8);
        assertThat(reply.getLong()).as("bitmap").isEqualTo(1 << 2);
        assertThat(reply.remaining()).isZero();
        deviceWrites(ADDRESS);
        assertThat(client.readInt(0, ProbeDevice.DMA_FAULTS)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "48, 0, 0x100000, 4096, 8, 22, not asked for",
        "48, 2, 0x100000, 4096, 8, 22, with all",
        "48, 3, 0x100000, 4096, 8, 22, with all",
        "23, 1, 0x100000, 4096, 8, 22, no room for anything",
        "48, 1, 0x100000, 4096, 16, 22, a bitmap of another size",
        "48, 1, 0x100000, 4096, 0, 22, no bitmap",
        "48, 1, 0x100000, 0, 8, 22, no page size",
        "48, 1, 0x100000, 4097, 8, 22, a page size that is none",
        "48, 1, 0x200000, 4096, 8, 2, nothing is mapped there",
    })
    void anUnmapThatCannotBeIsRefusedAndLeavesTheMemory(
            int argsz, int flags, String address, long pageSize, long bitmap, int errno, String why)
            throws Exception {
        SharedFile ram = served.closing(SharedFile.inMemory("ram", 16 * PAGE));
        map(ram);
        start();

        assertThat(
                        client.expectError(
                                Command.DMA_UNMAP,
                                unmap(argsz, flags, Long.decode(address), pageSize, bitmap)))
                .as(why)
                .isEqualTo(errno);

        deviceWrites(ADDRESS);
        assertThat(client.readInt(0, ProbeDevice.DMA_FAULTS)).isZero();
    }

    @Test
    void anUnmapWhoseBitmapHasNoRoomUnmapsNothing() throws Exception {
        SharedFile ram = served.closing(SharedFile.inMemory("ram", 16 * PAGE));
        map(ram);
        start();

        ByteBuffer reply = client.expect(Command.DMA_UNMAP, unmap(47, 1, ADDRESS, PAGE, 8));

        assertThat(reply.getInt()).as("argsz").isEqualTo(48);
        assertThat(reply.limit()).isEqualTo(40);
        deviceWrites(ADDRESS);
        assertThat(client.readInt(0, ProbeDevice.DMA_FAULTS)).isZero();
    }

    @Test
    void anUnmapWithABitmapNeedsALog() throws Exception {
        SharedFile ram = served.closing(SharedFile.inMemory("ram", 16 * PAGE));
        map(ram);

        assertThat(client.expectError(Command.DMA_UNMAP, unmap(48, 1, ADDRESS, PAGE, 8)))
                .isEqualTo(Errno.EINVAL);
    }

    @Test
    void aStartSaysWhichPageSizeIsLogged() throws Exception {
        ByteBuffer reply =
                client.expect(
                        Command.DEVICE_FEATURE, startRequest(40, 0x20_0000, 1, 0, 0, 0x1000_0000));

        assertThat(reply.getInt(0)).as("argsz").isEqualTo(40);
        assertThat(reply.getLong(8)).as("page_size").isEqualTo(PAGE);
        assertThat(reply.getInt(16)).as("num_ranges").isEqualTo(1);
        assertThat(reply.getLong(32)).as("length").isEqualTo(0x1000_0000);
        assertThat(reply.limit()).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource({
        "4096, 1, 0, 0, 0, an empty range",
        "4096, 1, 0, -4096, 8192, a range round the end",
        "0, 0, 0, 0, 0, no page size",
        "4097, 0, 0, 0, 0, a page size that is none",
        "4096, 2, 0, 0, 4096, more ranges than there are",
        "4096, -1, 0, 0, 4096, very many ranges",
        "4096, 0, 1, 0, 0, what is reserved",
    })
    void aStartThatCannotBeIsRefused(
            long pageSize, int ranges, int reserved, long iova, long length, String why)
            throws Exception {
        byte[] payload =
                ranges == 0
                        ? startRequest(24, pageSize, ranges, reserved)
                        : startRequest(40, pageSize, ranges, reserved, iova, length);

        assertThat(client.expectError(Command.DEVICE_FEATURE, payload))
                .as(why)
                .isEqualTo(Errno.EINVAL);
    }

    @Test
    void aLogIsNotStartedTwiceAndMayBeStoppedTwice() throws Exception {
        start();
        assertThat(client.expectError(Command.DEVICE_FEATURE, startRequest(24, PAGE, 0, 0)))
                .isEqualTo(Errno.EBUSY);

        stop();
        stop();

        assertThat(reportError(ADDRESS, PAGE, PAGE)).isEqualTo(Errno.EINVAL);
        start();
    }

    @Test
    void theNextClientFindsNoLog() throws Exception {
        start();
        client.close();

        client = served.client();

        assertThat(reportError(ADDRESS, PAGE, PAGE)).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 4096, 22, an empty range",
        "-4096, 8192, 4096, 22, a range round the end",
        "0, 4096, 0, 22, no page size",
        "0, 4096, 3000, 22, a page size that is none",
        "0, -1, 1, 7, a bit for every byte there is",
        "0, 0x8000000000, 4096, 7, more than fits in a message",
    })
    void aReportThatCannotBeIsRefused(
            long iova, String length, long pageSize, int errno, String why) throws Exception {
        start();

        assertThat(reportError(iova, Long.decode(length), pageSize)).as(why).isEqualTo(errno);
    }

    @Test
    void aReportOfMuchMemoryFits() throws Exception {
        start();

        ByteBuffer reply =
                client.expect(Command.DEVICE_FEATURE, reportRequest(1 << 30, 0, 256L << 30, PAGE));

        assertThat(reply.getInt()).isEqualTo(32 + (8 << 20));
        assertThat(reply.limit()).isEqualTo(32 + (8 << 20));
    }

    private void map(SharedFile ram) throws Exception {
        client.expect(
                Command.DMA_MAP,
                payload(32)
                        .putInt(32)
                        .putInt(3)
                        .putLong(0)
                        .putLong(ADDRESS)
                        .putLong(16 * PAGE)
                        .array(),
                ram.fd());
    }

    private void deviceWrites(long address) throws Exception {
        client.writeLong(0, ProbeDevice.DMA_ADDRESS, address);
        client.writeInt(0, ProbeDevice.DMA_COMMAND, ProbeDevice.DMA_WRITE);
    }

    private void start() throws Exception {
        client.expect(Command.DEVICE_FEATURE, startRequest(24, PAGE, 0, 0));
    }

    private void stop() throws Exception {
        client.expect(Command.DEVICE_FEATURE, feature(8, SET | LOGGING_STOP));
    }

    private long report(long iova, long length, long pageSize) throws Exception {
        ByteBuffer reply =
                client.expect(Command.DEVICE_FEATURE, reportRequest(40, iova, length, pageSize));
        assertThat(reply.getInt()).as("argsz").isEqualTo(40);
        assertThat(reply.getInt()).as("flags").isEqualTo(GET | LOGGING_REPORT);
        assertThat(reply.getLong()).as("iova").isEqualTo(iova);
        assertThat(reply.getLong()).as("length").isEqualTo(length);
        assertThat(reply.getLong()).as("page_size").isEqualTo(pageSize);
        long bitmap = reply.getLong();
        assertThat(reply.remaining()).isZero();
        return bitmap;
    }

    private int reportError(long iova, long length, long pageSize) throws Exception {
        return client.expectError(
                Command.DEVICE_FEATURE, reportRequest(1 << 30, iova, length, pageSize));
    }

    private static byte[] feature(int argsz, int flags) {
        return payload(8).putInt(argsz).putInt(flags).array();
    }

    private static byte[] startRequest(
            int argsz, long pageSize, int ranges, int reserved, long... range) {
        ByteBuffer payload =
                payload(24 + 8 * range.length)
                        .putInt(argsz)
                        .putInt(SET | LOGGING_START)
                        .putLong(pageSize)
                        .putInt(ranges)
                        .putInt(reserved);
        for (long each : range) {
            payload.putLong(each);
        }
        byte[] bytes = new byte[payload.limit()];
        payload.get(0, bytes);
        return bytes;
    }

    private static byte[] reportRequest(int argsz, long iova, long length, long pageSize) {
        return payload(32)
                .putInt(argsz)
                .putInt(GET | LOGGING_REPORT)
                .putLong(iova)
                .putLong(length)
                .putLong(pageSize)
                .array();
    }

    private static byte[] unmap(int argsz, int flags, long address, long pageSize, long bitmap) {
        return payload(40)
                .putInt(argsz)
                .putInt(flags)
                .putLong(address)
                .putLong(16 * PAGE)
                .putLong(pageSize)
                .putLong(bitmap)
                .array();
    }
}
