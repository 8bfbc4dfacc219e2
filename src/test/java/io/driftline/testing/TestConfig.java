package io.driftline.testing;

import io.driftline.config.Config;
import io.driftline.config.ConfigLoader;
import io.driftline.config.DatabaseServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The shipped settings on free ports, with all that is kept below {@code target}. */
public final class TestConfig {
    /** Unpacked programs and the worker's packages, shared by all tests and kept between runs. */
    public static final Path PROGRAMS = Path.of("target", "programs");

    private TestConfig() {}

    /** Everything that the tests of one kind of servers keep. */
    public static Config in(Path data) {
        return in(data, Map.of());
    }

    /** Those of a test that keeps nothing, with some settings by path. */
    public static Config of(Map<String, String> settings) {
        return in(Path.of("target"), settings);
    }

    /** The same with some settings by path, such as {@code limits.openJobs}. */
    public static Config in(Path data, Map<String, String> settings) {
        Map<String, String> values = new HashMap<>(Map.of(
                "server.port", "0",
                // All tests are one network.
                "accounts.signUpsPerHour", "100000",
                "accounts.signInsPerMinute", "100000",
                "accounts.guests.admitted", "always",
                "accounts.guests.perHour", "100000",
                "accounts.guests.most", "100000",
                "accounts.guests.jobsPerHour", "100000",
                "accounts.guests.checksPerMinute", "100000",
                "embedded.data", data.toString(),
                "embedded.programs", PROGRAMS.toString()));
        values.putAll(settings);
        return ConfigLoader.load(null, Map.of(), values);
    }

    /** Another database of the same server, reached at a port by the account that may change tables. */
    public static DatabaseServer owned(DatabaseServer server, int port, String name) {
        var owner = Objects.requireNonNull(server.migration(), "an account that may change tables");
        return server.at(server.host(), port, name, server.ca()).by(owner, null);
    }

    /** The same with a database at another port, and so many connections for requests. */
    public static Config through(Config config, int port, int poolSize) {
        var database = config.database();
        return config.with(database.at(database.host(), port, database.name(), database.ca())
                .pooled(poolSize));
    }

    /** What an operator of these servers would have in the environment. */
    public static Map<String, String> environment(Config config) {
        var database = config.database();
        var owner = Objects.requireNonNull(database.migration());
        var broker = config.broker();
        Map<String, String> real = new HashMap<>();
        real.put("DRIFTLINE_EMBEDDED_ENABLED", "false");
        real.put("DRIFTLINE_DATABASE_HOST", database.host());
        real.put("DRIFTLINE_DATABASE_PORT", Integer.toString(database.port()));
        real.put("DRIFTLINE_DATABASE_NAME", database.name());
        real.put("DRIFTLINE_DATABASE_USER", database.user());
        real.put("DRIFTLINE_DATABASE_PASSWORD", database.password().value());
        real.put("DRIFTLINE_DATABASE_MIGRATION_USER", owner.user());
        real.put("DRIFTLINE_DATABASE_MIGRATION_PASSWORD", owner.password().value());
        if (database.ca() != null) {
            real.put("DRIFTLINE_DATABASE_CA", database.ca().toAbsolutePath().toString());
        }
        real.put("DRIFTLINE_REDIS_URI", config.redis().uri().value());
        real.put("DRIFTLINE_BROKER_HOST", broker.host());
        real.put("DRIFTLINE_BROKER_PORT", Integer.toString(broker.port()));
        real.put("DRIFTLINE_BROKER_USER", broker.user());
        real.put("DRIFTLINE_BROKER_PASSWORD", broker.password().value());
        real.put("DRIFTLINE_BROKER_DIALECT", broker.dialect().name().toLowerCase(Locale.ROOT));
        real.put("DRIFTLINE_WORKERS_URLS", String.join(",", config.workers().urls()));
        real.put("DRIFTLINE_WORKERS_TOKEN", config.workers().token().value());
        real.put("DRIFTLINE_KEYS_SESSION", config.keys().session().value());
        real.put("DRIFTLINE_KEYS_STATUS", config.keys().status().value());
        return real;
    }
}
