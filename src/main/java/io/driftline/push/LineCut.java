package io.driftline.push;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a line whose client reads nothing. */
final class LineCut {
    private static final Logger LOG = LoggerFactory.getLogger(LineCut.class);

    private LineCut() {}

    /**
     * Cuts a line. Vert.x itself would have what is unsent written first, which a client that reads nothing can put off
     * for ever; so this goes past its handlers.
     */
    static Runnable of(HttpConnection connection) {
        if (!(connection instanceof HttpServerConnection line)) {
            throw new IllegalStateException("not a connection of this server");
        }
        var pipeline = line.channelHandlerContext().pipeline();
        return () -> {
            var first = pipeline.firstContext();
            if (first != null) {
                LOG.debug("line cut off: {}", first.close());
            }
        };
    }
}
