package io.driftline.jobs;

import io.driftline.domain.ProblemType;
import io.driftline.domain.ServiceException;
import io.driftline.domain.UserId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What locks a user's rows, one at a time of each user: whoever's rows are held elsewhere waits here, on one of the
 * gateway's connections at most, and not for long.
 */
public final class UserTurns {
    private static final int MOST = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Map<UserId, Deque<Turn<?>>> queues = new HashMap<>();

    public UserTurns(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Runs {@code work} once no other of this user's runs here; fails with {@code service/unavailable} if that takes long. */
    public <T> Future<T> take(UserId user, Supplier<Future<T>> work) {
        var turn = new Turn<>(vertx.getOrCreateContext(), work);
        int before = enter(user, turn);
        if (before == MOST) {
            return Future.failedFuture(tooLong());
        }
        if (before == 0) {
            begin(user, turn);
        } else {
            vertx.setTimer(PATIENCE.toMillis(), late -> leave(user, turn));
        }
        return turn.done.future();
    }

    private synchronized int enter(UserId user, Turn<?> turn) {
        var queue = queues.computeIfAbsent(user, first -> new ArrayDeque<>());
        int before = queue.size();
        if (before < MOST) {
            queue.add(turn);
        }
        return before;
    }

    private <T> void begin(UserId user, Turn<T> turn) {
        turn.context.runOnContext(now -> Future.succeededFuture()
                .compose(begun -> turn.work.get())
                .onComplete(turn.done)
                .onComplete(ended -> next(user)));
    }

    private void next(UserId user) {
        Turn<?> following;
        synchronized (this) {
            var queue = queues.get(user);
            queue.remove();
            following = queue.peek();
            if (following == null) {
                queues.remove(user);
                return;
            }
        }
        begin(user, following);
    }

    /** It has waited enough, unless it has begun. */
    private void leave(UserId user, Turn<?> turn) {
        synchronized (this) {
            var queue = queues.get(user);
            if (queue == null || queue.peek() == turn || !queue.remove(turn)) {
                return;
            }
        }
        turn.done.fail(tooLong());
    }

    private static ServiceException tooLong() {
        return ServiceException.retryLater(
                ProblemType.UNAVAILABLE,
                "An earlier request of yours still waits for the database; nothing was lost. Try again shortly.",
                AGAIN);
    }

    private record Turn<T>(Context context, Supplier<Future<T>> work, Promise<T> done) {
        Turn(Context context, Supplier<Future<T>> work) {
            this(context, work, Promise.promise());
        }
    }
}
