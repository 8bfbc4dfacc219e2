package io.driftline.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
        DatabaseServer database,
        RedisServer redis,
        BrokerServer broker,
        WorkerServers workers,
        Keys keys,
        SessionLengths sessions,
        Accounts accounts,
        Jobs jobs,
        Panel panel,
        Limits limits) {

    public Config {
        Check.signIns(server, accounts);
        if (!embedded.enabled()) {
            Check.secret("database.password", database.password());
            Check.secret("redis.uri", redis.uri());
            Check.secret("broker.password", broker.password());
            Check.secret("workers.token", workers.token());
            Check.key("keys.session", keys.session());
            Check.key("keys.status", keys.status());
            workers.requireSome();
            Check.ownUser(broker);
        }
    }

    /** Whether somebody without an account may run anything here. */
    public boolean guestsAdmitted() {
        return accounts.guests().admitted(embedded.enabled());
    }

    /** The same with these groups of settings in place of its own. */
    public Config with(Group... others) {
        return new Config(
                among(others, Server.class, server),
                among(others, Operations.class, operations),
                among(others, Embedded.class, embedded),
                among(others, DatabaseServer.class, database),
                among(others, RedisServer.class, redis),
                among(others, BrokerServer.class, broker),
                among(others, WorkerServers.class, workers),
                among(others, Keys.class, keys),
                among(others, SessionLengths.class, sessions),
                among(others, Accounts.class, accounts),
                among(others, Jobs.class, jobs),
                among(others, Panel.class, panel),
                among(others, Limits.class, limits));
    }

    private static <T extends Group> T among(Group[] others, Class<T> kind, T own) {
        return Stream.of(others)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElse(own);
    }

    /** The settings below one name of the file. */
    public sealed interface Group
            permits Server,
                    Operations,
                    Embedded,
                    DatabaseServer,
                    RedisServer,
                    BrokerServer,
                    WorkerServers,
                    Keys,
                    SessionLengths,
                    Accounts,
                    Jobs,
                    Panel,
                    Limits {}

    /**
     * The public side. {@code publicUrl} is what browsers see, and then the only host that is served, and below its path
     * alone; of {@code trustedProxies}, addresses and networks, is believed what they forward. Port 0 takes a free one.
     */
    public record Server(
            String host,
            int port,
            @Nullable String publicUrl,
            List<String> allowedOrigins,
            List<String> trustedProxies,
            @Nullable Tls tls)
            implements Group {
        public Server {
            Check.filled("server.host", host, "an address to listen on, such as 127.0.0.1 or 0.0.0.0");
            Check.port("server.port", port);
            if (publicUrl != null && !publicUrl.matches("https?://[^/*?#@\\s]+(/\\w[\\w.-]*)*/?")) {
                throw Check.refusal(
                        "server.publicUrl",
                        publicUrl,
                        "an address such as https://driftline.example.org or https://lab.example.org/driftline, its path"
                                + " of letters, digits, \".\", \"_\" and \"-\"");
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
                Check.network("server.trustedProxies", proxy);
            }
        }

        /** {@code publicUrl} without a slash at its end; only where there is one. */
        public String publicAddress() {
            return Objects.requireNonNull(publicUrl).replaceFirst("/$", "");
        }

        /** The path of {@code publicUrl}, below which all is served, such as {@code /driftline}; empty at a host's root. */
        public String path() {
            return publicUrl == null ? "" : publicAddress().replaceFirst("^https?://[^/]+", "");
        }

        /** The address that a browser on this machine opens. */
        public String localUrl(int boundPort) {
            String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
            return (tls == null ? "http://" : "https://") + reachable + ":" + boundPort + path();
        }
    }

    /** PEM files of the certificate chain and its key. */
    public record Tls(Path certificate, Path key) {}

    /**
     * The built-in database, Redis, broker and worker. What they keep lies under {@code data}; what can be made again
     * (unpacked programs, the worker's Python packages) under {@code programs}, or {@code data/programs} without one.
     */
    public record Embedded(
            boolean enabled, Path data, @Nullable Path programs, String python, int workerSlots, int workerBacklog)
            implements Group {
        public Embedded {
            Check.filled("embedded.python", python, "a Python 3.11 or later, such as python3");
            Check.range("embedded.workerSlots", workerSlots, 1, 64);
            Check.range("embedded.workerBacklog", workerBacklog, 0, 10_000);
        }
    }

    /** {@code uri} is a {@code redis://} address, with its password if it has one. */
    public record RedisServer(Secret uri) implements Group {
        public RedisServer {
            if (!uri.isEmpty() && !uri.value().matches("rediss?://.+")) {
                throw new StartException("Setting redis.uri must begin with redis:// or rediss:// and name a host ("
                        + Settings.variable("redis.uri") + " in the environment).");
            }
        }
    }

    /** Signing keys, base64url of at least 32 bytes: for session tokens, and for workers' status messages. */
    public record Keys(Secret session, Secret status) implements Group {}

    /** Signing up and in; the counts are those of one network, an IPv4 /24 or an IPv6 /64. */
    public record Accounts(
            Registration registration,
            int signUpsPerHour,
            int signInsPerMinute,
            Guests guests,
            @Nullable OpenId openid,
            @Nullable ProxySignIn proxy,
            @Nullable Mail mail)
            implements Group {
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
            int eventsKeptAtLeast)
            implements Group {
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
    public record Panel(@Nullable Path fasta) implements Group {}
}
