package io.driftline.cli.server;

import io.driftline.cli.CliException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server a command talks to, and as whom. */
public final class ServerOptions {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Address of the server's page (DRIFTLINE_SERVER, or the one of the last login).")
    private @Nullable String server;

    /** A client with the token of the environment, or else the one that {@code login} kept. */
    public ServerClient client(Tokens tokens) {
        return client(server, tokens);
    }

    public static ServerClient client(@Nullable String server, Tokens tokens) {
        var address = address(server, tokens);
        return new ServerClient(address, tokens.of(address));
    }

    URI address(Tokens tokens) {
        return address(server, tokens);
    }

    private static URI address(@Nullable String server, Tokens tokens) {
        return server == null
                ? tokens.server()
                        .map(ServerOptions::address)
                        .orElseThrow(
                                () -> CliException.unusable(
                                        "No server is known: give --server URL, put it into DRIFTLINE_SERVER, or run login once."))
                : address(server);
    }

    static URI address(String server) {
        if (!server.matches("https?://[^/?#\\s]+/?")) {
            throw CliException.unusable(
                    "\"" + server + "\" is not a server's address; give one such as https://driftline.example.org.");
        }
        return URI.create(server.endsWith("/") ? server.substring(0, server.length() - 1) : server);
    }
}
