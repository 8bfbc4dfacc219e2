package io.driftline.cli.server;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/** Personal tokens by server: that of the environment, or else one that was kept for its user alone; and which server. */
public final class Tokens {
    private static final String VARIABLE = "DRIFTLINE_TOKEN";
    private static final String SERVER_VARIABLE = "DRIFTLINE_SERVER";

    /** Beside the servers' addresses, which all begin with http. */
    private static final String LAST_SERVER = "server";

    private final Map<String, String> environment;

    /** @param environment the process environment */
    public Tokens(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public Optional<String> of(URI server) {
        return Optional.ofNullable(environment.get(VARIABLE))
                .filter(token -> !token.isBlank())
                .or(() -> Optional.ofNullable(kept().getString(server.toString())));
    }

    /** The server of the environment, or else that of the last login. */
    Optional<String> server() {
        return Optional.ofNullable(environment.get(SERVER_VARIABLE))
                .filter(server -> !server.isBlank())
                .or(() -> Optional.ofNullable(kept().getString(LAST_SERVER)));
    }

    /** Keeps a token, and its server as the last one, where only this user can read it; answers where. */
    public Path keep(URI server, String token) throws IOException {
        var file = file();
        var folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        var draft = Files.createTempFile(
                folder,
                "tokens",
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                draft,
                kept().put(server.toString(), token)
                        .put(LAST_SERVER, server.toString())
                        .encodePrettily());
        return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private JsonObject kept() {
        try {
            return Files.exists(file()) ? new JsonObject(Files.readString(file())) : new JsonObject();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Path file() {
        var base = environment.get("XDG_CONFIG_HOME");
        var folder = base != null && Path.of(base).isAbsolute()
                ? Path.of(base)
                : Path.of(System.getProperty("user.home"), ".config");
        return folder.resolve("driftline").resolve("tokens.json");
    }
}
