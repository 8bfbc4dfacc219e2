package io.driftline.accounts.passwords;

import io.driftline.identity.Source;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayDeque;
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

    private final WorkerExecutor thread;
    private final ConcurrencyLimit underway = new ConcurrencyLimit(MOST, MOST / 2);
    private final Map<Source, Queue<Runnable>> waiting = new LinkedHashMap<>();
    private boolean working;

    HashingQueue(Vertx vertx) {
        thread = vertx.createSharedWorkerExecutor("passwords", 1);
    }

    /** Fails at once with SIGN_IN_THROTTLED if this source has enough waiting, with SIGN_IN_BUSY if all have. */
    <T> Future<T> run(Source source, Callable<T> work) {
        return underway.admit(source, () -> {
            Promise<T> done = Promise.promise();
            wait(source, () -> thread.executeBlocking(work, false)
                    .onComplete(worked -> goOn())
                    .onComplete(done));
            next();
            return done.future();
        });
    }

    private synchronized void wait(Source source, Runnable work) {
        waiting.computeIfAbsent(source, none -> new ArrayDeque<>()).add(work);
    }

    private void goOn() {
        synchronized (this) {
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
}
