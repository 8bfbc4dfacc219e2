package io.driftline.cli.server;

import io.driftline.cli.CliException;
import io.driftline.cli.Terminal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs in once and keeps a personal token. */
@Command(
        name = "login",
        description = {
            "Sign in at a server and keep a personal token for the other commands.",
            "",
            "The password is asked for on the terminal, or read as a line from the standard input."
        })
public final class Login extends CliCommand {
    private final Tokens tokens;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--email", paramLabel = "E", required = true, description = "E-mail of the account.")
    private String email = "";

    public Login(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        var address = server.address(tokens);
        var session = new ServerClient(address, Optional.empty());
        var user = session.post("/session", new JsonObject().put("email", email).put("password", password()))
                .getJsonObject("user");
        var name = "command line on " + InetAddress.getLocalHost().getHostName();
        var wanted = new JsonObject()
                .put("name", name.substring(0, Math.min(name.length(), 100)))
                .put("scopes", scopes("operator".equals(user.getString("role"))));
        var token = session.post("/tokens", wanted).getString("token");
        System.out.println("Signed in; the token is kept in " + tokens.keep(address, token));
        return 0;
    }

    /** What the commands need, and no more. */
    private static JsonArray scopes(boolean operator) {
        var scopes = new JsonArray().add("jobs:read").add("jobs:write");
        return operator ? scopes.add("models:admin") : scopes;
    }

    private static String password() throws IOException {
        var typed = Terminal.password("Password: ");
        if (typed != null) {
            return typed;
        }
        @Nullable
        String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        if (line == null) {
            throw CliException.unusable("No password came on the standard input.");
        }
        return line;
    }
}
