package io.driftline.status;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ReturnCallback;
import io.driftline.problem.NotReadyException;
import io.driftline.wire.RabbitNames;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the gateway itself publishes, on a connection of its own: dead letters, each of which is in its queue when this says
 * so, and now and then a word that nobody hears, for a broker in need of memory or disk stops reading from whoever
 * publishes, and says so only then. Works on worker threads, one thing at a time.
 */
final class RabbitDeadLetterPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitDeadLetterPublisher.class);
    private static final Duration CONFIRM = Duration.ofSeconds(5);
    private static final Duration CONFIRM_PROBE = Duration.ofSeconds(1);
    private static final int PERSISTENT = 2;
    private static final String TO_NOBODY = "probe";

    private final Vertx vertx;
    private final RabbitConnections connections;
    private final RabbitTopology topology;
    private @Nullable Channel channel;
    private volatile boolean returned;
    private volatile @Nullable String alarm;

    RabbitDeadLetterPublisher(Vertx vertx, RabbitConnections connections, RabbitTopology topology) {
        this.vertx = vertx;
        this.connections = connections;
        this.topology = topology;
    }

    /** Completes when the letter lies in the dead-letter queue, which is made anew if somebody has deleted it. */
    Future<Void> put(Buffer body, String reason) {
        return vertx.executeBlocking(() -> deliver(body.getBytes(), reason), true);
    }

    /** Fails with {@link NotReadyException} while the broker takes nothing that is published. */
    Future<Void> probe() {
        return vertx.executeBlocking(this::speak, true);
    }

    Future<Void> close() {
        return vertx.executeBlocking(this::leave, true);
    }

    private synchronized @Nullable Void deliver(byte[] body, String reason) throws Exception {
        requireNoAlarm();
        var properties = new AMQP.BasicProperties.Builder()
                .deliveryMode(PERSISTENT)
                .headers(Map.of(RabbitNames.REASON_HEADER, reason))
                .build();
        if (publish(RabbitNames.DEAD_LETTER_EXCHANGE, "", true, properties, body, CONFIRM)) {
            return null;
        }
        LOG.warn("the dead-letter queue is gone; it is made anew");
        leave();
        if (publish(RabbitNames.DEAD_LETTER_EXCHANGE, "", true, properties, body, CONFIRM)) {
            return null;
        }
        throw new IOException("no queue takes dead letters");
    }

    private synchronized @Nullable Void speak() throws Exception {
        requireNoAlarm();
        var properties = new AMQP.BasicProperties.Builder().build();
        publish(RabbitNames.STATUS_EXCHANGE, TO_NOBODY, false, properties, new byte[0], CONFIRM_PROBE);
        return null;
    }

    private void requireNoAlarm() {
        var reason = alarm;
        if (reason != null) {
            throw new NotReadyException("takes no messages: " + reason);
        }
    }

    /** Whether the broker took it, and some queue if that is required. A connection that failed is made anew next time. */
    private boolean publish(
            String exchange,
            String key,
            boolean mandatory,
            AMQP.BasicProperties properties,
            byte[] body,
            Duration patience)
            throws Exception {
        try {
            var open = open();
            returned = false;
            open.basicPublish(exchange, key, mandatory, properties, body);
            return open.waitForConfirms(patience.toMillis()) && !returned;
        } catch (IOException | TimeoutException | RuntimeException failure) {
            // Under an alarm the connection stays: the broker will say on it when it has passed.
            requireNoAlarm();
            leave();
            throw failure;
        }
    }

    private Channel open() throws IOException, TimeoutException {
        var known = channel;
        if (known != null && known.isOpen()) {
            return known;
        }
        leave();
        var connection = connections.open();
        try {
            var fresh = prepare(connection);
            channel = fresh;
            return fresh;
        } catch (IOException | TimeoutException | RuntimeException failure) {
            abort(connection);
            throw failure;
        }
    }

    private Channel prepare(Connection connection) throws IOException, TimeoutException {
        connection.addBlockedListener(
                reason -> {
                    LOG.warn("the broker takes no messages: {}", reason);
                    alarm = reason;
                },
                () -> alarm = null);
        connection.addShutdownListener(closed -> alarm = null);
        topology.declareDeadLetters(connection);
        var fresh = connection.createChannel();
        fresh.confirmSelect();
        fresh.addReturnListener((ReturnCallback) message -> returned = true);
        return fresh;
    }

    private synchronized @Nullable Void leave() {
        var known = channel;
        channel = null;
        if (known != null) {
            abort(known.getConnection());
        }
        return null;
    }

    private static void abort(Connection connection) {
        connection.abort((int) CONFIRM_PROBE.toMillis());
    }
}
