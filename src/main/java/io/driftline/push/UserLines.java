package io.driftline.push;

import io.driftline.bus.Addresses;
import io.driftline.bus.news.SessionEnded;
import io.driftline.bus.news.UserPresent;
import io.driftline.config.Limits;
import io.driftline.failpoints.FailPoint;
import io.driftline.identity.CredentialId;
import io.driftline.identity.UserId;
import io.driftline.jobs.events.UserEvents;
import io.driftline.json.Whole;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.tracing.Traces;
import io.driftline.words.JobWords;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All lines of this node, sockets and event streams alike. It has places for them, and looks after them: every few seconds
 * it asks how far each user's events have come, and whether each line's session still lives.
 */
public final class UserLines {
    private static final Logger LOG = LoggerFactory.getLogger(UserLines.class);
    private static final int USERS_A_LOOK = 1_000;

    private final Vertx vertx;
    private final UserEvents events;
    private final Function<RoutingContext, Subscriber> subscribers;
    private final Function<Set<CredentialId>, Future<Set<CredentialId>>> alive;
    private final Limits limits;
    private final SocketTimes times;
    private final Clock clock;
    private final Traces traces;
    private final Map<UserId, Set<UserLine>> lines = new HashMap<>();
    private final LinePlaces places;
    private volatile @Nullable Context context;
    private volatile boolean draining;

    /**
     * @param subscribers who a verified request speaks for
     * @param alive which of these sessions still live
     */
    public UserLines(
            Vertx vertx,
            UserEvents events,
            Function<RoutingContext, Subscriber> subscribers,
            Function<Set<CredentialId>, Future<Set<CredentialId>>> alive,
            Limits limits,
            SocketTimes times,
            Clock clock,
            Traces traces) {
        this.vertx = vertx;
        this.events = events;
        this.subscribers = subscribers;
        this.alive = alive;
        this.limits = limits;
        places = new LinePlaces(limits);
        this.times = times;
        this.clock = clock;
        this.traces = traces;
    }

    /** Begins to look after the lines, on the context that serves them: the one of the first request. */
    private void startOnce() {
        if (context != null) {
            return;
        }
        context = vertx.getOrCreateContext();
        Addresses.SESSION_ENDED.consume(vertx.eventBus(), this::sessionEnded);
        scheduleLook();
    }

    /** How many lines are open on this node. */
    public int open() {
        return places.taken();
    }

    /** Whether the gateway is about to stop, and opens no more. */
    public boolean draining() {
        return draining;
    }

    /** Opens no more, and asks every client to come back. */
    public Future<Void> drain() {
        draining = true;
        if (context == null) {
            return Future.succeededFuture();
        }
        Promise<Void> drained = Promise.promise();
        context.runOnContext(run -> {
            all().forEach(line -> line.close(CloseCode.RESTARTING));
            FailPoint.hit("DRAINING");
            drained.complete();
        });
        return drained.future();
    }

    /** Opens sockets for callers who have already been verified. */
    public Handler<RoutingContext> sockets() {
        return new SocketOpening(this, vertx, events, limits, times, clock, traces);
    }

    /** Opens event streams for callers who have already been verified. */
    public Handler<RoutingContext> eventStreams() {
        return new EventStreamOpening(this, vertx, events, limits, times, clock, traces);
    }

    /** Whom a request speaks for, once there is a place; {@link #open} or {@link #release} has to follow. */
    Subscriber admit(RoutingContext request) {
        startOnce();
        var subscriber = subscribers.apply(request);
        admit(subscriber.user());
        return subscriber;
    }

    /** Begins to serve a line that was admitted, from behind this offset. */
    void open(UserLine line, long after) {
        add(line);
        line.open(after);
        if (draining) {
            line.close(CloseCode.RESTARTING);
        }
    }

    /** Fails with MALFORMED_REQUEST. */
    static long offset(String text) {
        return Whole.of(text, 0, Whole.MOST)
                .orElseThrow(() -> ServiceException.of(ProblemType.MALFORMED_REQUEST, JobWords.OFFSET.message()));
    }

    private void admit(UserId user) {
        if (draining) {
            throw LinePlaces.full();
        }
        places.take(user, () -> renewOldest(user));
    }

    /** A dead event stream leaves its place to whoever was refused one and tries again; the client of a living one comes back. */
    private void renewOldest(UserId user) {
        lines.getOrDefault(user, Set.of()).stream()
                .filter(UserLine::mayBeDead)
                .max(Comparator.comparing(UserLine::age))
                .ifPresent(oldest -> oldest.close(CloseCode.RESTARTING));
    }

    void release(UserId user) {
        places.leave(user);
    }

    private void add(UserLine line) {
        lines.computeIfAbsent(line.subscriber().user(), this::welcome).add(line);
    }

    private Set<UserLine> welcome(UserId user) {
        Addresses.USER_PRESENT.publish(vertx.eventBus(), new UserPresent(user, true));
        return new HashSet<>();
    }

    /** The line is gone; once more is no harm. */
    void remove(UserLine line) {
        line.closed();
        var user = line.subscriber().user();
        var ofUser = lines.get(user);
        if (ofUser != null && ofUser.remove(line)) {
            release(user);
            if (ofUser.isEmpty()) {
                lines.remove(user);
                Addresses.USER_PRESENT.publish(vertx.eventBus(), new UserPresent(user, false));
            }
        }
    }

    private List<UserLine> all() {
        List<UserLine> all = new ArrayList<>(places.taken());
        lines.values().forEach(all::addAll);
        return all;
    }

    private void sessionEnded(SessionEnded ended) {
        all().stream()
                .filter(line -> line.subscriber().session().equals(ended.session()))
                .forEach(line -> line.close(CloseCode.SESSION_OVER));
    }

    private void scheduleLook() {
        vertx.setTimer(times.look().toMillis(), timer -> Future.join(lookAtOffsets(), lookAtSessions())
                .onFailure(failure -> LOG.debug("look put off: {}", failure.getMessage()))
                .onComplete(looked -> scheduleLook()));
    }

    private Future<Void> lookAtOffsets() {
        var users = List.copyOf(lines.keySet());
        Future<Void> done = Future.succeededFuture();
        for (int from = 0; from < users.size(); from += USERS_A_LOOK) {
            var page = users.subList(from, Math.min(users.size(), from + USERS_A_LOOK));
            done = done.compose(previous -> events.lastOffsets(page)
                    .onSuccess(last -> last.forEach(
                            (user, offset) -> lines.getOrDefault(user, Set.of()).forEach(line -> line.look(offset))))
                    .mapEmpty());
        }
        return done;
    }

    private Future<Void> lookAtSessions() {
        Set<CredentialId> sessions = new HashSet<>();
        all().forEach(line -> sessions.add(line.subscriber().session()));
        if (sessions.isEmpty()) {
            return Future.succeededFuture();
        }
        return alive.apply(sessions)
                .onSuccess(living -> all().stream()
                        .filter(line -> sessions.contains(line.subscriber().session()))
                        .filter(line -> !living.contains(line.subscriber().session()))
                        .forEach(line -> line.close(CloseCode.SESSION_OVER)))
                .mapEmpty();
    }
}
