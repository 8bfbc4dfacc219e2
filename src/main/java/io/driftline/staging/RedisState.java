package io.driftline.staging;

import io.driftline.problem.NotReadyException;
import io.driftline.wire.RedisKeys;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Redis tells of itself. */
public final class RedisState {
    /** Redis begins what it refuses with a word in capitals. */
    private static final Pattern REFUSAL =
            Pattern.compile("^(OOM|READONLY|MISCONF|NOREPLICAS|NOPERM|LOADING|MASTERDOWN)\\b");

    private static final int PROBE_MILLIS = 10_000;

    private final Redis redis;

    public RedisState(Redis redis) {
        this.redis = redis;
    }

    /** {@code {version, memoryBytes, keys, fault?}}; fails if it does not answer. */
    public Future<JsonObject> ask() {
        return redis.send(Request.cmd(Command.INFO))
                .map(info -> fields(info.toString()))
                .compose(info -> redis.send(Request.cmd(Command.DBSIZE)).map(keys -> new JsonObject()
                        .put("version", info.getOrDefault("redis_version", ""))
                        .put("memoryBytes", Long.parseLong(info.getOrDefault("used_memory", "0")))
                        .put("keys", keys.toLong())))
                .compose(facts -> probe().map(fine -> facts)
                        .recover(failure -> failure instanceof NotReadyException fault
                                ? Future.succeededFuture(facts.put("fault", fault.getMessage()))
                                : Future.failedFuture(failure)));
    }

    /**
     * Fails with {@link NotReadyException} if it refuses to write: being full, a replica, or without room on its disk it still
     * answers whoever only asks.
     */
    public Future<Void> probe() {
        return redis.send(Request.cmd(Command.SET)
                        .arg(RedisKeys.PROBE)
                        .arg("1")
                        .arg("PX")
                        .arg(PROBE_MILLIS))
                .<Void>mapEmpty()
                .recover(failure -> Future.failedFuture(refusal(failure)));
    }

    private static Throwable refusal(Throwable failure) {
        var code = REFUSAL.matcher(String.valueOf(failure.getMessage()));
        return code.find() ? new NotReadyException("refuses to write: " + code.group(1)) : failure;
    }

    /** Lines {@code name:value} between headings. */
    private static Map<String, String> fields(String info) {
        return info.lines()
                .map(line -> line.split(":", 2))
                .filter(field -> field.length == 2)
                .collect(Collectors.toMap(field -> field[0], field -> field[1], (first, again) -> again));
    }
}
