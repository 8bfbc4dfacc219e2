package io.driftline.wire;

import io.driftline.job.JobId;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys with which workers sign what they say: each attempt has its own, so that a worker can only ever speak for
 * an attempt that was given to it. HMAC-SHA-256 throughout (RFC 2104).
 */
public final class StatusKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_BYTES = 32;

    private final byte[] master;

    /** @throws IllegalArgumentException if {@code master} has fewer than 32 bytes */
    public StatusKeys(byte[] master) {
        if (master.length < LEAST_BYTES) {
            throw new IllegalArgumentException("the status key needs at least 32 bytes");
        }
        this.master = master.clone();
    }

    /** HMAC(master, "job:attempt"), handed to the worker with the dispatch. */
    public byte[] keyOf(JobId job, int attempt) {
        return hmac(master, (job.value() + ":" + attempt).getBytes(StandardCharsets.UTF_8));
    }

    /** The key of an attempt as it travels: base64url without padding. */
    public String encodedKeyOf(JobId job, int attempt) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(keyOf(job, attempt));
    }

    /** Whether {@code mac} signs {@code json} for this attempt; in constant time. */
    public boolean verify(JobId job, int attempt, byte[] mac, byte[] json) {
        return MessageDigest.isEqual(mac, hmac(keyOf(job, attempt), json));
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(message);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
