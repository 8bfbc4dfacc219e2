package io.driftline.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of the gateway. Defaults stand in {@code conf/driftline.yaml}, which explains each.
 *
 * <p>The compact constructors refuse values that cannot work with {@link StartException}. Without the embedded services
 * no secret may be empty; with them the empty ones are generated.
 */
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
        Accounts accounts,
        Jobs jobs,
        Panel panel,
        Limits limits) {

    public Config {
        if (!embedded.enabled()) {
            Check.secret("database.password", database.password());
            Check.secret("redis.uri", redis.uri());
            Check.secret("broker.password", broker.password());
            Check.secret("workers.token", workers.token());
            Check.key("keys.session", keys.session());
            Check.key("keys.status", keys.status());
            if (workers.urls().isEmpty()) {
                throw Check.refusal("workers.urls", "", "at least one address such as http://worker-1:8090");
            }
            if (broker.user().equals("guest")) {
                throw Check.refusal("broker.user", "guest", "an account of its own: everybody knows guest");
            }
        }
    }

    /** The same on servers that were started after reading. */
    public Config with(Database started, RedisServer startedRedis, Broker startedBroker, Keys made) {
        return new Config(
                server,
                operations,
                embedded,
                started,
                startedRedis,
                startedBroker,
                workers,
                made,
                sessions,
                accounts,
                jobs,
                panel,
                limits);
    }

    /** The same with workers that were started after reading. */
    public Config with(Workers started) {
        return new Config(
                server,
                operations,
                embedded,
                database,
                redis,
                broker,
                started,
                keys,
                sessions,
                accounts,
                jobs,
                panel,
                limits);
    }

    /**
     * The public side. {@code publicUrl} is what browsers see, and then the only host that is served; of
     * {@code trustedProxies} alone is believed what they forward. Port 0 takes a free one.
     */
    public record Server(
            String host,
            int port,
            @Nullable String publicUrl,
            List<String> allowedOrigins,
            List<String> trustedProxies,
            @Nullable Tls tls) {
        public Server {
            Check.filled("server.host", host, "an address to listen on, such as 127.0.0.1 or 0.0.0.0");
            Check.port("server.port", port);
            if (publicUrl != null && !publicUrl.matches("https?://[^/*?#@\\s]+/?")) {
                throw Check.refusal("server.publicUrl", publicUrl, "an address such as https://driftline.example.org");
            }
            allowedOrigins = List.copyOf(allowedOrigins);
            for (String origin : allowedOrigins) {
                if (!origin.matches("https?://[^/*?#\\s]+")) {
                    throw Check.refusal(
                            "server.allowedOrigins", origin, "exact origins such as https://lab.example.org:8443");
                }
            }
            trustedProxies = List.copyOf(trustedProxies);
            for (String proxy : trustedProxies) {
                Check.address("server.trustedProxies", proxy);
            }
        }

        /** The address that a browser on this machine opens. */
        public String localUrl(int boundPort) {
            String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
            return (tls == null ? "http://" : "https://") + reachable + ":" + boundPort;
        }
    }

    /** PEM files of the certificate chain and its key. */
    public record Tls(Path certificate, Path key) {}

    /**
     * The private side: health and metrics. Port 0 takes a free one. Without a file the security log's lines stand among
     * the others.
     */
    public record Operations(String host, int port, @Nullable Path securityLog, @Nullable Tls tls) {
        public Operations {
            Check.filled("operations.host", host, "an address to listen on, such as 127.0.0.1");
            Check.port("operations.port", port);
        }
    }

    /**
     * The built-in database, Redis, broker and worker. What they keep lies under {@code data}; what can be made again
     * (unpacked programs, the worker's Python packages) under {@code programs}, or {@code data/programs} without one.
     */
    public record Embedded(
            boolean enabled, Path data, @Nullable Path programs, String python, int workerSlots, int workerBacklog) {
        public Embedded {
            Check.filled("embedded.python", python, "a Python 3.11 or later, such as python3");
            Check.range("embedded.workerSlots", workerSlots, 1, 64);
            Check.range("embedded.workerBacklog", workerBacklog, 0, 10_000);
        }
    }

    /**
     * {@code migration} is the account that may change tables; without one, {@code user} does it. With {@code ca}, a PEM
     * file of who signs the server's certificate, nothing goes unencrypted, nor to a server of another name.
     */
    public record Database(
            String host,
            int port,
            String name,
            String user,
            Secret password,
            int poolSize,
            int flowPoolSize,
            int probePoolSize,
            Duration silence,
            @Nullable Path ca,
            @Nullable Account migration) {
        public Database {
            Check.port("database.port", port);
            Check.range("database.poolSize", poolSize, 1, 1_000);
            Check.range("database.flowPoolSize", flowPoolSize, 1, 1_000);
            Check.range("database.probePoolSize", probePoolSize, 1, 1_000);
            Check.positive("database.silence", silence);
        }
    }

    public record Account(String user, Secret password) {}

    /** {@code uri} is a {@code redis://} address, with its password if it has one. */
    public record RedisServer(Secret uri) {
        public RedisServer {
            if (!uri.isEmpty() && !uri.value().matches("rediss?://.+")) {
                throw new StartException("Setting redis.uri must begin with redis:// or rediss:// and name a host ("
                        + Settings.variable("redis.uri") + " in the environment).");
            }
        }
    }

    /** With {@code ca}, a PEM file of who signs the broker's certificate, the connection is an encrypted one. */
    public record Broker(
            String host,
            int port,
            String virtualHost,
            String user,
            Secret password,
            Dialect dialect,
            @Nullable Path ca) {
        public Broker {
            Check.port("broker.port", port);
        }
    }

    /** How a broker wants its queues declared. */
    public enum Dialect {
        RABBITMQ,
        QPID
    }

    /** The model workers' base addresses, the bearer token they ask for, and who signs certificates of https ones. */
    public record Workers(List<String> urls, Secret token, Duration requestTimeout, @Nullable Path ca) {
        public Workers {
            urls = List.copyOf(urls);
            for (String url : urls) {
                if (!url.matches("https?://[^/?#\\s]+")) {
                    throw Check.refusal("workers.urls", url, "addresses without a path, such as http://worker-1:8090");
                }
            }
            Check.positive("workers.requestTimeout", requestTimeout);
        }
    }

    /** Signing keys, base64url of at least 32 bytes: for session tokens, and for workers' status messages. */
    public record Keys(Secret session, Secret status) {}

    /** How long an access token is good for, a session lives unused, and a session lives at all. */
    public record Sessions(Duration access, Duration idle, Duration absolute) {
        public Sessions {
            Check.positive("sessions.access", access);
            Check.positive("sessions.idle", idle);
            Check.positive("sessions.absolute", absolute);
        }
    }

    /** Signing up and in; the counts are those of one network, an IPv4 /24 or an IPv6 /64. */
    public record Accounts(Registration registration, int signUpsPerHour, int signInsPerMinute) {
        public Accounts {
            Check.atLeast("accounts.signUpsPerHour", signUpsPerHour, 1);
            Check.atLeast("accounts.signInsPerMinute", signInsPerMinute, 1);
        }
    }

    /** Who may sign up. */
    public enum Registration {
        OPEN,
        INVITATION,
        CLOSED
    }

    public record Jobs(
            Duration lease,
            Duration sweep,
            int attempts,
            Duration expiry,
            Duration staged,
            Duration retention,
            Duration eventsKept,
            int eventsKeptAtLeast) {
        public Jobs {
            Check.positive("jobs.lease", lease);
            Check.positive("jobs.sweep", sweep);
            Check.range("jobs.attempts", attempts, 1, 100);
            Check.positive("jobs.expiry", expiry);
            Check.positive("jobs.staged", staged);
            Check.positive("jobs.retention", retention);
            Check.positive("jobs.eventsKept", eventsKept);
            Check.atLeast("jobs.eventsKeptAtLeast", eventsKeptAtLeast, 0);
        }
    }

    /** {@code fasta} holds the strains that an operator adds to the shipped panel, if any. */
    public record Panel(@Nullable Path fasta) {}

    /** {@code unpackedBytes} is what the files of one upload may have together once they are unpacked. */
    public record Limits(
            int bodyBytes,
            int unpackedBytes,
            int records,
            int pairs,
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
            int tokensPerUser,
            int jobsPerUser,
            int userStoredBytes) {
        /** A genome has as many. */
        private static final int SEGMENTS = 8;

        /** As the contract has it. */
        private static final int MAX_TEXT = 64 * 1024 * 1024;

        public Limits {
            Check.atLeast("limits.bodyBytes", bodyBytes, 1);
            Check.range("limits.unpackedBytes", unpackedBytes, bodyBytes, MAX_TEXT);
            Check.range("limits.records", records, 2, 2_000);
            Check.range("limits.pairs", pairs, 1, 100_000);
            Check.atLeast("limits.recordMinLetters", recordMinLetters, 1);
            Check.atLeast("limits.recordLetters", recordLetters, recordMinLetters);
            Check.atLeast("limits.openJobsPerUser", openJobsPerUser, 1);
            Check.atLeast("limits.openJobs", openJobs, 1);
            Check.atLeast("limits.socketsPerUser", socketsPerUser, 1);
            Check.atLeast("limits.sockets", sockets, 1);
            Check.atLeast("limits.socketMessageBytes", socketMessageBytes, 1);
            Check.atLeast("limits.socketMessagesPerMinute", socketMessagesPerMinute, 1);
            Check.atLeast("limits.socketUnsentBytes", socketUnsentBytes, 1);
            Check.atLeast("limits.statusMessageBytes", statusMessageBytes, 1);
            Check.atLeast("limits.resultBytes", resultBytes, 1);
            Check.atLeast("limits.tokensPerUser", tokensPerUser, 0);
            Check.atLeast("limits.jobsPerUser", jobsPerUser, 1);
            Check.atLeast("limits.userStoredBytes", userStoredBytes, 1);
        }

        /** Records that a submission may hold where those beyond {@code records} are of other segments, which are not compared. */
        public int recordsRead() {
            return SEGMENTS * records;
        }
    }
}
