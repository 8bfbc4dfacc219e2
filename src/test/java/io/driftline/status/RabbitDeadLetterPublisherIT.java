package io.driftline.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.ShutdownSignalException;
import io.driftline.config.Config;
import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.TcpLine;
import io.driftline.wire.RabbitNames;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class RabbitDeadLetterPublisherIT {
    @Test
    void aConnectionWhoseFirstWordsWereRefusedIsNotLeftBehind(Stack stack, Config config, Vertx vertx)
            throws Exception {
        stack.stopGateway();
        var line = Running.await(TcpLine.to(vertx, config.broker().port()));
        var publisher = new RabbitDeadLetterPublisher(
                vertx,
                new RabbitConnections(vertx, config.broker().at("127.0.0.1", line.port(), null)),
                new RabbitTopology(config.broker().dialect()));
        try (var connection = new RabbitConnections(vertx, config.broker()).open();
                var channel = connection.createChannel()) {
            channel.exchangeDelete(RabbitNames.DEAD_LETTER_EXCHANGE);
            channel.exchangeDeclare(RabbitNames.DEAD_LETTER_EXCHANGE, "direct", true);
            for (int times = 0; times < 3; times++) {
                assertThatThrownBy(() -> Running.await(publisher.probe()))
                        .hasRootCauseInstanceOf(ShutdownSignalException.class);
            }
            await().untilAsserted(() -> assertThat(line.open()).isZero());
            channel.exchangeDelete(RabbitNames.DEAD_LETTER_EXCHANGE);
        }
        Running.await(publisher.probe());
        Running.await(publisher.close());
        Running.await(line.close());
    }
}
