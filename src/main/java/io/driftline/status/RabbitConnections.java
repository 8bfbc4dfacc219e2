package io.driftline.status;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.driftline.config.BrokerServer;
import io.driftline.tls.TlsOptions;
import io.vertx.core.Vertx;
import io.vertx.rabbitmq.RabbitMQClient;
import io.vertx.rabbitmq.RabbitMQOptions;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Makes connections to the broker: for event loops, and for what only the driver itself can do. */
final class RabbitConnections {
    private static final String NAME = "driftline gateway";
    private static final int CONNECT_MILLIS = 2_000;
    private static final int HANDSHAKE_MILLIS = 5_000;
    private static final int HEARTBEAT_SECONDS = 5;

    private final Vertx vertx;
    private final BrokerServer config;

    RabbitConnections(Vertx vertx, BrokerServer config) {
        this.vertx = vertx;
        this.config = config;
    }

    /** One that is not started yet. */
    RabbitMQClient client() {
        var options = new RabbitMQOptions();
        options.setHost(config.host());
        options.setPort(config.port());
        options.setVirtualHost(config.virtualHost());
        options.setUser(config.user());
        options.setPassword(config.password().value());
        options.setConnectionTimeout(CONNECT_MILLIS);
        options.setHandshakeTimeout(HANDSHAKE_MILLIS);
        options.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        options.setConnectionName(NAME);
        // Recovery is our own: the client's would open channels behind our back.
        options.setAutomaticRecoveryEnabled(false);
        options.setReconnectAttempts(0);
        if (config.ca() != null) {
            options.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
            TlsOptions.call(options, config.ca());
        }
        return RabbitMQClient.create(vertx, options);
    }

    /** Blocks; for worker threads. */
    Connection open() throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost(config.host());
        factory.setPort(config.port());
        factory.setVirtualHost(config.virtualHost());
        factory.setUsername(config.user());
        factory.setPassword(config.password().value());
        factory.setConnectionTimeout(CONNECT_MILLIS);
        factory.setHandshakeTimeout(HANDSHAKE_MILLIS);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setAutomaticRecoveryEnabled(false);
        if (config.ca() != null) {
            factory.useSslProtocol(TlsOptions.context(config.ca()));
            factory.enableHostnameVerification();
        }
        return factory.newConnection(NAME + ", letters");
    }
}
