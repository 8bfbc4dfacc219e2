package io.driftline.testing;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import io.driftline.wire.RabbitNames;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What reaches the gateways' queue although no worker has sent it. */
public final class StrayMessages {
    private static final long CONFIRMED_WITHIN_MILLIS = 60_000;

    private StrayMessages() {}

    /** Returns once the broker has them all. */
    public static void publish(Stack stack, List<String> bodies) throws Exception {
        try (var connection = connect(stack);
                var channel = connection.createChannel()) {
            channel.confirmSelect();
            for (String body : bodies) {
                channel.basicPublish(
                        RabbitNames.STATUS_EXCHANGE,
                        RabbitNames.STATUS_ROUTING_KEY,
                        true,
                        MessageProperties.PERSISTENT_BASIC,
                        body.getBytes(StandardCharsets.UTF_8));
            }
            channel.waitForConfirmsOrDie(CONFIRMED_WITHIN_MILLIS);
        }
    }

    public static void deleteQueue(Stack stack, String name) throws Exception {
        try (var connection = connect(stack);
                var channel = connection.createChannel()) {
            channel.queueDelete(name);
        }
    }

    private static Connection connect(Stack stack) throws Exception {
        var broker = stack.config().broker();
        var factory = new ConnectionFactory();
        factory.setHost(broker.host());
        factory.setPort(broker.port());
        factory.setVirtualHost(broker.virtualHost());
        factory.setUsername(broker.user());
        factory.setPassword(broker.password().value());
        return factory.newConnection();
    }
}
