package dev.barista.vfiouser.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilitiesTest {
    private static Capabilities parse(String json) throws MalformedMessageException {
        return Capabilities.parse(json.getBytes(UTF_8));
    }

    @Test
    void everyCapabilityIsRead() throws Exception {
        Capabilities parsed =
                parse(
                        """
                        {"capabilities":{"max_msg_fds":8,"max_data_xfer_size":4096,
                         "max_dma_maps":16,"pgsizes":2097152,"write_multiple":true,
                         "migration":{"pgsize":4096,"max_bitmap_size":8},
                         "twin_socket":{"supported":true,"fd_index":0}}}
                        """);

        assertThat(parsed)
                .isEqualTo(
                        new Capabilities(
                                8L,
                                4096L,
                                16L,
                                2097152L,
                                new Capabilities.Migration(4096L, 8L),
                                new Capabilities.TwinSocket(true, 0L),
                                true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"capabilities\":{}}",
                " { \"vendor\" : [1, {\"a\": null}] } ",
                "{\"capabilities\":{\"other\":{\"pgsize\":4096}}}"
            })
    void whatIsNotMentionedOrNotKnownIsPassedOver(String json) throws Exception {
        assertThat(parse(json)).isEqualTo(Capabilities.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{",
                "{\"capabilities\":{}",
                "{\"capabilities\":{}} {}",
                "{\"capabilities\":[]}",
                "{\"capabilities\":null}",
                "{\"capabilities\":{\"max_msg_fds\":\"8\"}}",
                "{\"capabilities\":{\"max_msg_fds\":1.5}}",
                "{\"capabilities\":{\"max_msg_fds\":-1}}",
                "{\"capabilities\":{\"max_msg_fds\":99999999999999999999}}",
                "{\"capabilities\":{\"max_msg_fds\":1,\"max_msg_fds\":2}}",
                "{\"capabilities\":{\"write_multiple\":1}}",
                "{\"capabilities\":{\"twin_socket\":true}}",
                "{\"capabilities\":{\"migration\":4096}}",
                "{\"capabilities\":{\"migration\":{\"pgsize\":-1}}}",
                "{\"capabilities\":{\"twin_socket\":{\"supported\":\"yes\"}}}",
                "{capabilities:{}}",
                "{\"capabilities\":{}}\0"
            })
    void whatIsNoSuchTextIsMalformed(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void textNestedWithoutEndIsMalformedAndNoOverflow() {
        String json = "{\"x\":" + "[".repeat(500_000);

        assertThatThrownBy(() -> parse(json)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void theTextHoldsWhatIsMentionedAndNothingElse() {
        Capabilities capabilities = new Capabilities(16L, null, null, null, null, null, true);

        assertThat(new String(capabilities.toJson(), UTF_8))
                .isEqualTo("{\"capabilities\":{\"max_msg_fds\":16,\"write_multiple\":true}}");
    }

    @Test
    void theTextReadsBackAsItself() throws Exception {
        Capabilities capabilities =
                new Capabilities(
                        1L,
                        2L,
                        3L,
                        4096L,
                        new Capabilities.Migration(4096L, 512L),
                        new Capabilities.TwinSocket(true, 0L),
                        false);

        assertThat(Capabilities.parse(capabilities.toJson())).isEqualTo(capabilities);
    }
}
