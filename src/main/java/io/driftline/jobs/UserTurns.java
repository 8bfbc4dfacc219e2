package io.driftline.jobs;

import io.driftline.identity.UserId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.JobWords;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What locks a user's rows, one at a time of each user: whoever's rows are held elsewhere waits here, on one of the
 * gateway's connections at most, and not for long.
 */
public final class UserTurns {
    private static final int MOST = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMillis(800);
    private static final int LONGEST_WAIT = 4;
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Deque<Turn<?>> NOBODY = new ArrayDeque<>();

    private final Vertx vertx;
    private final Map<UserId, Deque<Turn<?>>> queues = new HashMap<>();

    public UserTurns(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Runs {@code work} once no other of this user's runs here. Fails with {@code service/unavailable} if the one that
     * runs takes a second, or all before it four.
     */
    public <T> Future<T> take(UserId user, Supplier<Future<T>> work) {
        var turn = new Turn<>(vertx.getOrCreateContext(), work);
        if (!enter(user, turn)) {
            return Future.failedFuture(tooLong());
        }
        return turn.done.future();
    }

    private synchronized boolean enter(UserId user, Turn<?> turn) {
        var queue = queues.computeIfAbsent(user, first -> new ArrayDeque<>());
        if (queue.isEmpty()) {
            queue.add(turn);
            begin(user, turn);
            return true;
        }
        if (queue.size() == MOST || queue.element().takesLong()) {
            return false;
        }
        queue.add(turn);
        look(user, turn, LONGEST_WAIT);
        return true;
    }

    private <T> void begin(UserId user, Turn<T> turn) {
        turn.began = System.nanoTime();
        turn.context.runOnContext(now -> Future.succeededFuture()
                .compose(begun -> turn.work.get())
                .onComplete(turn.done)
                .onComplete(ended -> next(user)));
    }

    private synchronized void next(UserId user) {
        var queue = Objects.requireNonNull(queues.get(user));
        queue.remove();
        if (queue.isEmpty()) {
            queues.remove(user);
        } else {
            begin(user, queue.element());
        }
    }

    /** It has waited enough if the one that runs takes long, or at the last look; unless it has begun. */
    private void look(UserId user, Turn<?> turn, int looks) {
        vertx.setTimer(PATIENCE.toMillis(), later -> {
            if (leave(user, turn, looks)) {
                turn.done.fail(tooLong());
            }
        });
    }

    private synchronized boolean leave(UserId user, Turn<?> turn, int looks) {
        var queue = queues.getOrDefault(user, NOBODY);
        if (!queue.contains(turn) || queue.element() == turn) {
            return false;
        }
        if (looks > 1 && !queue.element().takesLong()) {
            look(user, turn, looks - 1);
            return false;
        }
        return queue.remove(turn);
    }

    private static ServiceException tooLong() {
        return ServiceException.retryLater(ProblemType.UNAVAILABLE, JobWords.EARLIER_WAITS.message(), AGAIN);
    }

    private static final class Turn<T> {
        private final Context context;
        private final Supplier<Future<T>> work;
        private final Promise<T> done = Promise.promise();
        private long began;

        Turn(Context context, Supplier<Future<T>> work) {
            this.context = context;
            this.work = work;
        }

        boolean takesLong() {
            return System.nanoTime() - began > LONG.toNanos();
        }
    }
}
