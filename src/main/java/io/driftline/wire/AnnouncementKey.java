package io.driftline.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The key with which workers sign that they are there: derived from the token that gateways present to them, so that what signs
 * is never sent.
 */
public final class AnnouncementKey {
    private static final byte[] PURPOSE = "worker-announcement".getBytes(StandardCharsets.US_ASCII);

    private final byte[] key;

    /** @param token not empty */
    public AnnouncementKey(String token) {
        key = Hmac.under(token.getBytes(StandardCharsets.UTF_8)).doFinal(PURPOSE);
    }

    /** Whether {@code signature} signs {@code json}; in constant time. */
    public boolean verify(byte[] signature, byte[] json) {
        return MessageDigest.isEqual(signature, Hmac.under(key).doFinal(json));
    }
}
