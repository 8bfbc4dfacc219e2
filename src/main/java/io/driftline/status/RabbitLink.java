package io.driftline.status;

import io.driftline.failpoints.FailPoint;
import io.driftline.wire.RabbitNames;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.rabbitmq.QueueOptions;
import io.vertx.rabbitmq.RabbitMQClient;
import io.vertx.rabbitmq.RabbitMQMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's worth of deliveries: each is read when it arrives, whatever is under way, and all that have arrived are
 * handed over together once the batch before has been dealt with, up to a transaction's worth, and acknowledged once.
 *
 * @param <T> what a message is read to
 */
final class RabbitLink<T> {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitLink.class);
    private static final int PREFETCH = 250;
    /** A transaction's worth: some six hundred statuses of the usual length. */
    private static final int BATCH_BYTES = 256 << 10;

    private static final long NONE = Long.MAX_VALUE;

    private final RabbitMQClient client;
    private final Function<Buffer, T> reader;
    private final Function<List<T>, Future<Void>> consumer;
    private final Deque<Arrival<T>> arrived = new ArrayDeque<>();
    private @Nullable Promise<Void> idle;
    private boolean busy;
    private volatile boolean abandoned;
    private volatile long oldest = NONE;

    private record Arrival<T>(T read, int bytes, long tag, long at) {}

    private RabbitLink(RabbitMQClient client, Function<Buffer, T> reader, Function<List<T>, Future<Void>> consumer) {
        this.client = client;
        this.reader = reader;
        this.consumer = consumer;
    }

    static <T> Future<RabbitLink<T>> open(
            RabbitMQClient client, Function<Buffer, T> reader, Function<List<T>, Future<Void>> consumer) {
        var link = new RabbitLink<T>(client, reader, consumer);
        var options = new QueueOptions()
                .setAutoAck(false)
                // Beyond its size the client drops messages, so it is larger than what may be in flight.
                .setMaxInternalQueueSize(4 * PREFETCH);
        return client.basicQos(PREFETCH)
                .compose(limited -> client.basicConsumer(RabbitNames.STATUS_QUEUE, options))
                .map(deliveries -> {
                    deliveries.handler(link::take);
                    // The broker ends it when the queue is deleted.
                    deliveries.endHandler(ended -> link.abandon());
                    return link;
                });
    }

    RabbitMQClient client() {
        return client;
    }

    boolean isOpen() {
        return !abandoned && client.isConnected() && client.isOpenChannel();
    }

    /** How long the oldest message that has arrived has waited for its acknowledgement. From any thread. */
    Duration waited() {
        long since = oldest;
        return since == NONE ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    /** The broker will deliver again what was not acknowledged here. */
    void abandon() {
        abandoned = true;
        arrived.clear();
    }

    /**
     * Takes no more, and completes once the batch in hand has been dealt with. For the broker this remains the one that takes until
     * the connection closes; what was not applied goes to the next one then, before all that came after it. Cancelled, it would
     * give up its place at once, and its messages later.
     */
    Future<Void> drain() {
        abandon();
        if (!busy) {
            return Future.succeededFuture();
        }
        idle = Promise.promise();
        return idle.future();
    }

    private void take(RabbitMQMessage message) {
        if (!abandoned) {
            var body = message.body();
            arrived.add(new Arrival<>(
                    reader.apply(body), body.length(), message.envelope().getDeliveryTag(), System.nanoTime()));
            next();
        }
    }

    private void next() {
        if (busy || arrived.isEmpty()) {
            return;
        }
        busy = true;
        oldest = arrived.element().at();
        List<T> batch = new ArrayList<>();
        long last = 0;
        int bytes = 0;
        while (!arrived.isEmpty() && bytes < BATCH_BYTES) {
            var next = arrived.remove();
            batch.add(next.read());
            bytes += next.bytes();
            last = next.tag();
        }
        long acknowledged = last;
        consumer.apply(batch)
                .compose(applied -> FailPoint.hit("TOLD_NOT_ACKNOWLEDGED", acknowledged))
                .compose(this::acknowledge)
                .onSuccess(done -> FailPoint.hit("ACKNOWLEDGED"))
                .onFailure(failure -> {
                    LOG.warn("batch not acknowledged: {}", failure.getMessage());
                    // A later, multiple acknowledgement would cover it: the broker delivers all of it again instead.
                    abandon();
                })
                .onComplete(done -> {
                    busy = false;
                    oldest = NONE;
                    if (idle != null) {
                        idle.complete();
                    }
                    next();
                });
    }

    private Future<Void> acknowledge(long tag) {
        // A closed channel would be opened anew by the client, and the tag means nothing there.
        return client.isConnected() && client.isOpenChannel()
                ? client.basicAck(tag, true)
                : Future.failedFuture("the channel has closed; the batch comes again");
    }
}
