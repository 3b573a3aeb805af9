package dev.barista.vfiouser;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.Arrays;

@Timeout(60)
class NegotiationTest {
    @RegisterExtension final ServedProbe served = new ServedProbe();

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 1", "65535, 1"})
    void theMinorVersionIsTheClientsOrOursWhicheverIsLower(int proposed, int answered)
            throws Exception {
        VfioUserClient client = served.connect();

        ByteBuffer reply =
                client.expect(Command.VERSION, VfioUserClient.version(0, proposed, "{}"));

        assertThat(reply.getShort()).isZero();
        assertThat(Short.toUnsignedInt(reply.getShort())).isEqualTo(answered);
    }

    @Test
    void onlyCapabilitiesThatWereProposedAreAnswered() throws Exception {
        VfioUserClient client = served.connect();

        ByteBuffer reply =
                client.expect(
                        Command.VERSION,
                        VfioUserClient.version(
                                0, 1, "{\"capabilities\":{\"max_msg_fds\":1,\"other\":2}}"));

        assertThat(text(reply)).isEqualTo("{\"capabilities\":{\"max_msg_fds\":16}}\0");
    }

    @Test
    void allThatQemuProposesIsAnswered() throws Exception {
        VfioUserClient client = served.connect();

        ByteBuffer reply =
                client.expect(
                        Command.VERSION,
                        VfioUserClient.version(0, 1, VfioUserClient.QEMU_CAPABILITIES));

        assertThat(text(reply))
                .isEqualTo(
                        """
                        {"capabilities":{"max_msg_fds":16,"max_data_xfer_size":1048576,\
                        "max_dma_maps":4096,"pgsizes":4096,\
                        "migration":{"pgsize":4096,"max_bitmap_size":8388608},\
                        "write_multiple":true}}\0\
                        """);
    }

    @Test
    void lessThanWeCanDoIsAnsweredAsItWasProposed() throws Exception {
        String proposed =
                """
                {"capabilities":{"max_dma_maps":2,"pgsizes":2097152,\
                "migration":{"pgsize":4096,"max_bitmap_size":512}}}\
                """;
        VfioUserClient client = served.connect();

        ByteBuffer reply = client.expect(Command.VERSION, VfioUserClient.version(0, 1, proposed));

        assertThat(text(reply)).isEqualTo(proposed + "\0");
    }

    @Test
    void noMoreRegionsThanWereAgreedOnAndNoneBesideTheirPages() throws Exception {
        VfioUserClient client = served.connect();
        client.expect(
                Command.VERSION,
                VfioUserClient.version(
                        0, 1, "{\"capabilities\":{\"max_dma_maps\":1,\"pgsizes\":2097152}}"));

        assertThat(client.expectError(Command.DMA_MAP, mapping(0x1000, 0x20_0000)))
                .isEqualTo(Errno.EINVAL);
        assertThat(client.expectError(Command.DMA_MAP, mapping(0x20_0000, 0x1000)))
                .isEqualTo(Errno.EINVAL);
        client.expect(Command.DMA_MAP, mapping(0x20_0000, 0x20_0000));
        assertThat(client.expectError(Command.DMA_MAP, mapping(0x40_0000, 0x20_0000)))
                .isEqualTo(Errno.ENOSPC);
    }

    @Test
    void aClientWithoutAPageThatWeHaveIsRefusedAndDisconnected() throws Exception {
        VfioUserClient client = served.connect();

        int errno =
                client.expectError(
                        Command.VERSION,
                        VfioUserClient.version(0, 1, "{\"capabilities\":{\"pgsizes\":1024}}"));

        assertThat(errno).isEqualTo(Errno.EINVAL);
        assertThat(client.isDisconnected()).isTrue();
    }

    @Test
    void manyWritesInOneMessageMustHaveBeenAgreedOn() throws Exception {
        VfioUserClient client = served.connect();
        client.expect(Command.VERSION, VfioUserClient.version(0, 1, "{}"));

        assertThat(client.expectError(Command.REGION_WRITE_MULTI, new byte[8]))
                .isEqualTo(Errno.ENOTSUP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"capabilities\":{\"twin_socket\":{\"supported\":false}}}",
                "{\"capabilities\":{\"twin_socket\":{}}}",
                "{\"capabilities\":{\"max_msg_fds\":0,\"twin_socket\":{\"supported\":true}}}"
            })
    void aTwinSocketIsForClientsThatWantOneAndCanTakeIt(String proposed) throws Exception {
        VfioUserClient client = served.connect();

        VfioUserClient.Message reply =
                client.ask(Command.VERSION, VfioUserClient.version(0, 1, proposed));

        assertThat(reply.fds()).isEmpty();
        assertThat(text(reply.payload())).contains("\"twin_socket\":{\"supported\":false}");
    }

    private static byte[] mapping(long address, long size) {
        return VfioUserClient.payload(32)
                .putInt(32)
                .putInt(3)
                .putLong(0)
                .putLong(address)
                .putLong(size)
                .array();
    }

    @Test
    void versionDataAreOptional() throws Exception {
        VfioUserClient client = served.connect();

        ByteBuffer reply = client.expect(Command.VERSION, new byte[4]);

        assertThat(text(reply)).isEqualTo("{\"capabilities\":{}}\0");
    }

    @Test
    void anotherMajorVersionIsRefusedAndDisconnected() throws Exception {
        VfioUserClient client = served.connect();

        int errno = client.expectError(Command.VERSION, VfioUserClient.version(1, 0, "{}"));

        assertThat(errno).isEqualTo(Errno.EINVAL);
        assertThat(client.isDisconnected()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"capabilities\":7}", "no json"})
    void versionDataThatAreNoSuchTextAreRefusedAndDisconnected(String json) throws Exception {
        VfioUserClient client = served.connect();

        int errno = client.expectError(Command.VERSION, VfioUserClient.version(0, 1, json));

        assertThat(errno).isEqualTo(Errno.EINVAL);
        assertThat(client.isDisconnected()).isTrue();
    }

    @Test
    void versionDataWithoutANulAreRefused() throws Exception {
        VfioUserClient client = served.connect();
        byte[] payload = VfioUserClient.version(0, 1, "{}");

        int errno = client.expectError(Command.VERSION, Arrays.copyOf(payload, payload.length - 1));

        assertThat(errno).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aVersionMessageThatIsTooShortIsRefused(int length) throws Exception {
        VfioUserClient client = served.connect();

        assertThat(client.expectError(Command.VERSION, new byte[length])).isEqualTo(Errno.EINVAL);
    }

    @Test
    void anythingButAVersionFirstIsRefusedAndDisconnected() throws Exception {
        VfioUserClient client = served.connect();

        int errno = client.expectError(Command.DEVICE_RESET, new byte[0]);

        assertThat(errno).isEqualTo(Errno.EINVAL);
        assertThat(client.isDisconnected()).isTrue();
    }

    @Test
    void aSecondVersionIsRefusedAndTheConnectionGoesOn() throws Exception {
        VfioUserClient client = served.client();

        int errno = client.expectError(Command.VERSION, VfioUserClient.version(0, 1, "{}"));

        assertThat(errno).isEqualTo(Errno.EINVAL);
        assertThat(client.readInt(0, ProbeDevice.ID_OFFSET)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    @Test
    void theNextClientIsServedAfterOneThatWasRefused() throws Exception {
        VfioUserClient refused = served.connect();
        refused.expectError(Command.VERSION, VfioUserClient.version(9, 9, "{}"));
        assertThat(refused.isDisconnected()).isTrue();
        refused.close();

        VfioUserClient next = served.client();

        assertThat(next.readInt(0, ProbeDevice.ID_OFFSET)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    private static String text(ByteBuffer reply) {
        byte[] bytes = new byte[reply.limit() - 4];
        reply.get(4, bytes);
        return new String(bytes, UTF_8);
    }
}
