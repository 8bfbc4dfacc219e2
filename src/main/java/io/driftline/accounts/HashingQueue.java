package io.driftline.accounts;

import io.driftline.domain.ProblemType;
import io.driftline.domain.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;

/**
 * One thread for all hashing, in front of it a short queue in which sources take turns: one that asks without end waits
 * for itself, and is refused before the others are.
 */
final class HashingQueue {
    private static final int MOST = 16;
    private static final int MOST_OF_ONE = 8;
    private static final Duration BUSY = Duration.ofSeconds(5);

    private final WorkerExecutor thread;
    private final Map<Source, Queue<Runnable>> waiting = new LinkedHashMap<>();
    private final Map<Source, Integer> underway = new HashMap<>();
    private int taken;
    private boolean working;

    HashingQueue(Vertx vertx) {
        thread = vertx.createSharedWorkerExecutor("passwords", 1);
    }

    /** Fails at once with SIGN_IN_THROTTLED if this source has enough waiting, with SIGN_IN_BUSY if all have. */
    <T> Future<T> run(Source source, Callable<T> work) {
        Promise<T> done = Promise.promise();
        if (!enter(
                source,
                () -> thread.executeBlocking(work, false).onComplete(done).onComplete(worked -> leave(source)))) {
            return Future.failedFuture(refusal(source));
        }
        next();
        return done.future();
    }

    private synchronized boolean enter(Source source, Runnable work) {
        if (taken >= MOST || underway.getOrDefault(source, 0) >= MOST_OF_ONE) {
            return false;
        }
        taken++;
        underway.merge(source, 1, Integer::sum);
        waiting.computeIfAbsent(source, none -> new ArrayDeque<>()).add(work);
        return true;
    }

    private void leave(Source source) {
        synchronized (this) {
            taken--;
            underway.computeIfPresent(source, (same, count) -> count == 1 ? null : count - 1);
            working = false;
        }
        next();
    }

    private void next() {
        Runnable work;
        synchronized (this) {
            if (working || waiting.isEmpty()) {
                return;
            }
            working = true;
            work = poll();
        }
        work.run();
    }

    /** Of the source that has waited longest; it goes behind the others if it has more. */
    private Runnable poll() {
        var source = waiting.keySet().iterator().next();
        var works = waiting.remove(source);
        var work = works.remove();
        if (!works.isEmpty()) {
            waiting.put(source, works);
        }
        return work;
    }

    private synchronized ServiceException refusal(Source source) {
        return underway.getOrDefault(source, 0) >= MOST_OF_ONE
                ? ServiceException.retryLater(
                        ProblemType.SIGN_IN_THROTTLED, "Wait " + BUSY.toSeconds() + " s, then try again.", BUSY)
                : ServiceException.retryLater(ProblemType.SIGN_IN_BUSY, "Try again in a few seconds.", BUSY);
    }
}
