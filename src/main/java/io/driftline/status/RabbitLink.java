package io.driftline.status;

import io.driftline.failpoints.FailPoint;
import io.driftline.wire.RabbitNames;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.rabbitmq.QueueOptions;
import io.vertx.rabbitmq.RabbitMQClient;
import io.vertx.rabbitmq.RabbitMQConsumer;
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

/** One connection's worth of deliveries: what has arrived is handed over in batches and acknowledged once. */
final class RabbitLink {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitLink.class);
    private static final int PREFETCH = 250;
    private static final int BATCH = 64;

    private static final long NONE = Long.MAX_VALUE;

    private final RabbitMQClient client;
    private final Function<List<Buffer>, Future<Void>> consumer;
    private final Deque<Arrival> arrived = new ArrayDeque<>();
    private @Nullable RabbitMQConsumer deliveries;
    private @Nullable Promise<Void> idle;
    private boolean busy;
    private volatile boolean abandoned;
    private volatile long oldest = NONE;

    private record Arrival(RabbitMQMessage message, long at) {}

    private RabbitLink(RabbitMQClient client, Function<List<Buffer>, Future<Void>> consumer) {
        this.client = client;
        this.consumer = consumer;
    }

    static Future<RabbitLink> open(RabbitMQClient client, Function<List<Buffer>, Future<Void>> consumer) {
        var link = new RabbitLink(client, consumer);
        var options = new QueueOptions()
                .setAutoAck(false)
                // Beyond its size the client drops messages, so it is larger than what may be in flight.
                .setMaxInternalQueueSize(4 * PREFETCH);
        return client.basicQos(PREFETCH)
                .compose(limited -> client.basicConsumer(RabbitNames.STATUS_QUEUE, options))
                .map(deliveries -> {
                    link.deliveries = deliveries;
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

    /** Takes no more, and completes once the batch in hand has been dealt with. */
    Future<Void> drain() {
        arrived.clear();
        abandoned = true;
        Future<Void> cancelled = deliveries == null ? Future.succeededFuture() : deliveries.cancel();
        return cancelled.otherwiseEmpty().compose(done -> {
            if (!busy) {
                return Future.succeededFuture();
            }
            idle = Promise.promise();
            return idle.future();
        });
    }

    private void take(RabbitMQMessage message) {
        if (!abandoned) {
            arrived.add(new Arrival(message, System.nanoTime()));
            next();
        }
    }

    private void next() {
        if (busy || arrived.isEmpty()) {
            return;
        }
        busy = true;
        oldest = arrived.element().at();
        List<Buffer> bodies = new ArrayList<>();
        long last = 0;
        while (!arrived.isEmpty() && bodies.size() < BATCH) {
            var message = arrived.remove().message();
            bodies.add(message.body());
            last = message.envelope().getDeliveryTag();
        }
        long acknowledged = last;
        consumer.apply(bodies)
                .compose(applied -> FailPoint.hit("K18", acknowledged))
                .compose(this::acknowledge)
                .onSuccess(done -> FailPoint.hit("K19"))
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
