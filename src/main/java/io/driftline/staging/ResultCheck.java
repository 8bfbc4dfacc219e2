package io.driftline.staging;

import io.driftline.bus.CollectResult;
import io.driftline.json.Document;
import io.driftline.json.Malformed;
import io.driftline.sequences.Gzip;
import io.vertx.core.buffer.Buffer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Holds a staged result against what its worker announced in its signed message, and then against what a result of the
 * job has to be; unpacked once, bit by bit, and no more of it than was announced.
 */
final class ResultCheck {
    private static final int CHUNK = 16 * 1024;

    private ResultCheck() {}

    /** What was found: neither, or why the result is not there, or why it is none. */
    record Finding(String lost, String malformed) {}

    static Finding check(Buffer packed, CollectResult announced, Expected expected, int limit) {
        if (announced.bytes() > limit) {
            return lost("its result has " + announced.bytes() + " bytes, more than the " + limit + " allowed");
        }
        try (var plain = new Announced(Gzip.reader(packed), announced.bytes())) {
            var malformed = fault(plain, announced, expected);
            return plain.isAsAnnounced(announced.sha256())
                    ? new Finding("", malformed)
                    : lost("its result is not the one it announced");
        } catch (IOException e) {
            return lost("its result could not be unpacked");
        }
    }

    private static Finding lost(String why) {
        return new Finding(why, "");
    }

    private static String fault(InputStream plain, CollectResult announced, Expected expected) throws IOException {
        var form = new ResultForm(expected);
        try {
            Document.read(plain, form.shape(announced.attempt()));
            return form.hasShortForm(announced.summary()) ? "" : "its last message tells other figures";
        } catch (Malformed malformed) {
            return String.valueOf(malformed.getMessage());
        }
    }

    /** Ends where the announced bytes do, and remembers their digest. */
    private static final class Announced extends FilterInputStream {
        private final DigestInputStream digested;
        private long left;

        Announced(InputStream plain, long bytes) {
            this(new DigestInputStream(plain, sha256()), bytes);
        }

        private Announced(DigestInputStream digested, long bytes) {
            super(digested);
            this.digested = digested;
            this.left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int read = super.read(into, from, (int) Math.min(most, left));
            left -= Math.max(read, 0);
            return read;
        }

        boolean isAsAnnounced(String sha256) throws IOException {
            byte[] chunk = new byte[CHUNK];
            while (read(chunk, 0, CHUNK) > 0) {
                // the rest counts for the digest
            }
            return left == 0
                    && HexFormat.of()
                            .formatHex(digested.getMessageDigest().digest())
                            .equals(sha256)
                    && digested.read() < 0;
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
