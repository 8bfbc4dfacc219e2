package io.driftline.wiring;

import io.driftline.config.Config;
import io.driftline.dispatch.FlaskModelWorkers;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.NodeLink;
import io.driftline.push.RedisNodeLink;
import io.driftline.staging.RedisStagingArea;
import io.driftline.staging.RedisState;
import io.driftline.status.RabbitStatusSource;
import io.driftline.wire.StatusKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;

/** What leads out of the process: copies in Redis, workers, and what carries their words and the nodes'. */
public record Links(
        Redis redis,
        RedisState redisState,
        RedisStagingArea staging,
        FlaskModelWorkers workers,
        StatusKeys statusKeys,
        RabbitStatusSource source,
        RedisNodeLink nodes,
        Announcer announcer) {

    public static Links of(Vertx vertx, Config config) {
        var redis = RedisClients.create(vertx, config.redis());
        var nodes = new RedisNodeLink(redis, RedisClients.create(vertx, config.redis()));
        return new Links(
                redis,
                new RedisState(redis),
                new RedisStagingArea(redis, config.jobs().staged()),
                new FlaskModelWorkers(vertx, config.workers()),
                StatusKeys.of(config.keys().status().value()),
                new RabbitStatusSource(vertx, config.broker()),
                nodes,
                // The embedded default is one gateway; real servers may have any number.
                new Announcer(vertx.eventBus(), config.embedded().enabled() ? NodeLink.NONE : nodes));
    }

    public Future<Void> close() {
        redis.close();
        return Future.succeededFuture();
    }
}
