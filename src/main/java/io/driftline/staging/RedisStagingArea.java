package io.driftline.staging;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Staged copies in Redis. */
public final class RedisStagingArea implements StagingArea {
    /** Something lies there that no worker of ours put there; it will not become a string by waiting. */
    private static final String OTHER_THAN_A_STRING = "WRONGTYPE";

    private final Redis redis;
    private final Duration timeToLive;

    public RedisStagingArea(Redis redis, Duration timeToLive) {
        this.redis = redis;
        this.timeToLive = timeToLive;
    }

    @Override
    public Future<Void> putList(String key, List<JsonObject> items) {
        var push = Request.cmd(Command.RPUSH).arg(key);
        items.forEach(item -> push.arg(item.toBuffer()));
        return redis.batch(List.of(
                        Request.cmd(Command.DEL).arg(key),
                        push,
                        Request.cmd(Command.PEXPIRE).arg(key).arg(timeToLive.toMillis())))
                .mapEmpty();
    }

    @Override
    public Future<Void> put(String key, Buffer value) {
        return redis.send(Request.cmd(Command.SET).arg(key).arg(value).arg("PX").arg(timeToLive.toMillis()))
                .mapEmpty();
    }

    @Override
    public Future<@Nullable Buffer> get(String key) {
        return redis.send(Request.cmd(Command.GET).arg(key))
                .<@Nullable Buffer>map(response -> response == null ? null : response.toBuffer())
                .recover(failure -> String.valueOf(failure.getMessage()).startsWith(OTHER_THAN_A_STRING)
                        ? Future.succeededFuture(null)
                        : Future.failedFuture(failure));
    }

    @Override
    public Future<Void> discard(List<String> keys) {
        var unlink = Request.cmd(Command.UNLINK);
        keys.forEach(unlink::arg);
        return redis.send(unlink).mapEmpty();
    }
}
