package io.driftline.identity;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Random secrets, and what is kept of them: as they carry 256 bits, one round of SHA-256 is enough. */
public final class Secrets {
    private Secrets() {}

    /** A fresh secret of 260 random bits. */
    public static String random() {
        return Ids.random() + Ids.random();
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    public static Buffer hash(String secret) {
        return Buffer.buffer(sha256(secret));
    }

    /** Compares in constant time. */
    public static boolean matches(String secret, Buffer hash) {
        return MessageDigest.isEqual(sha256(secret), hash.getBytes());
    }
}
