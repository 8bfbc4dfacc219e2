package io.driftline.sequences;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How inputs and results are stored. */
public final class Gzip {
    private static final int WINDOW = 16 * 1024;

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
     * Unpacks while it is read, so that a large result never lies in memory as a whole.
     *
     * @throws IOException here or while reading, if this is not gzip
     */
    public static InputStream reader(Buffer packed) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(packed.getBytes()), WINDOW);
    }
}
