package dev.barista.vfiouser;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.MessageSocket;
import dev.barista.vfiouser.protocol.Capabilities;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.Limits;
import dev.barista.vfiouser.protocol.MalformedMessageException;
import dev.barista.vfiouser.protocol.Version;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/**
 * {@link Command#VERSION}. What is answered is a part of what the client proposes, and holds for
 * the rest of the connection; where the client proposes nothing the protocol's defaults hold.
 */
final class Negotiation implements AutoCloseable {
    private final boolean migratable;
    private final Version version = new Version();
    private Capabilities proposed = Capabilities.NONE;
    private MessageSocket.@Nullable Pair twin;

    /**
     * A negotiation.
     *
     * @param migratable whether the device has dirty pages that can be asked for
     */
    Negotiation(boolean migratable) {
        this.migratable = migratable;
    }

    /** Answers the length of the reply, or an error number negated. */
    int negotiate(Inbox in, Outbox out) {
        if (in.payloadLength() < Version.SIZE) {
            return -Errno.EINVAL;
        }
        version.wrap(in.segment(), in.payload());
        if (version.major() != Limits.MAJOR) {
            return -Errno.EINVAL;
        }
        int minor = Math.min(version.minor(), Limits.MINOR);
        if (in.payloadLength() > Version.SIZE) {
            try {
                proposed = parse(in);
            } catch (MalformedMessageException e) {
                return -Errno.EINVAL;
            }
        }
        if (pageSizes() == 0) {
            return -Errno.EINVAL;
        }
        if (wantsTwin()) {
            try {
                twin = MessageSocket.pair();
                out.attach(twin.theirs());
            } catch (ErrnoException e) {
                // No descriptor left for what is optional.
            }
        }
        byte[] text = answer().toJson();
        version.wrap(out.segment(), Outbox.PAYLOAD).major(Limits.MAJOR).minor(minor);
        long data = Outbox.PAYLOAD + Version.SIZE;
        MemorySegment.copy(text, 0, out.segment(), JAVA_BYTE, data, text.length);
        out.segment().set(JAVA_BYTE, data + text.length, (byte) 0);
        return Version.SIZE + text.length + 1;
    }

    /** Descriptors that the client takes with one message. */
    long clientFds() {
        return or(proposed.maxMsgFds(), Limits.DEFAULT_MSG_FDS);
    }

    /** Bytes of data that the client reads or writes in one message. */
    long clientDataXferSize() {
        return or(proposed.maxDataXferSize(), Limits.MAX_DATA_XFER_SIZE);
    }

    /** How many regions of client memory there may be at a time. */
    int dmaMaps() {
        return (int) Math.min(or(proposed.maxDmaMaps(), Limits.MAX_DMA_MAPS), Limits.MAX_DMA_MAPS);
    }

    /** The smallest page of client memory: regions begin and end at its multiples. */
    long pageSize() {
        return Long.lowestOneBit(pageSizes());
    }

    /** Whether {@link Command#REGION_WRITE_MULTI} may come. */
    boolean writeMultiple() {
        return Boolean.TRUE.equals(proposed.writeMultiple());
    }

    /**
     * This end of the second socket, for the server's commands; null if there is none. The caller
     * owns it from now on. Called when the reply has been sent.
     */
    @Nullable MessageSocket takeTwin() {
        MessageSocket.Pair pair = twin;
        twin = null;
        if (pair == null) {
            return null;
        }
        pair.theirs().close();
        return pair.ours();
    }

    @Override
    public void close() {
        if (twin != null) {
            twin.theirs().close();
            twin.ours().close();
        }
    }

    private long pageSizes() {
        return or(proposed.pgsizes(), Limits.PAGE_SIZE) & Limits.PAGE_SIZES;
    }

    private boolean wantsTwin() {
        Capabilities.TwinSocket wanted = proposed.twinSocket();
        return wanted != null && wanted.supported() && clientFds() > 0;
    }

    private static Capabilities parse(Inbox in) throws MalformedMessageException {
        byte[] text =
                in.segment()
                        .asSlice(in.payload() + Version.SIZE, in.payloadLength() - Version.SIZE)
                        .toArray(JAVA_BYTE);
        int end = text.length - 1;
        if (text[end] != 0) {
            throw new MalformedMessageException("version data without a NUL at their end");
        }
        return Capabilities.parse(Arrays.copyOf(text, end));
    }

    /** What this server can do of what the client proposes. */
    private Capabilities answer() {
        return new Capabilities(
                proposed.maxMsgFds() == null ? null : (long) Limits.MAX_MSG_FDS,
                proposed.maxDataXferSize() == null ? null : (long) Limits.MAX_DATA_XFER_SIZE,
                proposed.maxDmaMaps() == null ? null : (long) dmaMaps(),
                proposed.pgsizes() == null ? null : pageSizes(),
                migration(proposed.migration()),
                proposed.twinSocket() == null
                        ? null
                        : new Capabilities.TwinSocket(twin != null, twin == null ? null : 0L),
                writeMultiple() ? true : null);
    }

    private Capabilities.@Nullable Migration migration(Capabilities.@Nullable Migration wanted) {
        if (wanted == null || !migratable) {
            return null;
        }
        Long bitmap = wanted.maxBitmapSize();
        return new Capabilities.Migration(
                wanted.pgsize() == null ? null : Limits.PAGE_SIZE,
                bitmap == null ? null : Math.min(bitmap, Limits.MAX_DIRTY_BITMAP));
    }

    private static long or(@Nullable Long said, long assumed) {
        return Objects.requireNonNullElse(said, assumed);
    }
}
