package io.driftline.database;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Those who wait for the database: each for as long as its door allows, none once it is known that nothing will come. */
final class WaitingCallers {
    private final Vertx vertx;
    private final Set<Caller<?>> waiting = ConcurrentHashMap.newKeySet();

    WaitingCallers(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Answers within {@code patience}, whatever the server and the line to it do. */
    <T> Future<T> soon(Duration patience, Supplier<Future<T>> work) {
        var caller = new Caller<T>(vertx.getOrCreateContext());
        waiting.add(caller);
        long timer = vertx.setTimer(patience.toMillis(), over -> {
            if (waiting.remove(caller)) {
                caller.answer.fail(late(patience));
            }
        });
        work.get().onComplete(done -> {
            if (waiting.remove(caller)) {
                vertx.cancelTimer(timer);
                caller.answer.handle(done);
            }
        });
        return caller.answer.future();
    }

    /** All who wait now are answered, each where it asked. */
    void sendAway(Throwable reason) {
        for (Caller<?> caller : List.copyOf(waiting)) {
            if (waiting.remove(caller)) {
                caller.context.runOnContext(now -> caller.answer.fail(reason));
            }
        }
    }

    static TimeoutException late(Duration patience) {
        return new TimeoutException("no answer within " + patience.toMillis() + " ms");
    }

    private static final class Caller<T> {
        private final Context context;
        private final Promise<T> answer = Promise.promise();

        Caller(Context context) {
            this.context = context;
        }
    }
}
