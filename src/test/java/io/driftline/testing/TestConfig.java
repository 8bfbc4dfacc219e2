package io.driftline.testing;

import io.driftline.config.Config;
import io.driftline.config.ConfigLoader;
import java.nio.file.Path;
import java.util.HashMap;
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

    /** The same with some settings by path, such as {@code limits.openJobs}. */
    public static Config in(Path data, Map<String, String> settings) {
        Map<String, String> values = new HashMap<>(Map.of(
                "server.port", "0",
                // All tests are one network.
                "accounts.signUpsPerHour", "100000",
                "accounts.signInsPerMinute", "100000",
                "embedded.data", data.toString(),
                "embedded.programs", PROGRAMS.toString()));
        values.putAll(settings);
        return ConfigLoader.load(null, Map.of(), values);
    }

    /** Another database of the same server, reached at a port by the account that may change tables. */
    public static Config.Database owned(Config.Database server, int port, String name) {
        var owner = Objects.requireNonNull(server.migration(), "an account that may change tables");
        return new Config.Database(
                server.host(),
                port,
                name,
                owner.user(),
                owner.password(),
                server.poolSize(),
                server.flowPoolSize(),
                server.probePoolSize(),
                server.silence(),
                server.ca(),
                null);
    }

    /** The same with a database at another port, and so many connections for requests. */
    public static Config through(Config config, int port, int poolSize) {
        var database = config.database();
        return config.with(
                new Config.Database(
                        database.host(),
                        port,
                        database.name(),
                        database.user(),
                        database.password(),
                        poolSize,
                        database.flowPoolSize(),
                        database.probePoolSize(),
                        database.silence(),
                        database.ca(),
                        database.migration()),
                config.redis(),
                config.broker(),
                config.keys());
    }
}
