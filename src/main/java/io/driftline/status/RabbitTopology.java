package io.driftline.status;

import static io.driftline.wire.RabbitNames.DEAD_LETTER_EXCHANGE;
import static io.driftline.wire.RabbitNames.DEAD_LETTER_QUEUE;
import static io.driftline.wire.RabbitNames.STATUS_BINDING;
import static io.driftline.wire.RabbitNames.STATUS_EXCHANGE;
import static io.driftline.wire.RabbitNames.STATUS_QUEUE;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.driftline.config.BrokerServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Declares exchanges and queues; the only place that knows in which dialect. Blocks; for worker threads. */
final class RabbitTopology {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitTopology.class);

    /**
     * Every gateway that dies with messages in hand counts against each of them, whatever they are: six deaths had buried
     * innocents by the hundred. What cannot be applied is put aside by the gateway itself, so the broker's own limit is
     * out of reach. It is a number because RabbitMQ 3 knows no word for "none", and 4 takes 20 if nothing is said.
     */
    private static final int DELIVERY_LIMIT = 1_000_000;

    private static final int DEAD_LETTERS_KEPT = 100_000;

    private final BrokerServer.Dialect dialect;

    RabbitTopology(BrokerServer.Dialect dialect) {
        this.dialect = dialect;
    }

    void declare(Connection connection) throws IOException, TimeoutException {
        declareDeadLetters(connection);
        queue(connection, STATUS_QUEUE, statusArguments());
        try (var channel = connection.createChannel()) {
            channel.exchangeDeclare(STATUS_EXCHANGE, "topic", true);
            channel.queueBind(STATUS_QUEUE, STATUS_EXCHANGE, STATUS_BINDING);
        }
    }

    void declareDeadLetters(Connection connection) throws IOException, TimeoutException {
        queue(connection, DEAD_LETTER_QUEUE, deadLetterArguments());
        try (var channel = connection.createChannel()) {
            channel.exchangeDeclare(DEAD_LETTER_EXCHANGE, "fanout", true);
            channel.queueBind(DEAD_LETTER_QUEUE, DEAD_LETTER_EXCHANGE, "");
        }
    }

    /** One that exists with other arguments is used as it is: a gateway that does not start would help nobody. */
    private static void queue(Connection connection, String name, Map<String, Object> arguments)
            throws IOException, TimeoutException {
        try (var channel = connection.createChannel()) {
            channel.queueDeclare(name, true, false, false, arguments);
        } catch (IOException refused) {
            if (!isThereOtherwise(refused)) {
                throw refused;
            }
            LOG.atWarn()
                    .addKeyValue("queue", name)
                    .addKeyValue("wanted", arguments)
                    .log("a queue of an earlier version is used as it is; docs/operating.md says how it is replaced");
        }
    }

    private static boolean isThereOtherwise(IOException failure) {
        return failure.getCause() instanceof ShutdownSignalException closed
                && closed.getReason() instanceof AMQP.Channel.Close reason
                && reason.getReplyCode() == AMQP.PRECONDITION_FAILED;
    }

    /** One consumer at a time, so that order survives its failure. */
    private Map<String, Object> statusArguments() {
        Map<String, Object> arguments = new HashMap<>(Map.of("x-single-active-consumer", true));
        if (dialect == BrokerServer.Dialect.RABBITMQ) {
            arguments.putAll(Map.of(
                    "x-queue-type", "quorum",
                    "x-delivery-limit", DELIVERY_LIMIT,
                    "x-dead-letter-exchange", DEAD_LETTER_EXCHANGE,
                    "x-dead-letter-strategy", "at-least-once",
                    "x-overflow", "reject-publish"));
        }
        return arguments;
    }

    private Map<String, Object> deadLetterArguments() {
        return dialect == BrokerServer.Dialect.RABBITMQ
                ? Map.of("x-queue-type", "quorum", "x-max-length", DEAD_LETTERS_KEPT)
                : Map.of();
    }
}
