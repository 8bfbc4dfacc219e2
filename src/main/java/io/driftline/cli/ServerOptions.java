package io.driftline.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server a command talks to, and as whom. */
final class ServerOptions {
    @Option(names = "--server", paramLabel = "URL", required = true, description = "Address of the server's page.")
    private @Nullable String server;

    /** A client with the token of the environment, or else the one that {@code login} kept. */
    ServerClient client(Tokens tokens) {
        var address = address(String.valueOf(server));
        return new ServerClient(address, tokens.of(address));
    }

    URI address() {
        return address(String.valueOf(server));
    }

    static URI address(String server) {
        if (!server.matches("https?://[^/?#\\s]+/?")) {
            throw CliException.unusable(
                    "\"" + server + "\" is not a server's address; give one such as https://driftline.example.org.");
        }
        return URI.create(server.endsWith("/") ? server.substring(0, server.length() - 1) : server);
    }
}
