package io.driftline.staging;

import io.driftline.jobs.Gzip;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Holds a staged result against what its worker announced in its signed message. */
final class ResultCheck {
    private ResultCheck() {}

    /** Why the result cannot be used, or nothing. */
    static String faultOf(Buffer packed, String sha256, long bytes, int limit) {
        if (bytes > limit) {
            return "its result has " + bytes + " bytes, more than the " + limit + " allowed";
        }
        try {
            var plain = Gzip.unpack(packed, (int) bytes);
            var digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(plain.getBytes()));
            return plain.length() == bytes && digest.equals(sha256) ? "" : "its result is not the one it announced";
        } catch (IOException e) {
            return "its result could not be unpacked";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
