package dev.barista.vfiouser;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.barista.vfiouser.protocol.Capabilities;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.Limits;
import dev.barista.vfiouser.protocol.MalformedMessageException;
import dev.barista.vfiouser.protocol.Version;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** {@link Command#VERSION}. */
final class Negotiation {
    private final Version version = new Version();
    private Capabilities proposed = Capabilities.NONE;

    /** What the client said it can do. */
    Capabilities proposed() {
        return proposed;
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
        byte[] text = answer(proposed).toJson();
        version.wrap(out.segment(), Outbox.PAYLOAD).major(Limits.MAJOR).minor(minor);
        long data = Outbox.PAYLOAD + Version.SIZE;
        MemorySegment.copy(text, 0, out.segment(), JAVA_BYTE, data, text.length);
        out.segment().set(JAVA_BYTE, data + text.length, (byte) 0);
        return Version.SIZE + text.length + 1;
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

    /** What this server can do of what a client proposes. */
    private static Capabilities answer(Capabilities proposed) {
        return new Capabilities(
                proposed.maxMsgFds() == null ? null : (long) Limits.MAX_MSG_FDS,
                proposed.maxDataXferSize() == null ? null : (long) Limits.MAX_DATA_XFER_SIZE,
                proposed.maxDmaMaps() == null ? null : (long) Limits.MAX_DMA_MAPS,
                proposed.pgsizes() == null ? null : Limits.PAGE_SIZE,
                null,
                Boolean.TRUE.equals(proposed.writeMultiple()) ? true : null);
    }
}
