package io.driftline.api.answer;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A packed result as the JSON that its worker wrote, byte for byte. */
public final class PlainChunks implements Chunks {
    private final InputStream plain;

    public PlainChunks(InputStream packed) throws IOException {
        plain = new GZIPInputStream(packed, BYTES);
    }

    @Override
    public @Nullable Buffer next() throws IOException {
        byte[] bytes = plain.readNBytes(BYTES);
        return bytes.length == 0 ? null : Buffer.buffer(bytes);
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
