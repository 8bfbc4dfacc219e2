package io.driftline.status;

import static io.driftline.contract.RabbitNames.DEAD_LETTER_EXCHANGE;
import static io.driftline.contract.RabbitNames.DEAD_LETTER_QUEUE;
import static io.driftline.contract.RabbitNames.STATUS_BINDING;
import static io.driftline.contract.RabbitNames.STATUS_EXCHANGE;
import static io.driftline.contract.RabbitNames.STATUS_QUEUE;

import io.driftline.config.Config;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.rabbitmq.RabbitMQClient;

/** Declares exchanges and queues; the only place that knows in which dialect. */
final class RabbitTopology {
    private static final int DELIVERY_LIMIT = 5;
    private static final int DEAD_LETTERS_KEPT = 100_000;

    private final Config.Dialect dialect;

    RabbitTopology(Config.Dialect dialect) {
        this.dialect = dialect;
    }

    Future<Void> declare(RabbitMQClient client) {
        return client.exchangeDeclare(DEAD_LETTER_EXCHANGE, "fanout", true, false)
                .compose(declared -> client.queueDeclare(DEAD_LETTER_QUEUE, true, false, false, deadLetterArguments()))
                .compose(declared -> client.queueBind(DEAD_LETTER_QUEUE, DEAD_LETTER_EXCHANGE, ""))
                .compose(bound -> client.exchangeDeclare(STATUS_EXCHANGE, "topic", true, false))
                .compose(declared -> client.queueDeclare(STATUS_QUEUE, true, false, false, statusArguments()))
                .compose(declared -> client.queueBind(STATUS_QUEUE, STATUS_EXCHANGE, STATUS_BINDING));
    }

    /** One consumer at a time, so that order survives its failure. */
    private JsonObject statusArguments() {
        var arguments = new JsonObject().put("x-single-active-consumer", true);
        return dialect == Config.Dialect.QPID
                ? arguments
                : arguments
                        .put("x-queue-type", "quorum")
                        .put("x-delivery-limit", DELIVERY_LIMIT)
                        .put("x-dead-letter-exchange", DEAD_LETTER_EXCHANGE)
                        .put("x-dead-letter-strategy", "at-least-once")
                        .put("x-overflow", "reject-publish");
    }

    private JsonObject deadLetterArguments() {
        return dialect == Config.Dialect.QPID
                ? new JsonObject()
                : new JsonObject().put("x-queue-type", "quorum").put("x-max-length", DEAD_LETTERS_KEPT);
    }
}
