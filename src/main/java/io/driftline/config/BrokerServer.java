package io.driftline.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** With {@code ca}, a PEM file of who signs the broker's certificate, the connection is an encrypted one. */
public record BrokerServer(
        String host, int port, String virtualHost, String user, Secret password, Dialect dialect, @Nullable Path ca)
        implements Config.Group {
    public BrokerServer {
        Check.port("broker.port", port);
    }

    /** How a broker wants its queues declared. */
    public enum Dialect {
        RABBITMQ,
        QPID
    }

    /** The default virtual host of a broker on this machine, unencrypted. */
    public static BrokerServer onLoopback(int port, String user, Secret password, Dialect dialect) {
        return new BrokerServer("127.0.0.1", port, "/", user, password, dialect, null);
    }

    /** The same with a broker that lies elsewhere; {@code authority} is its {@code ca}. */
    public BrokerServer at(String otherHost, int otherPort, @Nullable Path authority) {
        return new BrokerServer(otherHost, otherPort, virtualHost, user, password, dialect, authority);
    }
}
