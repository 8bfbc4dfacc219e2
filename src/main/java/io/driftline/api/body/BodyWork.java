package io.driftline.api.body;

import io.driftline.api.caller.Callers;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.RequestWords;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Where bodies are understood, on threads of their own. Large ones come one after the other, so that the memory of only one is
 * taken up, and users take turns; small ones never wait behind them. Used on the server's one event loop.
 */
public final class BodyWork {
    /** Bytes of a body, or of what is made of it, that are read in less than a millisecond. */
    private static final int SMALL = 32 * 1024;

    private static final int THREADS = 2;
    private static final int SMALL_ONES = 500;
    private static final int WAITING_OF_USER = 8;
    private static final int WAITING = 32;
    private static final Duration LATER = Duration.ofSeconds(5);
    private static final String KEY = "driftline.body-work";
    private static final String TURN = "driftline.body-turn";

    private final WorkerExecutor threads;
    private final Map<Object, Deque<Promise<Void>>> waiting = new LinkedHashMap<>();
    private int smallOnes;
    private int waitingInAll;
    private boolean taken;

    public BodyWork(Vertx vertx) {
        threads = vertx.createSharedWorkerExecutor("bodies", THREADS);
    }

    public void offer(RoutingContext ctx) {
        ctx.put(KEY, this).next();
    }

    /** Of the server that has this request. */
    static BodyWork of(RoutingContext ctx) {
        return Objects.requireNonNull(ctx.<BodyWork>get(KEY), KEY);
    }

    /** The first of several steps with a body of so many bytes; others follow by {@link #then} and {@link #last}. */
    public <T> Future<T> first(RoutingContext ctx, long bytes, Callable<T> step) {
        return bytes <= SMALL ? small(step) : turn(ctx).compose(mine -> then(step));
    }

    /** The only step, of work that is large whatever the body is. */
    public static <T> Future<T> alone(RoutingContext ctx, Callable<T> step) {
        var work = of(ctx);
        return work.turn(ctx).compose(mine -> work.then(step)).onComplete(done -> work.end(ctx));
    }

    /** The last step, after which others have their turn. */
    public static <T> Future<T> last(RoutingContext ctx, Callable<T> step) {
        var work = of(ctx);
        return work.then(step).onComplete(done -> work.end(ctx));
    }

    private <T> Future<T> then(Callable<T> step) {
        return threads.executeBlocking(step, false);
    }

    private <T> Future<T> small(Callable<T> step) {
        if (smallOnes >= SMALL_ONES) {
            return Future.failedFuture(busy());
        }
        smallOnes++;
        return then(step).onComplete(done -> smallOnes--);
    }

    private Future<Void> turn(RoutingContext ctx) {
        var user = Callers.find(ctx)
                .filter(caller -> !caller.isGuest()) // who take turns as one
                .<Object>map(caller -> caller.user().id())
                .orElse("");
        return wait(user).compose(begun -> {
            var mine = new Turn();
            if (ctx.response().closed()) {
                mine.end();
                return Future.failedFuture("nobody waits for it any more");
            }
            ctx.put(TURN, mine);
            ctx.addEndHandler(answered -> mine.end());
            return Future.succeededFuture();
        });
    }

    private Future<Void> wait(Object user) {
        if (!taken) {
            taken = true;
            return Future.succeededFuture();
        }
        var own = waiting.computeIfAbsent(user, first -> new ArrayDeque<>());
        if (own.size() >= WAITING_OF_USER || waitingInAll >= WAITING) {
            return Future.failedFuture(busy());
        }
        Promise<Void> turn = Promise.promise();
        own.add(turn);
        waitingInAll++;
        return turn.future();
    }

    private void end(RoutingContext ctx) {
        BodyRoom.leave(ctx);
        Turn mine = ctx.remove(TURN);
        if (mine != null) {
            mine.end();
        }
    }

    private void next() {
        if (waiting.isEmpty()) {
            taken = false;
            return;
        }
        var user = waiting.keySet().iterator().next();
        // Whoever has more to do goes to the end of the row.
        var own = Objects.requireNonNull(waiting.remove(user));
        var turn = own.remove();
        if (!own.isEmpty()) {
            waiting.put(user, own);
        }
        waitingInAll--;
        turn.complete();
    }

    private static ServiceException busy() {
        return ServiceException.retryLater(ProblemType.UNAVAILABLE, RequestWords.MANY_LARGE.message(), LATER);
    }

    /** That of one request, until it ends. */
    private final class Turn {
        private boolean over;

        void end() {
            if (!over) {
                over = true;
                next();
            }
        }
    }
}
