package io.driftline.push;

import io.driftline.config.Config;
import io.driftline.contract.Addresses;
import io.driftline.contract.FailPoint;
import io.driftline.contract.SessionEnded;
import io.driftline.contract.UserPresent;
import io.driftline.domain.ProblemType;
import io.driftline.domain.ServiceException;
import io.driftline.domain.SessionId;
import io.driftline.domain.UserId;
import io.driftline.jobs.UserEvents;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sockets for callers who have already been verified, and looks after all of this node: every few seconds it
 * asks how far each user's events have come, and whether each socket's session still lives.
 */
public final class UserSocketHandler implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(UserSocketHandler.class);
    private static final Duration WHEN_FULL = Duration.ofSeconds(5);
    private static final int USERS_A_LOOK = 1_000;

    private final Vertx vertx;
    private final UserEvents events;
    private final Function<RoutingContext, Subscriber> subscribers;
    private final Function<Set<SessionId>, Future<Set<SessionId>>> alive;
    private final Config.Limits limits;
    private final SocketTimes times;
    private final Clock clock;
    private final Map<UserId, Set<UserSocket>> sockets = new HashMap<>();
    /** Places taken, by open sockets and by those that are being opened. */
    private final Map<UserId, Integer> places = new HashMap<>();

    private final AtomicInteger count = new AtomicInteger();
    private volatile @Nullable Context context;
    private volatile boolean draining;

    /**
     * @param subscribers who a verified request speaks for
     * @param alive which of these sessions still live
     */
    public UserSocketHandler(
            Vertx vertx,
            UserEvents events,
            Function<RoutingContext, Subscriber> subscribers,
            Function<Set<SessionId>, Future<Set<SessionId>>> alive,
            Config.Limits limits,
            SocketTimes times,
            Clock clock) {
        this.vertx = vertx;
        this.events = events;
        this.subscribers = subscribers;
        this.alive = alive;
        this.limits = limits;
        this.times = times;
        this.clock = clock;
    }

    /** Begins to look after the sockets, on the context that serves them: the one of the first request. */
    private void startOnce() {
        if (context != null) {
            return;
        }
        context = vertx.getOrCreateContext();
        Addresses.SESSION_ENDED.consume(vertx.eventBus(), this::sessionEnded);
        scheduleLook();
    }

    /** How many sockets are open on this node. */
    public int open() {
        return count.get();
    }

    /** Opens no more, and asks every client to come back. */
    public Future<Void> drain() {
        draining = true;
        if (context == null) {
            return Future.succeededFuture();
        }
        Promise<Void> drained = Promise.promise();
        context.runOnContext(run -> {
            all().forEach(socket -> socket.close(CloseCode.RESTARTING));
            FailPoint.hit("K22");
            drained.complete();
        });
        return drained.future();
    }

    @Override
    public void handle(RoutingContext request) {
        startOnce();
        var subscriber = subscribers.apply(request);
        long after = after(request);
        var cut = cutter(request.request().connection());
        admit(subscriber.user());
        request.request()
                .toWebSocket()
                .onSuccess(webSocket -> {
                    var socket = new UserSocket(vertx, webSocket, cut, subscriber, events, limits, times, clock);
                    add(socket);
                    webSocket.closeHandler(closed -> remove(socket));
                    socket.open(after);
                    if (draining) {
                        socket.close(CloseCode.RESTARTING);
                    }
                })
                .onFailure(failure -> {
                    release(subscriber.user());
                    LOG.debug("upgrade failed: {}", failure.getMessage());
                });
    }

    /**
     * Cuts a line. Vert.x itself would have the close frame written first, which a client that reads nothing can put off
     * for ever; so this goes past its handlers.
     */
    private static Runnable cutter(HttpConnection connection) {
        if (!(connection instanceof HttpServerConnection line)) {
            throw new IllegalStateException("not a connection of this server");
        }
        var pipeline = line.channelHandlerContext().pipeline();
        return () -> {
            var first = pipeline.firstContext();
            if (first != null) {
                LOG.debug("socket cut off: {}", first.close());
            }
        };
    }

    private static long after(RoutingContext request) {
        var after = request.request().getParam("after", "0");
        if (!after.matches("[0-9]{1,18}")) {
            throw ServiceException.of(
                    ProblemType.MALFORMED_REQUEST, "after is an offset: 0 for all that is kept, or the last one seen.");
        }
        return Long.parseLong(after);
    }

    /** Takes a place, or refuses; many may ask at once, before the first of them is open. */
    private void admit(UserId user) {
        if (draining || count.get() >= limits.sockets()) {
            throw ServiceException.retryLater(
                    ProblemType.UNAVAILABLE, "This node takes no more streams right now.", WHEN_FULL);
        }
        if (places.getOrDefault(user, 0) >= limits.socketsPerUser()) {
            throw ServiceException.retryLater(
                    ProblemType.TOO_MANY_SOCKETS,
                    "You have " + limits.socketsPerUser() + " streams open; close a tab or a script first.",
                    WHEN_FULL);
        }
        places.merge(user, 1, Integer::sum);
        count.incrementAndGet();
    }

    private void release(UserId user) {
        count.decrementAndGet();
        places.computeIfPresent(user, (same, taken) -> taken == 1 ? null : taken - 1);
    }

    private void add(UserSocket socket) {
        sockets.computeIfAbsent(socket.subscriber().user(), this::welcome).add(socket);
    }

    private Set<UserSocket> welcome(UserId user) {
        Addresses.USER_PRESENT.publish(vertx.eventBus(), new UserPresent(user, true));
        return new HashSet<>();
    }

    private void remove(UserSocket socket) {
        socket.closed();
        var user = socket.subscriber().user();
        var ofUser = sockets.get(user);
        if (ofUser != null && ofUser.remove(socket)) {
            release(user);
            if (ofUser.isEmpty()) {
                sockets.remove(user);
                Addresses.USER_PRESENT.publish(vertx.eventBus(), new UserPresent(user, false));
            }
        }
    }

    private List<UserSocket> all() {
        List<UserSocket> all = new ArrayList<>(count.get());
        sockets.values().forEach(all::addAll);
        return all;
    }

    private void sessionEnded(SessionEnded ended) {
        all().stream()
                .filter(socket -> socket.subscriber().session().equals(ended.session()))
                .forEach(socket -> socket.close(CloseCode.SESSION_OVER));
    }

    private void scheduleLook() {
        vertx.setTimer(times.look().toMillis(), timer -> Future.join(lookAtOffsets(), lookAtSessions())
                .onFailure(failure -> LOG.debug("look put off: {}", failure.getMessage()))
                .onComplete(looked -> scheduleLook()));
    }

    private Future<Void> lookAtOffsets() {
        var users = List.copyOf(sockets.keySet());
        Future<Void> done = Future.succeededFuture();
        for (int from = 0; from < users.size(); from += USERS_A_LOOK) {
            var page = users.subList(from, Math.min(users.size(), from + USERS_A_LOOK));
            done = done.compose(previous -> events.lastOffsets(page)
                    .onSuccess(last -> last.forEach((user, offset) ->
                            sockets.getOrDefault(user, Set.of()).forEach(socket -> socket.look(offset))))
                    .mapEmpty());
        }
        return done;
    }

    private Future<Void> lookAtSessions() {
        Set<SessionId> sessions = new HashSet<>();
        all().forEach(socket -> sessions.add(socket.subscriber().session()));
        if (sessions.isEmpty()) {
            return Future.succeededFuture();
        }
        return alive.apply(sessions)
                .onSuccess(living -> all().stream()
                        .filter(socket -> sessions.contains(socket.subscriber().session()))
                        .filter(socket -> !living.contains(socket.subscriber().session()))
                        .forEach(socket -> socket.close(CloseCode.SESSION_OVER)))
                .mapEmpty();
    }
}
