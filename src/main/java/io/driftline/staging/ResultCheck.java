package io.driftline.staging;

import io.driftline.jobs.Gzip;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Holds a staged result against what its worker announced in its signed message. */
final class ResultCheck {
    private static final int CHUNK = 16 * 1024;

    private ResultCheck() {}

    /** Why the result cannot be used, or nothing. Unpacks it bit by bit, and no more of it than was announced. */
    static String faultOf(Buffer packed, String sha256, long bytes, int limit) {
        if (bytes > limit) {
            return "its result has " + bytes + " bytes, more than the " + limit + " allowed";
        }
        try (var plain = new DigestInputStream(Gzip.reader(packed), MessageDigest.getInstance("SHA-256"))) {
            long length = length(plain, bytes);
            var digest = HexFormat.of().formatHex(plain.getMessageDigest().digest());
            return length == bytes && digest.equals(sha256) ? "" : "its result is not the one it announced";
        } catch (IOException e) {
            return "its result could not be unpacked";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many bytes there are, or one chunk more than announced if there are too many. */
    private static long length(DigestInputStream plain, long announced) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long length = 0;
        for (int read = plain.read(chunk); read >= 0 && length <= announced; read = plain.read(chunk)) {
            length += read;
        }
        return length;
    }
}
