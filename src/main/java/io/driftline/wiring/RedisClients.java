package io.driftline.wiring;

import io.driftline.config.Config;
import io.vertx.core.Vertx;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;

/** Clients of Redis as the flow needs them: few connections, and room for many who wait for one. */
final class RedisClients {
    private static final int CONNECTIONS = 8;
    private static final int WAITING = 10_000;

    private RedisClients() {}

    static Redis create(Vertx vertx, Config.RedisServer server) {
        return Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(server.uri().value())
                        .setMaxPoolSize(CONNECTIONS)
                        .setMaxPoolWaiting(WAITING)
                        .setMaxWaitingHandlers(WAITING)
                        .setTracingPolicy(TracingPolicy.IGNORE));
    }
}
