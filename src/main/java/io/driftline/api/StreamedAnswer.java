package io.driftline.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a long answer: a chunk is made once the one before has left, so that a slow reader costs no memory; one that
 * does not read at all is cut off by the server's idle timeout.
 */
final class StreamedAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(StreamedAnswer.class);

    private final RoutingContext ctx;
    private final Chunks chunks;

    private StreamedAnswer(RoutingContext ctx, Chunks chunks) {
        this.ctx = ctx;
        this.chunks = chunks;
    }

    /** The response's headers have been put. Without its last chunk an answer is visibly not whole. */
    static void send(RoutingContext ctx, Chunks chunks) {
        ctx.response().setChunked(true);
        new StreamedAnswer(ctx, chunks).next();
    }

    private void next() {
        ctx.vertx()
                .executeBlocking(chunks::next, false)
                .compose(this::write)
                .onSuccess(more -> {
                    if (more) {
                        next();
                    } else {
                        close();
                    }
                })
                .onFailure(failure -> {
                    LOG.debug("an answer ended early", failure);
                    close();
                    ctx.request().connection().close();
                });
    }

    private Future<Boolean> write(@Nullable Buffer chunk) {
        return chunk == null
                ? ctx.response().end().map(false)
                : ctx.response().write(chunk).map(true);
    }

    private void close() {
        try {
            chunks.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
