package io.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.testing.ModelArchive;
import io.driftline.testing.Running;
import io.driftline.testing.Signals;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands that talk to a server. */
@ExtendWith(StackExtension.class)
class ServerCommandsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<String> EXAMPLES = List.of("h3n2-variant", "h1n1-same", "h5n1-same");

    @TempDir
    Path folder = Path.of("");

    @Test
    void predictsAtTheServerWhatItPredictsAlone(Stack stack) throws Exception {
        var user = ApiUser.signUp(stack);
        var choice = user.submission("");
        var model = user.get("/models/" + choice.getLong("modelId")).bodyAsJsonObject();
        var rows = new ArrayList<>(List.of("subtype,strain_a,strain_b"));
        var arguments = new ArrayList<>(List.of("predict", "--pairs", "pairs.csv", "--sequences"));
        for (var example : EXAMPLES) {
            var fasta = user.example(example);
            Files.writeString(folder.resolve(example + ".fasta"), fasta);
            arguments.add(example + ".fasta");
            var names = fasta.lines()
                    .filter(line -> line.startsWith(">"))
                    .map(line -> line.substring(1).split("\\s", 2)[0])
                    .toList();
            rows.add(example.substring(0, 4).toUpperCase(Locale.ROOT) + "," + String.join(",", names));
        }
        rows.add("H3N2,nobody,nobody");
        Files.writeString(folder.resolve("pairs.csv"), String.join("\n", rows));
        arguments.addAll(List.of(
                "--model", model.getString("repository"), "--encoding", choice.getString("encodingId"), "--output"));

        var atServer = run(arguments, Map.of("DRIFTLINE_TOKEN", token(user)), "server.csv", "--server", user.origin());
        var alone = run(arguments, Map.of(), "alone.csv", "--model-version", model.getString("version"));

        assertThat(atServer.status()).as(atServer.errors().toString()).isZero();
        assertThat(alone.status()).as(alone.errors().toString()).isZero();
        assertThat(Files.readAllLines(folder.resolve("server.csv")))
                .hasSize(rows.size())
                .isEqualTo(Files.readAllLines(folder.resolve("alone.csv")));
        assertThat(atServer.errors()).isEqualTo(alone.errors());
    }

    @Test
    void signsInOnceAndListsModels(Stack stack) throws Exception {
        // The first account of an installation sees more.
        ApiUser.operator(stack);
        var user = ApiUser.signUp(stack);
        user.submission("");
        var email =
                user.get("/session").bodyAsJsonObject().getJsonObject("user").getString("email");

        var stranger = run(List.of("models", "list"), Map.of(), "--server", user.origin());
        var wrong = login(user.origin(), email, "not the passphrase");
        var login = login(user.origin(), email, ApiUser.PASSWORD);
        var list = run(List.of("models", "list"), Map.of(), "--server", user.origin());

        assertThat(stranger.status()).as(stranger.errors().toString()).isZero();
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.errors()).singleElement().asString().startsWith("driftline: ");
        assertThat(login.status()).as(login.errors().toString()).isZero();
        assertThat(list.out()).isNotEmpty().allSatisfy(line -> assertThat(line).contains("online"));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("config/driftline/tokens.json"))))
                .isEqualTo("rw-------");
        var jobs = run(List.of("jobs"), Map.of());
        assertThat(jobs.status()).as("at the server of the last login").isZero();
    }

    @Test
    void addsActivatesRollsBackAndRetiresAVersion(Stack stack) throws Exception {
        var operator = ApiUser.operator(stack);
        operator.submission("");
        var model = operator.get("/admin/models")
                .bodyAsJsonObject()
                .getJsonArray("items")
                .getJsonObject(0);
        var name = model.getString("name");
        var shipped = model.getJsonArray("versions").stream()
                .map(JsonObject.class::cast)
                .filter(version -> version.getString("state").equals("ACTIVE"))
                .findFirst()
                .orElseThrow()
                .getString("version");
        Files.createDirectories(folder.resolve("repository").resolve(name));
        ModelArchive.shipped(name, shipped).as("70").unpack(folder.resolve("repository"), name, "70");
        var as = Map.of("DRIFTLINE_TOKEN", token(operator));
        var server = List.of("--server", operator.origin());

        assertThat(models(as, server, "add", "--activate", "repository/" + name + "/70"))
                .containsExactly(name + " 70: CHECKED", name + " 70: ACTIVE");
        assertThat(models(as, server, "rollback", name)).containsExactly(name + " " + shipped + ": ACTIVE");
        assertThat(models(as, server, "activate", name, "70")).containsExactly(name + " 70: ACTIVE");
        assertThat(models(as, server, "activate", name, shipped)).containsExactly(name + " " + shipped + ": ACTIVE");
        assertThat(models(as, server, "retire", name, "70")).containsExactly(name + " 70: RETIRED");
        assertThat(models(as, server, "list"))
                .anySatisfy(line -> assertThat(line).contains(name, "70", "RETIRED"));

        var refused = run(List.of("models", "activate", name, "70"), as, "--server", operator.origin());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.errors()).singleElement().asString().contains("retired");
        var forbidden = run(
                List.of("models", "rollback", name),
                Map.of("DRIFTLINE_TOKEN", token(ApiUser.signUp(stack))),
                "--server",
                operator.origin());
        assertThat(forbidden.errors()).singleElement().asString().contains("Your role does not allow this");
    }

    @Test
    void followsAJobToItsResultAndBringsItAgain(Stack stack) throws Exception {
        var user = ApiUser.signUp(stack);
        Files.writeString(folder.resolve("pair.fasta"), user.example("h3n2-variant"));
        Files.writeString(folder.resolve("bad.fasta"), user.example("problems"));
        var as = Map.of("DRIFTLINE_TOKEN", token(user), "DRIFTLINE_SERVER", user.origin());

        var followed = run(List.of("predict", "--sequences", "pair.fasta", "--output", "out.tsv"), as);
        assertThat(followed.status()).as(followed.errors().toString()).isZero();
        assertThat(followed.out()).singleElement().asString().startsWith("antigenic variant, probability 0.");
        assertThat(followed.errors().stream().map(line -> line.split(" ", 2)[0]))
                .containsExactly("Job", "queued", "checking", "encoding", "predicting", "result");
        assertThat(Files.readAllLines(folder.resolve("out.tsv"))).hasSize(2);

        var left = run(List.of("predict", "--no-wait", "--sequences", "pair.fasta"), as);
        var id = left.out().get(0);
        var csv = run(List.of("result", "--wait", id), as);
        assertThat(csv.status()).as(csv.errors().toString()).isZero();
        assertThat(csv.out()).hasSize(2).last().asString().startsWith("H3,").contains(",true,");

        var failed = run(List.of("predict", "--json", "--sequences", "bad.fasta"), as);
        assertThat(failed.status()).isEqualTo(3);
        assertThat(failed.errors())
                .last()
                .asString()
                .startsWith("driftline: Job ")
                .contains("Record 2");

        var jobs = run(List.of("jobs"), as);
        assertThat(jobs.out()).hasSize(3).anySatisfy(line -> assertThat(line).contains(id, "SUCCEEDED"));
        assertThat(run(List.of("result", "../session"), as).status()).isEqualTo(2);
    }

    @Test
    void aJobGoesOnWhenItsWatcherIsStopped(Stack stack) throws Exception {
        var user = ApiUser.signUp(stack);
        Files.writeString(folder.resolve("pair.fasta"), user.example("h3n2-variant"));
        var as = Map.of("DRIFTLINE_TOKEN", token(user), "DRIFTLINE_SERVER", user.origin());
        user.submission("");
        var worker = stack.backends().process("worker");
        Running.await(worker.stop());
        try {
            var watcher = JarRun.start(folder, as, "predict", "--sequences", "pair.fasta");
            await().atMost(PATIENCE)
                    .until(() -> Files.readString(folder.resolve("stderr")).contains("queued"));
            Signals.sendToOne("INT", watcher.pid());
            var stopped = JarRun.end(folder, watcher);
            var id = user.get("/jobs")
                    .bodyAsJsonObject()
                    .getJsonArray("items")
                    .getJsonObject(0)
                    .getString("id");

            assertThat(stopped.status()).isEqualTo(130);
            assertThat(stopped.errors()).last().asString().contains("goes on", "driftline result --wait " + id);
            assertThat(user.job(id).getString("state")).isEqualTo("QUEUED");
            assertThat(run(List.of("result", id), as).status()).isEqualTo(1);
            assertThat(run(List.of("cancel", id), as).out()).containsExactly(id + " CANCELLED");
            assertThat(run(List.of("result", id), as).status()).isEqualTo(3);
        } finally {
            Running.await(worker.start(PATIENCE));
        }
    }

    @Test
    void saysInOneLineWhenNoServerAnswers() throws Exception {
        var nobody = run(List.of("models", "list"), Map.of(), "--server", "http://127.0.0.1:9");
        var nonsense = run(List.of("models", "list"), Map.of(), "--server", "nonsense");

        assertThat(nobody.status()).isEqualTo(1);
        assertThat(nobody.errors()).containsExactly("driftline: No server answers at http://127.0.0.1:9.");
        assertThat(nonsense.status()).isEqualTo(2);
    }

    private List<String> models(Map<String, String> as, List<String> server, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("models"));
        command.addAll(List.of(arguments));
        var run = run(command, as, server.toArray(String[]::new));
        assertThat(run.status()).as(run.errors().toString()).isZero();
        return run.out();
    }

    private JarRun login(String server, String email, String password) throws Exception {
        Files.writeString(folder.resolve("stdin"), password + "\n");
        return run(List.of("login"), Map.of(), "--server", server, "--email", email);
    }

    private JarRun run(List<String> command, Map<String, String> environment, String... more) throws Exception {
        var arguments = new ArrayList<>(command);
        arguments.addAll(List.of(more));
        return JarRun.of(folder, environment, arguments.toArray(String[]::new));
    }

    private static String token(ApiUser user) {
        return user.post(
                        "/tokens",
                        new JsonObject().put("name", "command line").put("scopes", new JsonArray().add("all")))
                .bodyAsJsonObject()
                .getString("token");
    }
}
