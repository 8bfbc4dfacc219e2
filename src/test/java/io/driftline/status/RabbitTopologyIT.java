package io.driftline.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.MessageProperties;
import io.driftline.config.Config;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.backends.Backends;
import io.driftline.wire.RabbitNames;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Queues outlive the version that made them. */
@ExtendWith(StackExtension.class)
class RabbitTopologyIT {
    @Test
    void aQueueThatWasMadeWithOtherArgumentsIsUsedAsItIs(Stack stack, Config config, Vertx vertx) throws Exception {
        assumeTrue(Backends.areDebians(), "the embedded one knows no such limit");
        stack.stopGateway();
        var topology = new RabbitTopology(config.broker().dialect());
        try (var connection = new RabbitConnections(vertx, config.broker()).open();
                var channel = connection.createChannel()) {
            channel.queueDelete(RabbitNames.STATUS_QUEUE);
            channel.queueDeclare(RabbitNames.STATUS_QUEUE, true, false, false, Map.of("x-max-length", 7));

            topology.declare(connection);

            channel.basicPublish(
                    RabbitNames.STATUS_EXCHANGE,
                    RabbitNames.STATUS_ROUTING_KEY,
                    MessageProperties.PERSISTENT_BASIC,
                    "x".getBytes(StandardCharsets.UTF_8));
            await().untilAsserted(() ->
                    assertThat(channel.messageCount(RabbitNames.STATUS_QUEUE)).isOne());
            channel.queueDelete(RabbitNames.STATUS_QUEUE);
        }
    }
}
