package io.driftline.api.answer;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a long answer: a chunk is made once the one before has left, so that a slow reader costs no memory. One that
 * takes too long for a chunk is cut off, however diligently it reads byte after byte.
 */
public final class StreamedAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(StreamedAnswer.class);

    private static final Duration FOR_A_CHUNK = Duration.ofSeconds(30);

    private final RoutingContext ctx;
    private final Chunks chunks;
    private final Duration patience;

    private StreamedAnswer(RoutingContext ctx, Chunks chunks, Duration patience) {
        this.ctx = ctx;
        this.chunks = chunks;
        this.patience = patience;
    }

    /** The response's headers have been put. Without its last chunk an answer is visibly not whole. */
    public static void send(RoutingContext ctx, Chunks chunks) {
        send(ctx, chunks, FOR_A_CHUNK);
    }

    public static void send(RoutingContext ctx, Chunks chunks, Duration patience) {
        ctx.response().setChunked(true);
        new StreamedAnswer(ctx, chunks, patience).next();
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
        long timer = ctx.vertx().setTimer(patience.toMillis(), late -> cut());
        return (chunk == null
                        ? ctx.response().end().map(false)
                        : ctx.response().write(chunk).map(true))
                .onComplete(left -> ctx.vertx().cancelTimer(timer));
    }

    /** Vert.x itself would have what is unsent written first. */
    private void cut() {
        var first = ((HttpServerConnection) ctx.request().connection())
                .channelHandlerContext()
                .pipeline()
                .firstContext();
        if (first != null) {
            LOG.debug("a reader was too slow: {}", first.close());
        }
    }

    private void close() {
        try {
            chunks.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
