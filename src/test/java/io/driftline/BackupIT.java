package io.driftline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.embedded.EmbeddedServices;
import io.driftline.operations.Metrics;
import io.driftline.testing.Folders;
import io.driftline.testing.ModelArchive;
import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The drill: what an installation keeps is backed up, lost, brought back, and is what it was. */
@ExtendWith(StackExtension.class)
class BackupIT {
    @TempDir
    Path folder = Path.of("");

    @Test
    void bringsBackWhatWasLostOnServersOfTheirOwn(Stack stack) throws IOException, SQLException {
        var kept = Kept.by(stack);
        var models = stack.config().embedded().data().resolve("models");
        assertThat(run(environment(stack), "backup", file(), "--models", models.toString()))
                .isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file()))))
                .isEqualTo("rw-------");
        assertThat(run(environment(stack), "restore", file()))
                .as("with tables there")
                .isEqualTo(1);

        stack.stopGateway();
        dropTables(stack);
        Folders.fresh(models.resolve(kept.model).resolve(kept.version));
        Files.delete(models.resolve(kept.model).resolve(kept.version));
        assertThat(run(environment(stack), "restore", file(), "--models", models.toString()))
                .isZero();
        stack.restartGateway();

        kept.assertThere(stack, stack.port());
        kept.withdraw(stack, stack.port());
    }

    @Test
    @DisabledIfSystemProperty(
            named = "driftline.backends",
            matches = "debian",
            disabledReason = "that is another default")
    void copiesTheEmbeddedDefaultWhileItRuns(Stack stack) throws IOException {
        var kept = Kept.by(stack);
        var data = stack.config().embedded().data().toString();
        var programs = Map.of(
                "DRIFTLINE_EMBEDDED_PROGRAMS",
                TestConfig.PROGRAMS.toAbsolutePath().toString());
        assertThat(run(programs, "backup", file(), "--data", data)).isZero();
        assertThat(run(programs, "backup", file(), "--data", data))
                .as("it is there already")
                .isEqualTo(1);
        kept.withdraw(stack, stack.port());
        var other = folder.resolve("restored");
        assertThat(run(programs, "backup", folder.resolve("none.zip").toString(), "--data", other.toString()))
                .as("nothing there to back up")
                .isEqualTo(1);

        assertThat(run(programs, "restore", file(), "--data", other.toString())).isZero();

        var vertx = Metrics.vertx(new VertxOptions());
        var servers = Running.await(EmbeddedServices.start(vertx, TestConfig.in(other)));
        var app = Running.await(App.start(vertx, servers.config()));
        try {
            kept.assertThere(stack, app.port());
        } finally {
            Running.await(app.stop());
            Running.await(servers.stop());
            Running.await(vertx.close());
        }
    }

    @Test
    void refusesWhatIsNoWholeBackupBeforeAnythingIsMade() throws IOException {
        var data = folder.resolve("data");
        Files.write(Path.of(file()), new byte[] {'P', 'K', 3, 4, 0, 0});

        assertThat(run(Map.of(), "restore", file(), "--data", data.toString())).isEqualTo(1);

        assertThat(data).doesNotExist();
    }

    /** An account with a job and its result, by a version of a model that an operator sent. */
    private record Kept(String email, JsonObject job, JsonArray events, String model, String version) {
        static Kept by(Stack stack) {
            var operator = ApiUser.operator(stack);
            operator.submission("");
            var model = operator.get("/admin/models")
                    .bodyAsJsonObject()
                    .getJsonArray("items")
                    .getJsonObject(0);
            var name = model.getString("name");
            var shipped = objects(model.getJsonArray("versions")).stream()
                    .filter(each -> each.getString("state").equals("ACTIVE"))
                    .findFirst()
                    .orElseThrow()
                    .getString("version");
            var version =
                    Integer.toString(1000 + Math.floorMod(UUID.randomUUID().hashCode(), 9000));
            var archive = ModelArchive.shipped(name, shipped).as(version).pack();
            var added =
                    operator.send(HttpMethod.POST, "/admin/models", archive, Map.of("Content-Type", "application/zip"));
            assertThat(added.statusCode()).as(added.bodyAsString()).isEqualTo(201);
            change(operator, name + "/" + version + "/activate");
            await().until(() -> offered(operator, model.getString("title"))
                    .getString("version")
                    .equals(version));
            var offered = offered(operator, model.getString("title"));
            var submitted = operator.post(
                    "/jobs",
                    operator.submission(operator.example("h3n2-variant"))
                            .put("modelId", offered.getLong("id"))
                            .put(
                                    "encodingId",
                                    offered.getJsonArray("encodings")
                                            .getJsonObject(0)
                                            .getString("id")));
            assertThat(submitted.statusCode()).as(submitted.bodyAsString()).isEqualTo(202);
            var id = submitted.bodyAsJsonObject().getString("id");
            var job = operator.awaitEnd(id);
            assertThat(job.getString("state")).as(job.encode()).isEqualTo("SUCCEEDED");
            assertThat(job.getJsonObject("model").getString("version")).isEqualTo(version);
            return new Kept(operator.email(), job, operator.events(id), name, version);
        }

        private static JsonObject offered(ApiUser user, String title) {
            return objects(user.get("/models").bodyAsJsonObject().getJsonArray("items")).stream()
                    .filter(each -> title.equals(each.getString("name")))
                    .findFirst()
                    .orElseThrow();
        }

        /** They sign in, find what they had, and are answered the same by the same version again. */
        void assertThere(Stack stack, int port) {
            var user = ApiUser.signIn(stack, port, email);
            assertThat(user.job(job.getString("id"))).isEqualTo(job);
            assertThat(user.events(job.getString("id"))).isEqualTo(events);
            var again = await().until(
                            () -> user.post(
                                    "/jobs/" + job.getString("id") + "/again",
                                    new JsonObject()
                                            .put(
                                                    "modelId",
                                                    job.getJsonObject("model").getLong("id"))
                                            .put(
                                                    "encodingId",
                                                    job.getJsonObject("encoding")
                                                            .getString("id"))),
                            answer -> answer.statusCode() != 503);
            assertThat(again.statusCode()).as(again.bodyAsString()).isEqualTo(202);
            var answered = user.awaitEnd(again.bodyAsJsonObject().getString("id"));
            assertThat(answered.getString("state")).as(answered.encode()).isEqualTo("SUCCEEDED");
            assertThat(answered.getJsonObject("model")).isEqualTo(job.getJsonObject("model"));
            assertThat(answered.getJsonObject("result").getValue("distance"))
                    .isEqualTo(job.getJsonObject("result").getValue("distance"));
        }

        /** So that other tests have the models that shipped. */
        void withdraw(Stack stack, int port) {
            var operator = ApiUser.signIn(stack, port, email);
            change(operator, model + "/rollback");
            change(operator, model + "/" + version + "/retire");
        }

        private static void change(ApiUser operator, String what) {
            var answer = operator.post("/admin/models/" + what, null);
            assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
        }

        private static List<JsonObject> objects(JsonArray array) {
            return array.stream().map(JsonObject.class::cast).toList();
        }
    }

    /** Debian's client programs, or the embedded ones where there are none. */
    private static Map<String, String> environment(Stack stack) throws IOException {
        var environment = TestConfig.environment(stack.config());
        var embedded = EmbeddedServices.databaseClients(stack.config()).toString();
        environment.put("PATH", System.getenv("PATH") + File.pathSeparator + embedded);
        return environment;
    }

    private static void dropTables(Stack stack) throws SQLException {
        var database = stack.config().database();
        var owner = Objects.requireNonNull(database.migration());
        var url = "jdbc:mariadb://" + database.host() + ":" + database.port() + "/" + database.name();
        try (var connection = DriverManager.getConnection(
                        url, owner.user(), owner.password().value());
                var statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (var found = statement.executeQuery("SHOW TABLES")) {
                while (found.next()) {
                    tables.add("`" + found.getString(1) + "`");
                }
            }
            assertThat(tables).isNotEmpty();
            statement.execute("SET foreign_key_checks = 0");
            statement.execute("DROP TABLE " + String.join(", ", tables));
        }
    }

    private String file() {
        return folder.resolve("backup.zip").toString();
    }

    private static int run(Map<String, String> environment, String... arguments) {
        return Main.commandLine(environment).execute(Arrays.copyOf(arguments, arguments.length));
    }
}
