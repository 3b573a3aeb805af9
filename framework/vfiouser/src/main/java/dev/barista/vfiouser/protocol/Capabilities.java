package dev.barista.vfiouser.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What one end of a connection says in {@link Command#VERSION}. Null stands for what it does not
 * mention; unknown capabilities are passed over.
 *
 * @param maxMsgFds descriptors that its sender takes with one message; 1 if not mentioned
 * @param maxDataXferSize bytes of data that its sender takes in one message; 1 MiB if not mentioned
 * @param maxDmaMaps regions of client memory at a time; 65535 if not mentioned
 * @param pgsizes the sizes of pages in such regions, or'ed together; 4 KiB if not mentioned
 * @param migration how dirty pages are asked for; not in the specification any more, but said by
 *     QEMU
 * @param twinSocket a second socket for the server's commands
 * @param writeMultiple whether {@link Command#REGION_WRITE_MULTI} is understood; not if not
 *     mentioned
 */
public record Capabilities(
        @Nullable Long maxMsgFds,
        @Nullable Long maxDataXferSize,
        @Nullable Long maxDmaMaps,
        @Nullable Long pgsizes,
        @Nullable Migration migration,
        @Nullable TwinSocket twinSocket,
        @Nullable Boolean writeMultiple) {
    /** Nothing mentioned. */
    public static final Capabilities NONE =
            new Capabilities(null, null, null, null, null, null, null);

    /**
     * How dirty pages are asked for.
     *
     * @param pgsize what one bit of a bitmap stands for
     * @param maxBitmapSize bytes of a bitmap at most
     */
    public record Migration(@Nullable Long pgsize, @Nullable Long maxBitmapSize) {}

    /**
     * A second socket.
     *
     * @param supported whether its sender has one, or wants one
     * @param fdIndex which of the descriptors that come along it is; in replies only
     */
    public record TwinSocket(boolean supported, @Nullable Long fdIndex) {}

    /**
     * Reads the text of a message.
     *
     * @param text JSON in UTF-8, without the NUL
     * @throws MalformedMessageException if it is no such text, or a capability is of another type
     */
    public static Capabilities parse(byte[] text) throws MalformedMessageException {
        return CapabilitiesJson.parse(text);
    }

    /** The text of a message: JSON in UTF-8, without the NUL. */
    public byte[] toJson() {
        return CapabilitiesJson.format(this);
    }
}
