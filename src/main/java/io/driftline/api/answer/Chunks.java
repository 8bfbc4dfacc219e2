package io.driftline.api.answer;

import io.vertx.core.buffer.Buffer;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A long answer, made bit by bit on worker threads, by one at a time. */
public interface Chunks extends Closeable {
    /** What a chunk has at least, unless it is the last. */
    int BYTES = 32 * 1024;

    /** The next part, or nothing after the last one. */
    @Nullable
    Buffer next() throws IOException;
}
