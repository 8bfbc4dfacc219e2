package io.driftline.cli.models;

import io.driftline.cli.CliException;
import io.driftline.cli.Pause;
import io.driftline.cli.server.CliCommand;
import io.driftline.cli.server.ServerClient;
import io.driftline.cli.server.ServerOptions;
import io.driftline.cli.server.Tokens;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Activating, rolling back and retiring. */
final class ModelChange {
    /** In which every worker has noticed a version that was just added. */
    private static final Duration NOTICED = Duration.ofSeconds(15);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private ModelChange() {}

    static JsonObject activate(ServerClient client, String name, String version)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + NOTICED.toNanos();
        while (true) {
            try {
                return client.post("/admin/models/" + name + "/" + version + "/activate");
            } catch (ServerClient.Refusal refused) {
                if (!refused.type().equals("operator/model-not-served") || System.nanoTime() > end) {
                    throw refused;
                }
                Pause.of(PAUSE);
            }
        }
    }

    static String describe(JsonObject version) {
        return version.getString("name") + " " + version.getString("version") + ": " + version.getString("state");
    }

    /** A command about one model. */
    abstract static class OfModel extends CliCommand {
        private final Tokens tokens;

        @Mixin
        private ServerOptions server = new ServerOptions();

        @Parameters(index = "0", paramLabel = "MODEL", description = "Name of the model in the repository.")
        String name = "";

        OfModel(Tokens tokens) {
            this.tokens = tokens;
        }

        abstract JsonObject change(ServerClient client) throws IOException, InterruptedException;

        static void requirePlain(String text) {
            if (!text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
                throw CliException.unusable("\"" + text + "\" is no name of a model or version.");
            }
        }

        @Override
        protected final int run() throws IOException, InterruptedException {
            requirePlain(name);
            System.out.println(describe(change(server.client(tokens))));
            return 0;
        }
    }

    /** Gives new jobs a version. */
    @Command(name = "activate", description = "Give new jobs this version; jobs that were submitted keep theirs.")
    static final class Activate extends OfModel {
        @Parameters(index = "1", paramLabel = "VERSION", description = "The version.")
        private String version = "";

        Activate(Tokens tokens) {
            super(tokens);
        }

        @Override
        JsonObject change(ServerClient client) throws IOException, InterruptedException {
            requirePlain(version);
            return activate(client, name, version);
        }
    }

    /** Goes back to the version before. */
    @Command(name = "rollback", description = "Give new jobs the version that was active before.")
    static final class Rollback extends OfModel {
        Rollback(Tokens tokens) {
            super(tokens);
        }

        @Override
        JsonObject change(ServerClient client) throws IOException, InterruptedException {
            return client.post("/admin/models/" + name + "/rollback");
        }
    }

    /** Offers a version no more. */
    @Command(name = "retire", description = "Offer this version no more; its files go once no open job needs them.")
    static final class Retire extends OfModel {
        @Parameters(index = "1", paramLabel = "VERSION", description = "The version.")
        private String version = "";

        Retire(Tokens tokens) {
            super(tokens);
        }

        @Override
        JsonObject change(ServerClient client) throws IOException, InterruptedException {
            requirePlain(version);
            return client.post("/admin/models/" + name + "/" + version + "/retire");
        }
    }
}
