package io.driftline.status;

import io.driftline.config.Config;
import io.driftline.contract.DeadLetter;
import io.driftline.contract.RabbitNames;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.rabbitmq.RabbitMQClient;
import io.vertx.rabbitmq.RabbitMQOptions;
import java.time.Duration;
import java.util.List;
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
    private static final Duration CONFIRM = Duration.ofSeconds(5);

    private static final int LETTERS_SEARCHED = 10_000;

    private final Vertx vertx;
    private final Config.Broker config;
    private final RabbitTopology topology;
    private final RabbitDeadLetters letters;
    private final RabbitDepths depths;
    private Function<List<Buffer>, Future<Void>> consumer = bodies -> Future.succeededFuture();
    private @Nullable RabbitLink link;
    private boolean stopped;

    public RabbitStatusSource(Vertx vertx, Config.Broker config) {
        this.vertx = vertx;
        this.config = config;
        this.topology = new RabbitTopology(config.dialect());
        this.letters = new RabbitDeadLetters(() -> RabbitMQClient.create(vertx, options()));
        this.depths = new RabbitDepths(() -> RabbitMQClient.create(vertx, options()));
    }

    /** Completes after the first try; a broker that is away is tried again until it is there. */
    @Override
    public Future<Void> start(Function<List<Buffer>, Future<Void>> newConsumer) {
        this.consumer = newConsumer;
        return connect();
    }

    private Future<Void> connect() {
        var client = RabbitMQClient.create(vertx, options());
        return client.start()
                .compose(started -> topology.declare(client))
                .compose(declared -> client.confirmSelect())
                .compose(selected -> RabbitLink.open(client, consumer))
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

    private RabbitMQOptions options() {
        var options = new RabbitMQOptions();
        options.setHost(config.host());
        options.setPort(config.port());
        options.setVirtualHost(config.virtualHost());
        options.setUser(config.user());
        options.setPassword(config.password().value());
        options.setConnectionTimeout(2_000);
        options.setHandshakeTimeout(5_000);
        options.setRequestedHeartbeat(5);
        options.setConnectionName("driftline gateway");
        // One mechanism only: this class. The client's own would open channels behind its back.
        options.setAutomaticRecoveryEnabled(false);
        options.setReconnectAttempts(0);
        return options;
    }

    @Override
    public Future<Void> deadLetter(Buffer body, String reason) {
        var current = link;
        if (current == null || !current.isOpen()) {
            return Future.failedFuture("the broker cannot be reached");
        }
        return current.publish(RabbitNames.DEAD_LETTER_EXCHANGE, body, reason, CONFIRM);
    }

    @Override
    public Future<List<DeadLetter>> deadLetters(int limit) {
        return letters.list(limit);
    }

    @Override
    public Future<Integer> discardDeadLetter(String id) {
        return letters.discard(id, LETTERS_SEARCHED);
    }

    @Override
    public Future<Void> probe() {
        var current = link;
        return current != null && current.isOpen()
                ? Future.succeededFuture()
                : Future.failedFuture("the broker cannot be reached");
    }

    /** {@code {statusMessages, deadLetters}}: how many messages lie in the queues; fails if the broker does not answer. */
    public Future<JsonObject> state() {
        return depths.ask();
    }

    @Override
    public Future<Void> stop() {
        stopped = true;
        var current = link;
        link = null;
        Future<Void> drained =
                current == null ? Future.succeededFuture() : current.drain().compose(done -> close(current.client()));
        return drained.eventually(depths::close);
    }

    private static Future<Void> close(RabbitMQClient client) {
        return client.stop().recover(failure -> {
            LOG.debug("broker connection closed with a fault", failure);
            return Future.succeededFuture();
        });
    }
}
