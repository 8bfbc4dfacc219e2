package io.driftline.wire;

import io.driftline.job.JobId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;

/**
 * The keys with which workers sign what they say: each attempt has its own, so that a worker can only ever speak for
 * an attempt that was given to it. HMAC-SHA-256 throughout (RFC 2104).
 */
public final class StatusKeys {
    private static final int LEAST_BYTES = 32;

    private final byte[] master;

    /** @throws IllegalArgumentException if {@code master} has fewer than 32 bytes */
    public StatusKeys(byte[] master) {
        if (master.length < LEAST_BYTES) {
            throw new IllegalArgumentException("the status key needs at least 32 bytes");
        }
        this.master = master.clone();
    }

    /** The same of a key in base64url. */
    public static StatusKeys of(String master) {
        return new StatusKeys(Base64.getUrlDecoder().decode(master));
    }

    /** HMAC(master, "job:attempt"), handed to the worker with the dispatch. */
    public byte[] keyOf(JobId job, int attempt) {
        return Hmac.under(master).doFinal((job.value() + ":" + attempt).getBytes(StandardCharsets.UTF_8));
    }

    /** The key of an attempt as it travels: base64url without padding. */
    public String encodedKeyOf(JobId job, int attempt) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(keyOf(job, attempt));
    }

    /** What checks the signatures of this attempt. */
    public Verifier verifierOf(JobId job, int attempt) {
        return new Verifier(Hmac.under(keyOf(job, attempt)));
    }

    /** Checks signatures of one attempt, one at a time. */
    public static final class Verifier {
        private final Mac mac;

        private Verifier(Mac mac) {
            this.mac = mac;
        }

        /** Whether {@code signature} signs {@code json}; in constant time. */
        public boolean verify(byte[] signature, byte[] json) {
            return MessageDigest.isEqual(signature, mac.doFinal(json));
        }
    }
}
