package io.driftline.status;

import io.driftline.wire.RabbitNames;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.rabbitmq.RabbitMQClient;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many messages lie in each queue, asked on a connection of its own, which is kept: asking must never touch the channel
 * that deliveries are acknowledged on. May be asked from any event loop.
 */
final class RabbitDepths {
    private final Supplier<RabbitMQClient> clients;
    private @Nullable Future<RabbitMQClient> connected;

    RabbitDepths(Supplier<RabbitMQClient> clients) {
        this.clients = clients;
    }

    /** {@code {statusMessages, deadLetters}}: those that lie ready; fails if the broker does not answer. */
    Future<JsonObject> ask() {
        var client = connect();
        return client.compose(open -> open.messageCount(RabbitNames.STATUS_QUEUE)
                        .compose(waiting -> open.messageCount(RabbitNames.DEAD_LETTER_QUEUE)
                                .map(dead -> new JsonObject()
                                        .put("statusMessages", waiting)
                                        .put("deadLetters", dead))))
                .onFailure(failure -> forget(client));
    }

    synchronized Future<Void> close() {
        var client = connected;
        return client == null ? Future.succeededFuture() : forget(client);
    }

    private synchronized Future<RabbitMQClient> connect() {
        var client = connected;
        if (client == null || (client.succeeded() && !client.result().isOpenChannel())) {
            if (client != null) {
                forget(client);
            }
            var fresh = clients.get();
            client = fresh.start()
                    .recover(failure -> fresh.stop().transform(stopped -> Future.failedFuture(failure)))
                    .map(fresh);
            connected = client;
        }
        return client;
    }

    /** That its connection cannot be closed any more is no news. */
    private synchronized Future<Void> forget(Future<RabbitMQClient> client) {
        if (connected == client) {
            connected = null;
        }
        return client.compose(RabbitMQClient::stop).otherwiseEmpty();
    }
}
