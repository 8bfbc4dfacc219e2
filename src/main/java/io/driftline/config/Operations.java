package io.driftline.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The private side: health, metrics and traces. Port 0 takes a free one. Without a file the security log's lines stand among
 * the others; those that operators can read are kept for so long.
 */
public record Operations(
        String host,
        int port,
        @Nullable Path securityLog,
        Duration auditKept,
        Config.@Nullable Tls tls,
        Tracing tracing)
        implements Config.Group {
    public Operations {
        Check.filled("operations.host", host, "an address to listen on, such as 127.0.0.1");
        Check.port("operations.port", port);
        Check.positive("operations.auditKept", auditKept);
    }

    /** Whether jobs are traced, and the collector's address, unless {@code OTEL_EXPORTER_OTLP_ENDPOINT} says another. */
    public record Tracing(boolean enabled, @Nullable String endpoint) {
        public Tracing {
            if (endpoint != null && !endpoint.matches("https?://[^?#\\s]+")) {
                throw Check.refusal(
                        "operations.tracing.endpoint",
                        endpoint,
                        "the address of a collector that takes OTLP over HTTP, such as http://127.0.0.1:4318");
            }
        }
    }
}
