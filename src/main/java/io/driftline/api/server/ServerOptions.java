package io.driftline.api.server;

import io.driftline.config.Config;
import io.driftline.tls.TlsOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How the HTTP server is set: nothing on that is not needed, everything bounded. */
public final class ServerOptions {
    public static final String SUBPROTOCOL = "driftline.v1";
    static final int MAX_HEADER_BYTES = 8 * 1024;
    static final int MAX_REQUEST_LINE = 4 * 1024;

    /** Above a socket's heartbeat of 15 s ± 20 %, so that only dead ones are idle for so long. */
    private static final int IDLE_SECONDS = 45;

    /** What the headers of a request may take once it has begun. */
    private static final Duration HEADERS_WITHIN = Duration.ofSeconds(10);

    private ServerOptions() {}

    static HeaderDeadline headerDeadline(Vertx vertx) {
        return new HeaderDeadline(vertx, HEADERS_WITHIN, HEADERS_WITHIN.plusSeconds(IDLE_SECONDS));
    }

    static HttpServerOptions of(Config config) {
        // A little longer ones are read, so that their sender can be told; others are cut off.
        int message = 4 * config.limits().socketMessageBytes();
        var options = new HttpServerOptions()
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_REQUEST_LINE)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setDecompressionSupported(false)
                .setHandle100ContinueAutomatically(true)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(message)
                .setMaxWebSocketMessageSize(message)
                .setWebSocketSubProtocols(List.of(SUBPROTOCOL));
        TlsOptions.serve(options, config.server().tls());
        return options;
    }
}
