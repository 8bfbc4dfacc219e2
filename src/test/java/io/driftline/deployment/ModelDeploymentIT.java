package io.driftline.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.testing.ModelArchive;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Model versions come, become active, are rolled back and retire, while jobs run and whatever is sent. */
@ExtendWith(StackExtension.class)
class ModelDeploymentIT {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Map<String, String> ZIP = Map.of("Content-Type", "application/zip");

    /** The first model that operators see, in its active version, which ships. */
    private record Shipped(String name, String title, String version) {
        static Shipped of(ApiUser operator) {
            operator.submission("");
            var model = models(operator).get(0);
            return new Shipped(
                    model.getString("name"),
                    model.getString("title"),
                    versions(model)
                            .filter(version -> version.getString("state").equals("ACTIVE"))
                            .findFirst()
                            .orElseThrow()
                            .getString("version"));
        }

        ModelArchive archive(String as) {
            return ModelArchive.shipped(name, version).as(as);
        }
    }

    @Test
    void aVersionComesIsActivatedRolledBackAndRetiredWhileJobsRun(Stack stack) {
        var operator = ApiUser.operator(stack);
        var shipped = Shipped.of(operator);
        var user = ApiUser.signUp(stack);
        var next = "20";
        var archive = shipped.archive(next).pack();

        var before = submit(user, shipped, 6);
        var added = add(operator, archive);

        assertThat(added.statusCode()).as(added.bodyAsString()).isEqualTo(201);
        assertThat(added.bodyAsJsonObject().getString("state")).isEqualTo("CHECKED");
        assertThat(offered(user, shipped)).isEqualTo(shipped.version());

        before.addAll(submit(user, shipped, 3));
        assertThat(post(operator, shipped.name() + "/" + next + "/activate").getString("state"))
                .isEqualTo("ACTIVE");
        await().untilAsserted(() -> assertThat(offered(user, shipped)).isEqualTo(next));
        var after = submit(user, shipped, 6);
        assertThat(post(operator, shipped.name() + "/rollback").getString("version"))
                .isEqualTo(shipped.version());
        var back = submit(user, shipped, 3);
        var retired = post(operator, shipped.name() + "/" + next + "/retire");

        assertThat(retired.getString("state")).isEqualTo("RETIRED");
        assertEnded(user, before, shipped.version());
        assertEnded(user, after, next);
        assertEnded(user, back, shipped.version());
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(version(operator, shipped, next).getInteger("workers"))
                        .isZero());
        assertEnded(user, submit(user, shipped, 1), shipped.version());
        assertThat(refused(operator, shipped.name() + "/" + next + "/activate"))
                .isEqualTo("operator/model-version-retired");
        assertThat(refused(operator, shipped.name() + "/rollback")).isEqualTo("operator/no-earlier-version");
        assertThat(actions(operator, shipped.name(), next)).containsExactly("RETIRED", "ACTIVATED", "CHECKED");
        assertThat(actions(operator, shipped.name(), shipped.version()))
                .startsWith("ROLLED_BACK")
                .endsWith("ACTIVATED");
    }

    @Test
    void theSameFilesAgainChangeNothingAndOthersAreRefused(Stack stack) throws IOException {
        var operator = ApiUser.operator(stack);
        var shipped = Shipped.of(operator);
        var same = shipped.archive("30").pack();
        assertThat(add(operator, same).statusCode()).isEqualTo(201);
        var files = repository(stack);

        var again = add(operator, same);
        var other = add(
                operator,
                shipped.archive("30")
                        .inManifest("(?m)^info: ", "info: Another ")
                        .pack());
        var shippedChanged = add(
                operator,
                ModelArchive.shipped(shipped.name(), shipped.version())
                        .inManifest("(?m)^info: ", "info: Another ")
                        .pack());

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.bodyAsJsonObject().getString("state")).isEqualTo("CHECKED");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(type(other)).isEqualTo("operator/model-version-taken");
        assertThat(type(shippedChanged)).isEqualTo("operator/model-version-taken");
        assertThat(files).containsAll(repository(stack));
        post(operator, shipped.name() + "/30/retire");
        assertThat(add(operator, same).bodyAsJsonObject().getString("state")).isEqualTo("CHECKED");
        post(operator, shipped.name() + "/30/retire");
    }

    @Test
    void aVersionThatAnUpgradeBringsLeavesAnOperatorsChoiceAlone(Stack stack) throws IOException {
        var operator = ApiUser.operator(stack);
        var shipped = Shipped.of(operator);
        assertThat(add(operator, shipped.archive("60").pack()).statusCode()).isEqualTo(201);
        post(operator, shipped.name() + "/60/activate");
        post(operator, shipped.name() + "/rollback");

        shipped.archive("61").unpack(stack.config().embedded().data().resolve("models"), shipped.name(), "61");

        await().atMost(LONG).untilAsserted(() -> assertThat(models(operator).stream()
                        .flatMap(ModelDeploymentIT::versions)
                        .map(version -> version.getString("version")))
                .contains("61"));
        assertThat(version(operator, shipped, "61").getString("state")).isEqualTo("CHECKED");
        assertThat(offered(operator, shipped)).isEqualTo(shipped.version());
        post(operator, shipped.name() + "/60/retire");
        post(operator, shipped.name() + "/61/retire");
    }

    @Test
    void whatIsNotAVersionIsRejectedWithItsReasonAndChangesNothing(Stack stack) throws IOException {
        var operator = ApiUser.operator(stack);
        var shipped = Shipped.of(operator);
        var files = repository(stack);
        var network = "x.onnx";

        var rejected = List.of(
                Buffer.buffer("GIF89a and nothing more"),
                shipped.archive("40").pack().slice(0, 2_000),
                shipped.archive("40").with("../../evil.onnx", new byte[0]).pack(),
                shipped.archive("40").with("/tmp/evil.onnx", new byte[0]).pack(),
                shipped.archive("40").with(network, new byte[10]).pack(),
                shipped.archive("40")
                        .with("golden.fasta", ">x|H3N2\nAAAA\n".getBytes(StandardCharsets.UTF_8))
                        .pack(),
                shipped.archive("40")
                        .inManifest("distanceLog2: 0.0}", "distanceLog2: 1.5}")
                        .pack(),
                shipped.archive("40")
                        .inManifest("sha256: [0-9a-f]{8}", "sha256: 00000000")
                        .pack(),
                shipped.archive("40")
                        .inManifest("(?m)^name: .*$", "name: ../evil")
                        .pack());

        for (var archive : rejected) {
            var answer = add(operator, archive);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(type(answer)).isEqualTo("operator/model-rejected");
            assertThat(answer.bodyAsJsonObject().getString("detail")).isNotBlank();
        }
        assertThat(files).containsAll(repository(stack));
        assertThat(history(operator)
                        .filter(entry -> entry.getString("action").equals("REJECTED"))
                        .limit(rejected.size()))
                .hasSize(rejected.size())
                .allSatisfy(entry -> assertThat(entry.getString("reason")).contains(": "));
        assertEnded(operator, submit(operator, shipped, 1), shipped.version());
    }

    @Test
    void onlyOperatorsAndOnlyArchivesWithinTheLimit(Stack stack) {
        var operator = ApiUser.operator(stack);
        var user = ApiUser.signUp(stack);
        var archive = Shipped.of(operator).archive("50").pack();

        assertThat(add(user, archive).statusCode()).isEqualTo(403);
        assertThat(add(ApiUser.stranger(stack), archive).statusCode()).isEqualTo(401);
        assertThat(user.get("/admin/models").statusCode()).isEqualTo(403);
        assertThat(user.post("/admin/models/cnn/rollback", null).statusCode()).isEqualTo(403);
        assertThat(operator.send(HttpMethod.POST, "/admin/models", archive, Map.of())
                        .statusCode())
                .isEqualTo(415);
        assertThat(refused(operator, "no-such-model/rollback")).isEqualTo("operator/model-version-not-found");
        assertThat(refused(operator, "no-such-model/1/activate")).isEqualTo("operator/model-version-not-found");
        assertThat(operator.get("/admin/models").bodyAsString()).doesNotContain("\"50\"");
    }

    @Test
    void refusesATooLargeArchiveBeforeItIsSent(Stack stack) throws IOException {
        var operator = ApiUser.operator(stack);
        var token = operator.post(
                        "/tokens",
                        new JsonObject().put("name", "deploy").put("scopes", new JsonArray().add("models:admin")))
                .bodyAsJsonObject()
                .getString("token");
        var head = "POST /api/v1/admin/models HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/zip\r\n";

        assertThat(firstLine(stack, head + "Content-Length: 67108865\r\n\r\nPK"))
                .contains("413");
        assertThat(firstLine(stack, head + "Transfer-Encoding: chunked\r\n\r\n"))
                .contains("400");
    }

    private static String firstLine(Stack stack, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), stack.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    private static List<String> submit(ApiUser user, Shipped shipped, int count) {
        var model = catalogued(user, shipped);
        var jobs = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var submission = user.submission(user.example("h3n2-variant"))
                    .put("modelId", model.getLong("id"))
                    .put(
                            "encodingId",
                            model.getJsonArray("encodings").getJsonObject(0).getString("id"));
            var answer = user.post("/jobs", submission);
            assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(202);
            jobs.add(answer.bodyAsJsonObject().getString("id"));
        }
        return jobs;
    }

    private static void assertEnded(ApiUser user, List<String> jobs, String version) {
        assertThat(jobs).allSatisfy(id -> {
            var job = user.awaitEnd(id);
            assertThat(job.getString("state")).as(job.encode()).isEqualTo("SUCCEEDED");
            assertThat(job.getJsonObject("model").getString("version")).isEqualTo(version);
            assertThat(job.getJsonObject("result").getJsonObject("model").getString("version"))
                    .isEqualTo(version);
        });
    }

    private static JsonObject catalogued(ApiUser user, Shipped shipped) {
        return user.get("/models").bodyAsJsonObject().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(model -> shipped.title().equals(model.getString("name")))
                .findFirst()
                .orElseThrow();
    }

    private static String offered(ApiUser user, Shipped shipped) {
        return catalogued(user, shipped).getString("version");
    }

    private static HttpResponse<Buffer> add(ApiUser operator, Buffer archive) {
        return operator.send(HttpMethod.POST, "/admin/models", archive, ZIP);
    }

    private static JsonObject post(ApiUser operator, String what) {
        var answer = operator.post("/admin/models/" + what, null);
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
        return answer.bodyAsJsonObject();
    }

    private static String refused(ApiUser operator, String what) {
        return type(operator.post("/admin/models/" + what, null));
    }

    private static String type(HttpResponse<Buffer> problem) {
        return problem.bodyAsJsonObject().getString("type").replace("urn:problem:", "");
    }

    private static List<JsonObject> models(ApiUser operator) {
        return objects(operator.get("/admin/models").bodyAsJsonObject().getJsonArray("items"))
                .toList();
    }

    private static Stream<JsonObject> versions(JsonObject model) {
        return objects(model.getJsonArray("versions"));
    }

    private static JsonObject version(ApiUser operator, Shipped shipped, String version) {
        return models(operator).stream()
                .filter(model -> model.getString("name").equals(shipped.name()))
                .flatMap(ModelDeploymentIT::versions)
                .filter(each -> each.getString("version").equals(version))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonObject> history(ApiUser operator) {
        return objects(operator.get("/admin/models").bodyAsJsonObject().getJsonArray("history"));
    }

    private static List<String> actions(ApiUser operator, String name, String version) {
        return history(operator)
                .filter(entry -> name.equals(entry.getString("name")) && version.equals(entry.getString("version")))
                .map(entry -> entry.getString("action"))
                .toList();
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    /**
     * Every file of the installation's model repository, and what lies beside it but for what waits or has retired. Files of
     * versions that retired before may go at any time.
     */
    private static Set<String> repository(Stack stack) throws IOException {
        var data = stack.config().embedded().data();
        assertThat(data.resolve("models")).isDirectory();
        try (Stream<Path> files = Files.walk(data)) {
            return files.map(file -> data.relativize(file).toString())
                    .filter(file -> file.startsWith("models/") || file.contains("evil"))
                    .collect(Collectors.toSet());
        }
    }
}
