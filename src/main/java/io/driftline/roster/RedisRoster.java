package io.driftline.roster;

import io.driftline.config.Secret;
import io.driftline.roster.Roster.Entry;
import io.driftline.wire.RedisKeys;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One hash of Redis, a field a worker: milliseconds until which it holds, a space, and the line as the worker signed it. Who can write
 * to Redis still cannot send gateways, with their token, anywhere else.
 */
public final class RedisRoster implements Roster {
    private static final Duration SWEPT_AFTER = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(RedisRoster.class);

    private final Redis redis;
    private final NoticeReader reader;

    /** @param token the one that gateways present to workers */
    public RedisRoster(Redis redis, Secret token) {
        this.redis = redis;
        this.reader = new NoticeReader(token);
    }

    @Override
    public Future<Boolean> isNew(String nonce, Duration kept) {
        return redis.send(Request.cmd(Command.SET)
                        .arg(RedisKeys.announced(nonce))
                        .arg("1")
                        .arg("PX")
                        .arg(kept.toMillis())
                        .arg("NX"))
                .map(answer -> answer != null);
    }

    @Override
    public Future<Void> put(Entry entry) {
        var value = Buffer.buffer(entry.until().toEpochMilli() + " ").appendBuffer(entry.line());
        return redis.send(Request.cmd(Command.HSET)
                        .arg(RedisKeys.WORKERS)
                        .arg(entry.notice().address())
                        .arg(value))
                .mapEmpty();
    }

    @Override
    public Future<List<Entry>> entries(Instant now) {
        return redis.send(Request.cmd(Command.HGETALL).arg(RedisKeys.WORKERS)).map(hash -> {
            List<Entry> entries = new ArrayList<>();
            List<String> lapsed = new ArrayList<>();
            for (String field : hash.getKeys()) {
                var kept = Kept.of(hash.get(field).toBuffer());
                if (kept.until().isBefore(now.minus(SWEPT_AFTER))) {
                    lapsed.add(field);
                } else {
                    read(kept, entries);
                }
            }
            forget(lapsed);
            return entries;
        });
    }

    /** A value as it lies in Redis; what is none lapsed long ago. */
    private record Kept(Instant until, Buffer line) {
        static Kept of(Buffer value) {
            var text = value.toString(StandardCharsets.ISO_8859_1);
            int space = text.indexOf(' ');
            return text.matches("(?s)[0-9]{1,15} .*")
                    ? new Kept(
                            Instant.ofEpochMilli(Long.parseLong(text.substring(0, space))),
                            value.getBuffer(space + 1, value.length()))
                    : new Kept(Instant.EPOCH, value);
        }
    }

    /** What a gateway with another token has kept is its own affair. */
    private void read(Kept kept, List<Entry> into) {
        try {
            into.add(new Entry(reader.read(kept.line()), kept.line(), kept.until()));
        } catch (Refused notOurs) {
            LOG.debug("announcement in Redis passed over: {}", notOurs.getMessage());
        }
    }

    private void forget(List<String> fields) {
        if (!fields.isEmpty()) {
            var forget = Request.cmd(Command.HDEL).arg(RedisKeys.WORKERS);
            fields.forEach(forget::arg);
            redis.send(forget).onFailure(failure -> LOG.debug("announcements not swept: {}", failure.getMessage()));
        }
    }
}
