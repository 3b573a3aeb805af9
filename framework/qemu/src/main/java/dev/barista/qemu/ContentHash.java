package dev.barista.qemu;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names something by what it is made of, so that a cached copy is never stale. */
final class ContentHash {
    private final MessageDigest digest;

    ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Adds a part. Its length counts too: "ab","c" isn't "a","bc". */
    ContentHash add(byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
        digest.update(part);
        return this;
    }

    ContentHash add(String part) {
        return add(part.getBytes(StandardCharsets.UTF_8));
    }

    /** 32 hexadecimal digits. Ends the computation. */
    String name() {
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }
}
