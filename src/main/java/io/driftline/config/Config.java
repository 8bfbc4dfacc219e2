package io.driftline.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every setting of the gateway. Defaults stand in {@code conf/driftline.yaml}, which explains each. */
public record Config(
        Server server,
        Operations operations,
        Embedded embedded,
        Database database,
        RedisServer redis,
        Broker broker,
        Workers workers,
        Keys keys,
        Sessions sessions,
        Jobs jobs,
        Limits limits) {

    /** The public side. {@code publicUrl} is what browsers see, if a proxy stands before it. */
    public record Server(
            String host, int port, @Nullable String publicUrl, List<String> allowedOrigins, @Nullable Tls tls) {
        public Server {
            allowedOrigins = List.copyOf(allowedOrigins);
        }
    }

    /** PEM files of the certificate chain and its key. */
    public record Tls(Path certificate, Path key) {}

    /** The private side: health and metrics. Port 0 takes a free one. */
    public record Operations(String host, int port) {}

    /** The built-in database, Redis, broker and worker. Everything they keep lies under {@code data}. */
    public record Embedded(boolean enabled, Path data, String python) {}

    public record Database(String host, int port, String name, String user, Secret password, int poolSize) {}

    /** {@code uri} is a {@code redis://} address, with its password if it has one. */
    public record RedisServer(Secret uri) {}

    public record Broker(String host, int port, String virtualHost, String user, Secret password, Dialect dialect) {}

    /** How a broker wants its queues declared. */
    public enum Dialect {
        RABBITMQ,
        QPID
    }

    /** The model workers' base addresses, and the bearer token they ask for. */
    public record Workers(List<String> urls, Secret token, Duration requestTimeout) {
        public Workers {
            urls = List.copyOf(urls);
        }
    }

    /** Signing keys, base64url of at least 32 bytes: for session tokens, and for workers' status messages. */
    public record Keys(Secret session, Secret status) {}

    public record Sessions(Duration access, Duration idle, Duration absolute) {}

    public record Jobs(
            Duration lease,
            Duration sweep,
            int attempts,
            Duration expiry,
            Duration staged,
            Duration retention,
            Duration eventsKept,
            int eventsKeptAtLeast) {}

    public record Limits(
            int bodyBytes,
            int recordLetters,
            int recordMinLetters,
            int openJobsPerUser,
            int openJobs,
            int socketsPerUser,
            int sockets,
            int socketMessageBytes,
            int socketMessagesPerMinute,
            int socketUnsentBytes,
            int statusMessageBytes,
            int resultBytes,
            int tokensPerUser) {}
}
