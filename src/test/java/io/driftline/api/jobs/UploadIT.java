package io.driftline.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.sequences.Gzip;
import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.multipart.MultipartForm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Submissions as forms with files. */
@ExtendWith(StackExtension.class)
class UploadIT {
    private static final String HA1 = "QKLPGNDNSTATLCLGHHAVPNGTIVKTITNDQIEVTNATELVQSSSTGGICDSPHQILDGENC".repeat(4);

    @Test
    void takesFilesPackedOrNot(Stack stack) {
        var user = ApiUser.signUp(stack);
        var pair = user.example("h3n2-variant");
        int second = pair.indexOf(">", 1);
        var form = form(user, "list")
                .binaryFileUpload("sequences", "a.fasta", Buffer.buffer(pair.substring(0, second)), "text/plain")
                .binaryFileUpload(
                        "sequences", "b.fasta.gz", Gzip.pack(Buffer.buffer(pair.substring(second))), "application/gzip")
                .binaryFileUpload("pairs", "pairs.csv", Buffer.buffer(names(pair)), "text/csv");

        var answer = user.upload("/jobs", form);

        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(202);
        var job = user.awaitEnd(answer.bodyAsJsonObject().getString("id"));
        assertThat(job.getInteger("records")).isEqualTo(2);
        assertThat(job.getJsonObject("summary").getInteger("pairs")).isEqualTo(1);
    }

    @Test
    void takesAsManyFilesAsRecords(Stack stack) {
        var user = ApiUser.signUp(stack);
        int files = user.get("/limits").bodyAsJsonObject().getInteger("files");
        assertThat(files).isEqualTo(user.get("/limits").bodyAsJsonObject().getInteger("records"));

        assertThat(user.upload("/jobs", files(user, 130)).statusCode()).isEqualTo(202);
        assertThat(user.upload("/jobs", files(user, files)).statusCode()).isEqualTo(202);
        assertThat(user.post("/jobs", texts(user, 130)).statusCode()).isEqualTo(202);
        for (var answer : List.of(
                user.upload("/jobs", files(user, files + 1)),
                user.upload("/jobs", files(user, files + 200)),
                user.post("/jobs", texts(user, files + 1)))) {
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.bodyAsJsonObject().getString("type"))
                    .isIn("urn:problem:validation/too-many", "urn:problem:fasta/record-count");
            assertThat(answer.bodyAsJsonObject().getString("detail")).contains("2");
        }
    }

    private static MultipartForm files(ApiUser user, int count) {
        var form = form(user, "all");
        for (int i = 0; i < count; i++) {
            form.binaryFileUpload("sequences", i + ".fasta", Buffer.buffer(">" + i + "\n" + HA1), "text/plain");
        }
        return form;
    }

    private static JsonObject texts(ApiUser user, int count) {
        var texts = new JsonArray();
        for (int i = 0; i < count; i++) {
            texts.add(">" + i + "\n" + HA1);
        }
        return user.submission("").put("mode", "all").put("sequences", texts);
    }

    @Test
    void takesPlainFieldsLikeFiles(Stack stack) {
        var user = ApiUser.signUp(stack);
        var form = form(user, "query")
                .attribute("sequences", user.example("h3n2-variant"))
                .attribute("references", "panel");

        assertThat(user.upload("/jobs", form).statusCode()).isEqualTo(202);
    }

    @Test
    void holdsAnUploadToTheContract(Stack stack) {
        var user = ApiUser.signUp(stack);
        var fasta = ">a\n" + HA1 + "\n>b\n" + HA1;

        assertProblem(user.upload("/jobs", form(user, "all")), 422, "validation/invalid-field", "/sequences");
        assertProblem(
                user.upload(
                        "/jobs", form(user, "all").attribute("sequences", fasta).attribute("state", "SUCCEEDED")),
                422,
                "validation/unknown-field",
                "/state");
        var model = MultipartForm.create()
                .attribute("modelId", "one")
                .attribute("encodingId", "x")
                .attribute("sequences", fasta);
        assertProblem(user.upload("/jobs", model), 422, "validation/invalid-field", "modelId");
        assertProblem(
                user.upload(
                        "/jobs",
                        form(user, "list").attribute("sequences", fasta).attribute("pairs", "a,nobody")),
                422,
                "job/pair-name",
                "nobody");
    }

    @Test
    void refusesWhatUnpacksToMoreThanItsLimitOrNotAtAll(Stack stack) {
        var user = ApiUser.signUp(stack);
        int limit = stack.config().limits().unpackedBytes();
        var bomb = Gzip.pack(Buffer.buffer(new byte[limit + 1]));
        assertThat(bomb.length()).isLessThan(limit / 100);

        assertProblem(user.upload("/jobs", file(user, bomb)), 413, "request/too-large", String.valueOf(limit));
        assertProblem(user.upload("/jobs", file(user, bomb.slice(0, 1_000))), 422, "file/packing", "cut off");
    }

    @Test
    void refusesAnUploadOverTheLimit(Stack stack) {
        var user = ApiUser.signUp(stack);
        int limit = stack.config().limits().bodyBytes();

        var answer = user.upload("/jobs", file(user, Buffer.buffer(new byte[limit])));

        assertProblem(answer, 413, "request/too-large", "at most " + limit + " bytes");
    }

    @Test
    void givesNobodyMoreThanHalfTheRoomForLargeBodies(Stack stack) {
        var greedy = ApiUser.signUp(stack);
        var other = ApiUser.signUp(stack);
        var slow = List.of(beginLargeBody(stack, greedy), beginLargeBody(stack, greedy));
        var body = other.submission("no header" + "\n".repeat(2 << 20)).toBuffer();

        var third = CompletableFuture.supplyAsync(() -> greedy.send(HttpMethod.POST, "/jobs", body, Map.of()));
        for (int i = 0; i < 5; i++) {
            assertProblem(other.send(HttpMethod.POST, "/jobs", body, Map.of()), 422, "fasta/no-header", "Line 1");
        }
        assertThat(third).isNotDone();
        slow.forEach(HttpClientRequest::reset);

        assertThat(third)
                .succeedsWithin(Duration.ofSeconds(30))
                .satisfies(answer -> assertProblem(answer, 422, "fasta/no-header", "Line 1"));
    }

    /** One that has said how long it will be, and then dawdles. */
    private static HttpClientRequest beginLargeBody(Stack stack, ApiUser user) {
        var headers = user.streamOptions(0).getHeaders();
        var request = Running.await(stack.http().request(HttpMethod.POST, stack.port(), "127.0.0.1", "/api/v1/jobs"));
        request.putHeader("Origin", headers.get("Origin"))
                .putHeader("Cookie", headers.get("Cookie"))
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Length", "8000000");
        Running.await(request.write("{"));
        return request;
    }

    private static MultipartForm file(ApiUser user, Buffer content) {
        return form(user, "all").binaryFileUpload("sequences", "all.fasta.gz", content, "application/gzip");
    }

    private static MultipartForm form(ApiUser user, String mode) {
        JsonObject submission = user.submission("");
        return MultipartForm.create()
                .attribute("modelId", submission.getLong("modelId").toString())
                .attribute("encodingId", submission.getString("encodingId"))
                .attribute("mode", mode);
    }

    private static String names(String fasta) {
        var names = fasta.lines()
                .filter(line -> line.startsWith(">"))
                .map(line -> line.substring(1))
                .toList();
        return "strain_a,strain_b\n\"" + names.get(0) + "\",\"" + names.get(1) + "\"\n";
    }

    private static void assertProblem(HttpResponse<Buffer> answer, int status, String type, String text) {
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(status);
        assertThat(answer.bodyAsJsonObject().getString("type")).isEqualTo("urn:problem:" + type);
        assertThat(answer.bodyAsString()).contains(text);
    }
}
