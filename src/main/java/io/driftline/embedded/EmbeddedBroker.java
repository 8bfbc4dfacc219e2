package io.driftline.embedded;

import io.driftline.config.BrokerServer;
import io.driftline.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;

/**
 * An AMQP 0-9-1 broker in this JVM, on the loopback interface, keeping its messages in memory.
 *
 * <p>A message lost with the JVM costs a repeated attempt and nothing else, for the database holds the truth.
 */
final class EmbeddedBroker {
    private static final String USER = "driftline";

    private final Site site;
    private final SystemLauncher launcher = new SystemLauncher();
    private final int port = FreePort.find();
    private final Secret password;

    private EmbeddedBroker(Site site) {
        this.site = site;
        this.password = site.secrets().get("broker-password");
    }

    static Future<EmbeddedBroker> start(Site site) {
        return site.blocking(() -> new EmbeddedBroker(site).launch());
    }

    private EmbeddedBroker launch() throws Exception {
        Path folder = site.data().folder("broker");
        Path configuration = folder.resolve("broker.json");
        GeneratedSecrets.writePrivately(configuration, configuration().encode());
        launcher.startup(Map.of(
                "type",
                "Memory",
                "initialConfigurationLocation",
                configuration.toUri().toString(),
                "startupLoggedToSystemOut",
                false,
                "context",
                Map.of("qpid.work_dir", folder.toString())));
        return this;
    }

    private JsonObject configuration() {
        JsonObject accounts = new JsonObject()
                .put("name", "accounts")
                .put("type", "Plain")
                // Plain passwords over the loopback interface, for the client library knows no other mechanism.
                .put("secureOnlyMechanisms", new JsonArray())
                .put(
                        "users",
                        JsonArray.of(new JsonObject()
                                .put("name", USER)
                                .put("type", "managed")
                                .put("password", password.value())));
        return new JsonObject()
                .put("name", "driftline")
                .put("modelVersion", "9.1")
                .put("authenticationproviders", JsonArray.of(accounts))
                .put("ports", JsonArray.of(listener()))
                .put("virtualhostnodes", JsonArray.of(virtualHost()));
    }

    private JsonObject listener() {
        return new JsonObject()
                .put("name", "amqp")
                .put("port", port)
                .put("bindingAddress", "127.0.0.1")
                .put("protocols", JsonArray.of("AMQP_0_9_1"))
                .put("authenticationProvider", "accounts")
                .put(
                        "virtualhostaliases",
                        // The default alias makes the virtual host "/" work.
                        JsonArray.of(alias("nameAlias"), alias("defaultAlias")));
    }

    private static JsonObject alias(String type) {
        return new JsonObject().put("name", type).put("type", type);
    }

    private static JsonObject virtualHost() {
        return new JsonObject()
                .put("name", "driftline")
                .put("type", "Memory")
                .put("defaultVirtualHostNode", true)
                .put(
                        "virtualHostInitialConfiguration",
                        new JsonObject().put("type", "Memory").encode());
    }

    BrokerServer settings() {
        return BrokerServer.onLoopback(port, USER, password, BrokerServer.Dialect.QPID);
    }

    Future<Void> stop() {
        return site.blocking(() -> {
            launcher.shutdown();
            return null;
        });
    }
}
