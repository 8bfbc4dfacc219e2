package io.driftline.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The MySQL or MariaDB server, and its database. {@code migration} is the account that may change tables; without one, {@code user} does it. With {@code ca}, a PEM
 * file of who signs the server's certificate, nothing goes unencrypted, nor to a server of another name.
 */
public record DatabaseServer(
        String host,
        int port,
        String name,
        String user,
        Secret password,
        int poolSize,
        int flowPoolSize,
        int probePoolSize,
        Duration silence,
        @Nullable Path ca,
        @Nullable Account migration)
        implements Config.Group {
    public DatabaseServer {
        Check.port("database.port", port);
        Check.range("database.poolSize", poolSize, 1, 1_000);
        Check.range("database.flowPoolSize", flowPoolSize, 1, 1_000);
        Check.range("database.probePoolSize", probePoolSize, 1, 1_000);
        Check.positive("database.silence", silence);
    }

    /** An account of the server. */
    public record Account(String user, Secret password) {}

    /** The same with a database that lies elsewhere; {@code authority} is its {@code ca}. */
    public DatabaseServer at(String otherHost, int otherPort, String otherName, @Nullable Path authority) {
        return new DatabaseServer(
                otherHost,
                otherPort,
                otherName,
                user,
                password,
                poolSize,
                flowPoolSize,
                probePoolSize,
                silence,
                authority,
                migration);
    }

    /** The same by another account; without an {@code owner} it changes tables too. */
    public DatabaseServer by(Account account, @Nullable Account owner) {
        return new DatabaseServer(
                host,
                port,
                name,
                account.user(),
                account.password(),
                poolSize,
                flowPoolSize,
                probePoolSize,
                silence,
                ca,
                owner);
    }

    /** The same with so many connections for requests. */
    public DatabaseServer pooled(int connections) {
        return new DatabaseServer(
                host, port, name, user, password, connections, flowPoolSize, probePoolSize, silence, ca, migration);
    }
}
