package io.driftline.status;

import io.driftline.bus.DeadLetter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Function;

/** Where workers' messages come from, at least once and in their order. */
public interface StatusSource {
    /**
     * Reads what arrives, and hands over what has arrived, one batch at a time; a batch is acknowledged when the consumer's future succeeds,
     * and comes again after a lost connection if it has not.
     *
     * @param <T> what a message is read to
     * @param connected told before the first batch of each connection: until then another consumer may have had batches
     */
    <T> Future<Void> start(Function<Buffer, T> reader, Function<List<T>, Future<Void>> consumer, Runnable connected);

    /** Puts a message that can never be applied aside, for an operator to look at. */
    Future<Void> deadLetter(Buffer body, String reason);

    /** The oldest dead letters, which stay where they are. */
    Future<List<DeadLetter>> deadLetters(int limit);

    /** Removes dead letters by their id; completes with how many there were. */
    Future<Integer> discardDeadLetter(String id);

    /** Fails if messages cannot come right now. */
    Future<Void> probe();

    Future<Void> stop();
}
