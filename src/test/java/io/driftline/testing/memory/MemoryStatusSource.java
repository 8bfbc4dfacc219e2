package io.driftline.testing.memory;

import io.driftline.bus.DeadLetter;
import io.driftline.status.StatusSource;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A status queue in memory: what has arrived is handed over in batches, one at a time. */
public final class MemoryStatusSource implements StatusSource {
    private final Deque<Buffer> arrived = new ArrayDeque<>();
    public final List<String> deadLetters = new CopyOnWriteArrayList<>();
    private @Nullable Context context;
    private Function<List<Buffer>, Future<Void>> consumer = bodies -> Future.succeededFuture();
    private boolean busy;

    @Override
    public <T> Future<Void> start(
            Function<Buffer, T> reader, Function<List<T>, Future<Void>> newConsumer, Runnable connected) {
        connected.run();
        context = Vertx.currentContext();
        consumer = bodies -> newConsumer.apply(bodies.stream().map(reader).toList());
        return Future.succeededFuture();
    }

    /** A message arrives, from whatever thread. */
    public void publish(Buffer body) {
        Objects.requireNonNull(context).runOnContext(run -> {
            arrived.add(body);
            next();
        });
    }

    private void next() {
        if (busy || arrived.isEmpty()) {
            return;
        }
        busy = true;
        List<Buffer> batch = new ArrayList<>(arrived);
        arrived.clear();
        consumer.apply(batch).onComplete(done -> {
            busy = false;
            next();
        });
    }

    @Override
    public Future<Void> deadLetter(Buffer body, String reason) {
        deadLetters.add(reason);
        return Future.succeededFuture();
    }

    @Override
    public Future<List<DeadLetter>> deadLetters(int limit) {
        return Future.succeededFuture(deadLetters.stream()
                .limit(limit)
                .map(reason -> new DeadLetter(reason, reason, 0, ""))
                .toList());
    }

    @Override
    public Future<Integer> discardDeadLetter(String id) {
        return Future.succeededFuture(deadLetters.remove(id) ? 1 : 0);
    }

    @Override
    public Future<Void> probe() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> stop() {
        return Future.succeededFuture();
    }
}
