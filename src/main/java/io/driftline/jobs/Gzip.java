package io.driftline.jobs;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How inputs and results are stored. */
public final class Gzip {
    private Gzip() {}

    public static Buffer pack(Buffer plain) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(packed.toByteArray());
    }

    /**
     * Unpacks at most {@code limit} bytes.
     *
     * @throws IOException if this is not gzip, or more than {@code limit} bytes come out
     */
    public static Buffer unpack(Buffer packed, int limit) throws IOException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed.getBytes()))) {
            byte[] plain = gzip.readNBytes(limit);
            if (gzip.read() >= 0) {
                throw new IOException("more than " + limit + " bytes unpacked");
            }
            return Buffer.buffer(plain);
        }
    }
}
