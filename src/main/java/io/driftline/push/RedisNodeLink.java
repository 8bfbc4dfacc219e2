package io.driftline.push;

import io.driftline.bus.Addresses;
import io.driftline.bus.news.Announcement;
import io.driftline.identity.Ids;
import io.driftline.identity.UserId;
import io.driftline.jobs.NodeLink;
import io.driftline.wire.RedisKeys;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links gateways by Redis publish/subscribe, a channel for each user. What another gateway says is put on this one's
 * event bus, for users who have a socket here.
 */
public final class RedisNodeLink extends VerticleBase implements NodeLink {
    private static final Logger LOG = LoggerFactory.getLogger(RedisNodeLink.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int MESSAGE_PARTS = 3;

    private final Redis publishing;
    private final Redis listening;
    private final String node = Ids.random();
    private final Set<UserId> users = new HashSet<>();
    private @Nullable RedisConnection subscription;
    private boolean stopped;
    private boolean refused;

    /** @param listening a client of its own: a connection that subscribes can do nothing else */
    public RedisNodeLink(Redis publishing, Redis listening) {
        this.publishing = publishing;
        this.listening = listening;
    }

    /** Completes after the first try; without Redis the gateway runs on, and the link is tried again. */
    @Override
    public Future<?> start() {
        var bus = vertx.eventBus();
        Addresses.USER_PRESENT.consume(bus, present -> {
            if (present.here()) {
                join(present.user());
            } else {
                leave(present.user());
            }
        });
        return connect();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        listening.close();
        return Future.succeededFuture();
    }

    @Override
    public void tell(UserId user, Announcement announcement) {
        var message = new JsonObject()
                .put("node", node)
                .put("frame", announcement.frame().toString());
        if (announcement instanceof Announcement.Event event) {
            message.put("offset", event.offset());
            if (event.trace() != null) {
                message.put("trace", event.trace());
            }
        } else if (announcement instanceof Announcement.Progress progress) {
            message.put("job", progress.job());
        }
        publishing
                .send(Request.cmd(Command.PUBLISH)
                        .arg(RedisKeys.userChannel(user))
                        .arg(message.toBuffer()))
                .onFailure(failure -> LOG.debug("other gateways not told: {}", failure.getMessage()));
    }

    private Future<Void> connect() {
        return listening
                .connect()
                .onFailure(failure -> retry())
                .compose(this::use)
                .onFailure(failure -> LOG.debug("no link to other gateways: {}", failure.getMessage()))
                .otherwiseEmpty();
    }

    private Future<Void> use(RedisConnection connection) {
        connection.handler(message -> take(connection, message));
        connection.exceptionHandler(failure -> LOG.debug("link failed: {}", failure.getMessage()));
        connection.endHandler(ended -> lost(connection));
        subscription = connection;
        return subscribe(users);
    }

    private void lost(RedisConnection connection) {
        if (subscription == connection) {
            subscription = null;
            retry();
        }
    }

    private void retry() {
        if (!stopped) {
            vertx.setTimer(RETRY.toMillis(), timer -> {
                if (!stopped && subscription == null) {
                    connect();
                }
            });
        }
    }

    private void join(UserId user) {
        if (users.add(user)) {
            subscribe(Set.of(user)).onFailure(failure -> LOG.debug("not subscribed: {}", failure.getMessage()));
        }
    }

    private void leave(UserId user) {
        var connection = subscription;
        if (users.remove(user) && connection != null) {
            connection
                    .send(Request.cmd(Command.UNSUBSCRIBE).arg(RedisKeys.userChannel(user)))
                    .onFailure(failure -> LOG.debug("not unsubscribed: {}", failure.getMessage()));
        }
    }

    /** A connection that does not take this is given up: on the next, all are subscribed to. */
    private Future<Void> subscribe(Set<UserId> to) {
        var connection = subscription;
        if (connection == null || to.isEmpty()) {
            return Future.succeededFuture();
        }
        var request = Request.cmd(Command.SUBSCRIBE);
        to.forEach(user -> request.arg(RedisKeys.userChannel(user)));
        // Complete once it is written: what Redis says to it comes as a message.
        return connection.send(request).<Void>mapEmpty().onFailure(failure -> giveUp(connection));
    }

    private void giveUp(RedisConnection connection) {
        connection.close();
        lost(connection);
    }

    private void take(RedisConnection connection, Response response) {
        if (response.type() == ResponseType.ERROR) {
            if (!refused) {
                LOG.warn("Redis does not let this gateway listen to the others: {}", response);
            }
            refused = true;
            giveUp(connection);
            return;
        }
        refused = false;
        if (response.size() != MESSAGE_PARTS
                || !"message".equals(response.get(0).toString())) {
            return;
        }
        try {
            var user = RedisKeys.userOfChannel(response.get(1).toString());
            var message = response.get(2).toBuffer().toJsonObject();
            if (!node.equals(message.getString("node"))) {
                Addresses.userChannel(user).publish(vertx.eventBus(), announcement(message));
            }
        } catch (DecodeException | ClassCastException | IllegalArgumentException notOurs) {
            LOG.warn("announcement of another gateway not understood");
        }
    }

    private static Announcement announcement(JsonObject message) {
        var frame = Buffer.buffer(message.getString("frame"));
        return message.containsKey("offset")
                ? new Announcement.Event(message.getLong("offset"), frame, message.getString("trace"))
                : new Announcement.Progress(message.getString("job"), frame);
    }
}
