package io.driftline.status;

import io.driftline.bus.DeadLetter;
import io.driftline.config.BrokerServer;
import io.driftline.problem.NotReadyException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.rabbitmq.RabbitMQClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status queue over AMQP 0-9-1. Each connection is a link of its own, which is given up whole when it or its
 * channel closes, so that nothing is ever acknowledged on another channel than the one that delivered it.
 */
public final class RabbitStatusSource implements StatusSource {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitStatusSource.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** What has been in hand for so long is not about to be applied. */
    private static final Duration STUCK = Duration.ofSeconds(15);

    private static final int LETTERS_SEARCHED = 10_000;

    private final Vertx vertx;
    private final RabbitConnections connections;
    private final RabbitTopology topology;
    private final RabbitDeadLetterQueue deadLetters;
    private final RabbitDepths depths;
    private final RabbitDeadLetterPublisher publisher;
    private Function<RabbitMQClient, Future<? extends RabbitLink<?>>> opening =
            client -> Future.failedFuture("not started");
    private volatile @Nullable RabbitLink<?> link;
    private boolean stopped;

    public RabbitStatusSource(Vertx vertx, BrokerServer config) {
        this.vertx = vertx;
        this.connections = new RabbitConnections(vertx, config);
        this.topology = new RabbitTopology(config.dialect());
        this.deadLetters = new RabbitDeadLetterQueue(connections::client);
        this.depths = new RabbitDepths(connections::client);
        this.publisher = new RabbitDeadLetterPublisher(vertx, connections, topology);
    }

    /** Completes after the first try; a broker that is away is tried again until it is there. */
    @Override
    public <T> Future<Void> start(
            Function<Buffer, T> reader, Function<List<T>, Future<Void>> consumer, Runnable connected) {
        opening = client -> {
            connected.run();
            return RabbitLink.open(client, reader, consumer);
        };
        return connect();
    }

    private Future<Void> connect() {
        var client = connections.client();
        return vertx.executeBlocking(this::declare, false)
                .compose(declared -> client.start())
                .compose(started -> opening.apply(client))
                .onSuccess(opened -> {
                    LOG.info("status queue consumed");
                    link = opened;
                })
                .recover(failure -> {
                    LOG.warn("broker not reached: {}", failure.getMessage());
                    return close(client).mapEmpty();
                })
                .onComplete(tried -> look())
                .mapEmpty();
    }

    /** Watches the link and replaces it when it is broken. */
    private void look() {
        if (stopped) {
            return;
        }
        vertx.setTimer(LOOK.toMillis(), timer -> {
            var current = link;
            if (stopped) {
                return;
            }
            if (current != null && current.isOpen()) {
                look();
            } else if (current == null) {
                reconnect();
            } else {
                LOG.warn("connection to the broker lost");
                link = null;
                current.abandon();
                close(current.client()).onComplete(closed -> reconnect());
            }
        });
    }

    private void reconnect() {
        if (!stopped) {
            connect();
        }
    }

    private @Nullable Void declare() throws IOException, TimeoutException {
        try (var connection = connections.open()) {
            topology.declare(connection);
        }
        return null;
    }

    @Override
    public Future<Void> deadLetter(Buffer body, String reason) {
        return publisher.put(body, reason);
    }

    @Override
    public Future<List<DeadLetter>> deadLetters(int limit) {
        return deadLetters.list(limit);
    }

    @Override
    public Future<Integer> discardDeadLetter(String id) {
        return deadLetters.discard(id, LETTERS_SEARCHED);
    }

    @Override
    public Future<Void> probe() {
        var current = link;
        return current != null && current.isOpen()
                ? publisher.probe()
                : Future.failedFuture(new NotReadyException("cannot be reached"));
    }

    /** Fails if what workers say is in hand and cannot be applied. */
    public Future<Void> moving() {
        var waited = waited();
        return waited.compareTo(STUCK) < 0
                ? Future.succeededFuture()
                : Future.failedFuture(
                        new NotReadyException("what workers said has waited for " + waited.toSeconds() + " s"));
    }

    private Duration waited() {
        var current = link;
        return current == null ? Duration.ZERO : current.waited();
    }

    /**
     * {@code {statusMessages, deadLetters, oldestSeconds, fault?}}: how many messages lie in the queues, how long the
     * oldest has been in hand here, and what is wrong; fails if the broker does not answer.
     */
    public Future<JsonObject> state() {
        return depths.ask()
                .map(facts -> facts.put("oldestSeconds", waited().toMillis() / 1e3))
                .compose(facts -> publisher
                        .probe()
                        .map(fine -> facts)
                        .recover(failure -> failure instanceof NotReadyException fault
                                ? Future.succeededFuture(facts.put("fault", fault.getMessage()))
                                : Future.failedFuture(failure)));
    }

    @Override
    public Future<Void> stop() {
        stopped = true;
        var current = link;
        link = null;
        Future<Void> drained =
                current == null ? Future.succeededFuture() : current.drain().compose(done -> close(current.client()));
        return drained.eventually(depths::close).eventually(publisher::close);
    }

    private static Future<Void> close(RabbitMQClient client) {
        return client.stop().recover(failure -> {
            LOG.debug("broker connection closed with a fault", failure);
            return Future.succeededFuture();
        });
    }
}
