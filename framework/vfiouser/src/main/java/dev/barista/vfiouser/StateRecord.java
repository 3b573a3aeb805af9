package dev.barista.vfiouser;

import dev.barista.spi.binding.InvalidStateException;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A device's state as migration data:
 *
 * <pre>
 *   "BRMG" | version u16 | 0 u16 | bytes of state u32
 *   the state, compressed (RFC 1950)
 *   bytes compressed u32 | CRC-32C of the state u32 | "BRME"
 * </pre>
 *
 * Numbers are big-endian. A source may send several records: what was read while the device was
 * still running comes first, and may be cut off. The last record is the state, so a reader starts
 * at the end, and passes over what comes before.
 */
final class StateRecord {
    /** Bytes of a state at most. */
    static final int MOST_BYTES = 32 << 20;

    /** Bytes of a record at most: what can't be compressed grows a little. */
    static final int MOST_RECORD_BYTES = MOST_BYTES + (1 << 20);

    private static final int BEGIN = 0x4252_4d47;
    private static final int END = 0x4252_4d45;
    private static final int VERSION = 1;
    private static final int HEADER_SIZE = 12;
    private static final int TRAILER_SIZE = 12;

    /** What a byte of compressed data can become at most. */
    private static final int BEST_COMPRESSION = 1032;

    private StateRecord() {}

    /** Refuses a state that no reader would take. */
    static byte[] of(byte[] state) {
        if (state.length > MOST_BYTES) {
            throw new InvalidStateException(
                    "a state of %d bytes; a migration can have %d"
                            .formatted(state.length, MOST_BYTES));
        }
        byte[] compressed = compress(state);
        return ByteBuffer.allocate(HEADER_SIZE + compressed.length + TRAILER_SIZE)
                .putInt(BEGIN)
                .putShort((short) VERSION)
                .putShort((short) 0)
                .putInt(state.length)
                .put(compressed)
                .putInt(compressed.length)
                .putInt(checksum(state))
                .putInt(END)
                .array();
    }

    /**
     * The state in the last of the records.
     *
     * @throws InvalidStateException if they are not what a source sends, or not all of it
     */
    static byte[] lastOf(byte[] records) {
        ByteBuffer in = ByteBuffer.wrap(records);
        int trailer = records.length - TRAILER_SIZE;
        if (trailer < HEADER_SIZE || in.getInt(trailer + 8) != END) {
            throw new InvalidStateException("migration data end too early, or are no device's");
        }
        int length = in.getInt(trailer);
        int start = trailer - HEADER_SIZE - length;
        if (length < 0 || start < 0 || in.getInt(start) != BEGIN) {
            throw new InvalidStateException("migration data without the beginning of their end");
        }
        int version = Short.toUnsignedInt(in.getShort(start + 4));
        if (version != VERSION) {
            throw new InvalidStateException(
                    "migration data have format version %d; this server reads %d"
                            .formatted(version, VERSION));
        }
        int size = in.getInt(start + 8);
        if (size < 0 || size > MOST_BYTES || size > (long) length * BEST_COMPRESSION) {
            throw new InvalidStateException("migration data of " + size + " bytes can't be");
        }
        byte[] state = decompress(records, start + HEADER_SIZE, length, size);
        if (checksum(state) != in.getInt(trailer + 4)) {
            throw new InvalidStateException("migration data have changed on their way");
        }
        return state;
    }

    private static byte[] compress(byte[] state) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(state);
            deflater.finish();
            byte[] chunk = new byte[8192];
            while (!deflater.finished()) {
                compressed.write(chunk, 0, deflater.deflate(chunk));
            }
        } finally {
            deflater.end();
        }
        return compressed.toByteArray();
    }

    private static byte[] decompress(byte[] records, int start, int length, int size) {
        byte[] state = new byte[size];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(records, start, length);
            int done = 0;
            int more;
            do {
                more = inflater.inflate(state, done, size - done);
                done += more;
            } while (more > 0 && done < size);
            byte[] behind = new byte[1];
            boolean whole = done == size && inflater.inflate(behind) == 0;
            if (!whole || !inflater.finished() || inflater.getRemaining() != 0) {
                throw new InvalidStateException("migration data are not as long as they say");
            }
        } catch (DataFormatException e) {
            throw new InvalidStateException(
                    "migration data can't be decompressed: " + e.getMessage());
        } finally {
            inflater.end();
        }
        return state;
    }

    private static int checksum(byte[] state) {
        CRC32C checksum = new CRC32C();
        checksum.update(state);
        return (int) checksum.getValue();
    }
}
