package dev.barista.vfiouser.protocol;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayOutputStream;

/** {@link Capabilities} as JSON. */
final class CapabilitiesJson {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final String CAPABILITIES = "capabilities";
    private static final String MAX_MSG_FDS = "max_msg_fds";
    private static final String MAX_DATA_XFER_SIZE = "max_data_xfer_size";
    private static final String MAX_DMA_MAPS = "max_dma_maps";
    private static final String PGSIZES = "pgsizes";
    private static final String MIGRATION = "migration";
    private static final String PGSIZE = "pgsize";
    private static final String MAX_BITMAP_SIZE = "max_bitmap_size";
    private static final String TWIN_SOCKET = "twin_socket";
    private static final String SUPPORTED = "supported";
    private static final String FD_INDEX = "fd_index";
    private static final String WRITE_MULTIPLE = "write_multiple";

    private CapabilitiesJson() {}

    static Capabilities parse(byte[] text) throws MalformedMessageException {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text)) {
            Capabilities capabilities = Capabilities.NONE;
            expect(in.nextToken(), JsonToken.START_OBJECT, "version data");
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                if (name.equals(CAPABILITIES)) {
                    capabilities = capabilities(in);
                } else {
                    skipValue(in);
                }
            }
            if (in.nextToken() != null) {
                throw new MalformedMessageException("version data go on after their end");
            }
            return capabilities;
        } catch (JacksonException e) {
            throw new MalformedMessageException("version data are no JSON", e);
        }
    }

    private static Capabilities capabilities(JsonParser in) throws MalformedMessageException {
        Long maxMsgFds = null;
        Long maxDataXferSize = null;
        Long maxDmaMaps = null;
        Long pgsizes = null;
        Capabilities.Migration migration = null;
        Capabilities.TwinSocket twinSocket = null;
        Boolean writeMultiple = null;
        expect(in.nextToken(), JsonToken.START_OBJECT, CAPABILITIES);
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case MAX_MSG_FDS -> maxMsgFds = number(in, name);
                case MAX_DATA_XFER_SIZE -> maxDataXferSize = number(in, name);
                case MAX_DMA_MAPS -> maxDmaMaps = number(in, name);
                case PGSIZES -> pgsizes = number(in, name);
                case MIGRATION -> migration = migration(in);
                case TWIN_SOCKET -> twinSocket = twinSocket(in);
                case WRITE_MULTIPLE -> writeMultiple = truth(in, name);
                default -> skipValue(in);
            }
        }
        return new Capabilities(
                maxMsgFds,
                maxDataXferSize,
                maxDmaMaps,
                pgsizes,
                migration,
                twinSocket,
                writeMultiple);
    }

    private static Capabilities.Migration migration(JsonParser in)
            throws MalformedMessageException {
        Long pgsize = null;
        Long maxBitmapSize = null;
        expect(in.nextToken(), JsonToken.START_OBJECT, MIGRATION);
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case PGSIZE -> pgsize = number(in, name);
                case MAX_BITMAP_SIZE -> maxBitmapSize = number(in, name);
                default -> skipValue(in);
            }
        }
        return new Capabilities.Migration(pgsize, maxBitmapSize);
    }

    private static Capabilities.TwinSocket twinSocket(JsonParser in)
            throws MalformedMessageException {
        boolean supported = false;
        Long fdIndex = null;
        expect(in.nextToken(), JsonToken.START_OBJECT, TWIN_SOCKET);
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case SUPPORTED -> supported = truth(in, name);
                case FD_INDEX -> fdIndex = number(in, name);
                default -> skipValue(in);
            }
        }
        return new Capabilities.TwinSocket(supported, fdIndex);
    }

    private static long number(JsonParser in, String name) throws MalformedMessageException {
        expect(in.nextToken(), JsonToken.VALUE_NUMBER_INT, name);
        long number = in.getLongValue();
        if (number < 0) {
            throw new MalformedMessageException(name + " is negative");
        }
        return number;
    }

    private static boolean truth(JsonParser in, String name) throws MalformedMessageException {
        JsonToken token = in.nextToken();
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        throw new MalformedMessageException(name + " is neither true nor false");
    }

    private static void skipValue(JsonParser in) {
        in.nextToken();
        in.skipChildren();
    }

    private static void expect(@Nullable JsonToken token, JsonToken expected, String name)
            throws MalformedMessageException {
        if (token != expected) {
            throw new MalformedMessageException(
                    "%s: %s where %s should be".formatted(name, token, expected));
        }
    }

    static byte[] format(Capabilities capabilities) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeName(CAPABILITIES);
            out.writeStartObject();
            number(out, MAX_MSG_FDS, capabilities.maxMsgFds());
            number(out, MAX_DATA_XFER_SIZE, capabilities.maxDataXferSize());
            number(out, MAX_DMA_MAPS, capabilities.maxDmaMaps());
            number(out, PGSIZES, capabilities.pgsizes());
            Capabilities.Migration migration = capabilities.migration();
            if (migration != null) {
                out.writeName(MIGRATION);
                out.writeStartObject();
                number(out, PGSIZE, migration.pgsize());
                number(out, MAX_BITMAP_SIZE, migration.maxBitmapSize());
                out.writeEndObject();
            }
            Capabilities.TwinSocket twin = capabilities.twinSocket();
            if (twin != null) {
                out.writeName(TWIN_SOCKET);
                out.writeStartObject();
                out.writeName(SUPPORTED);
                out.writeBoolean(twin.supported());
                number(out, FD_INDEX, twin.fdIndex());
                out.writeEndObject();
            }
            Boolean writeMultiple = capabilities.writeMultiple();
            if (writeMultiple != null) {
                out.writeName(WRITE_MULTIPLE);
                out.writeBoolean(writeMultiple);
            }
            out.writeEndObject();
            out.writeEndObject();
        }
        return text.toByteArray();
    }

    private static void number(JsonGenerator out, String name, @Nullable Long value) {
        if (value != null) {
            out.writeName(name);
            out.writeNumber(value);
        }
    }
}
