package dev.barista.vfiouser.ffi;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** Paths as C takes them, alone or as the address of a UNIX socket. */
public final class UnixAddress {
    /** The longest path of a UNIX socket in bytes, without the NUL at its end. */
    public static final int MAX_PATH_BYTES = 107;

    /** What the Java runtime itself encodes paths with. */
    private static final Charset PATHS =
            Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private UnixAddress() {}

    /** The length of a path in bytes, without the NUL at its end. */
    public static int byteLength(Path path) {
        return path.toString().getBytes(PATHS).length;
    }

    /** A {@link Structs#SOCKADDR_UN}. */
    static MemorySegment of(Path path, Arena arena) {
        byte[] bytes = path.toString().getBytes(PATHS);
        if (bytes.length > MAX_PATH_BYTES) {
            throw new IllegalArgumentException(
                    "a path of %d bytes: %s".formatted(bytes.length, path));
        }
        MemorySegment address = arena.allocate(Structs.SOCKADDR_UN);
        address.set(JAVA_SHORT, Structs.SUN_FAMILY, (short) SocketCalls.AF_UNIX);
        MemorySegment.copy(bytes, 0, address, JAVA_BYTE, Structs.SUN_PATH, bytes.length);
        return address;
    }

    /** A path with the NUL at its end. */
    static MemorySegment terminated(Path path, Arena arena) {
        byte[] bytes = path.toString().getBytes(PATHS);
        MemorySegment text = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
        return text;
    }
}
