package io.driftline.staging;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.util.Map;
import java.util.stream.Collectors;

/** What Redis tells of itself. */
public final class RedisState {
    private final Redis redis;

    public RedisState(Redis redis) {
        this.redis = redis;
    }

    /** {@code {version, memoryBytes, keys}}; fails if it does not answer. */
    public Future<JsonObject> ask() {
        return redis.send(Request.cmd(Command.INFO))
                .map(info -> fields(info.toString()))
                .compose(info -> redis.send(Request.cmd(Command.DBSIZE)).map(keys -> new JsonObject()
                        .put("version", info.getOrDefault("redis_version", ""))
                        .put("memoryBytes", Long.parseLong(info.getOrDefault("used_memory", "0")))
                        .put("keys", keys.toLong())));
    }

    /** Lines {@code name:value} between headings. */
    private static Map<String, String> fields(String info) {
        return info.lines()
                .map(line -> line.split(":", 2))
                .filter(field -> field.length == 2)
                .collect(Collectors.toMap(field -> field[0], field -> field[1], (first, again) -> again));
    }
}
