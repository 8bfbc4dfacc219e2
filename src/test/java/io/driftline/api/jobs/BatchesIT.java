package io.driftline.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.multipart.MultipartForm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What stands under a batch: pairs that are opened in it, sequences that are added, and what is made of these. */
@ExtendWith(StackExtension.class)
class BatchesIT {
    private static final String NOBODYS = "a".repeat(26);

    private ApiUser user;
    private JsonObject many;

    @BeforeEach
    void signUp(Stack stack) {
        user = ApiUser.signUp(stack);
        many = user.submission(user.example("h3n2-variant")).put("mode", "all");
    }

    @Test
    void whatIsMadeOfABatchStandsUnderIt() {
        var batch = submit(many.copy().put("title", "Week 12"));
        var pair = made(user.post("/jobs/" + batch + "/pairs", pair()));
        var again = made(user.post("/jobs/" + pair + "/again", choice()));
        var addition = submit(added(batch));
        var another = submit(added(addition));
        var deep = made(user.post("/jobs/" + addition + "/pairs", pair()));
        var ofPair = made(user.post("/jobs/" + pair + "/pairs", pair()));
        var twin = made(user.post("/jobs/" + batch + "/again", choice()));

        assertThat(listed("")).containsExactly(twin, ofPair, deep, another, addition, again, pair, batch);
        assertThat(listed("view=folded")).containsExactly(twin, batch);
        assertThat(listed("batch=" + batch)).containsExactly(ofPair, another, addition, again, pair);
        assertThat(listed("mode=all&batch=" + batch)).containsExactly(another, addition);
        assertThat(listed("batch=" + addition)).containsExactly(deep);
        assertThat(user.job(batch).getInteger("inside")).isEqualTo(5);
        assertThat(user.job(batch).getValue("batch")).isNull();
        assertThat(user.job(addition).getInteger("inside")).isEqualTo(1);
        var named = user.job(addition).getJsonObject("batch");
        assertThat(named.getString("id")).isEqualTo(batch);
        assertThat(named.getString("title")).isEqualTo("Week 12");
        assertThat(named.getString("mode")).isEqualTo("all");
        assertThat(user.job(twin).getInteger("inside")).isZero();
    }

    @Test
    void filtersFindWhatIsFolded() {
        var other = submit(many);
        var batch = submit(many);
        var addition = submit(added(batch));
        submit(added(batch));
        var deep = made(user.post("/jobs/" + addition + "/pairs", pair()));
        user.send(
                HttpMethod.PUT,
                "/jobs/" + deep + "/title",
                new JsonObject().put("title", "x77").toBuffer(),
                Map.of());

        assertThat(listed("view=folded&search=x77")).containsExactly(batch);
        assertThat(inside("view=folded&search=x77")).containsExactly(1);
        assertThat(listed("search=x77&batch=" + batch)).containsExactly(addition);
        assertThat(listed("search=x77&batch=" + addition)).containsExactly(deep);
        assertThat(listed("search=x77")).containsExactly(deep);
        assertThat(listed("view=folded&mode=pair")).containsExactly(batch);
        assertThat(listed("view=folded&search=x78")).isEmpty();
        assertThat(listed("view=folded&limit=1&before=" + batch)).containsExactly(other);
    }

    @Test
    void onlyOnesOwnManyAreAddedTo(Stack stack) {
        var batch = submit(many);
        var pair = submit(many.copy().put("mode", "pair"));

        var stranger = ApiUser.signUp(stack);
        assertThat(stranger.post("/jobs", added(batch)).statusCode()).isEqualTo(404);
        assertThat(stranger.get("/jobs?batch=" + batch).bodyAsJsonObject().getJsonArray("items"))
                .isEmpty();
        assertThat(user.post("/jobs", added(NOBODYS)).statusCode()).isEqualTo(404);
        assertRefused(added("no-job"), "/batch");
        assertRefused(added(pair), "/batch");
        assertRefused(added(pair).put("mode", "pair"), "/batch");
        assertRefused(added(batch).put("mode", "query").put("references", "panel"), "/mode");
        assertThat(listed("view=folded")).containsExactly(pair, batch);
    }

    @Test
    void anAdditionIsSubmittedOnceUnderItsKey() {
        var batch = submit(many);
        var key = Map.of("Idempotency-Key", "week-13");
        var first = user.send(HttpMethod.POST, "/jobs", added(batch).toBuffer(), key);
        var second = user.send(HttpMethod.POST, "/jobs", added(batch).toBuffer(), key);

        assertThat(made(second)).isEqualTo(made(first));
        assertThat(user.send(HttpMethod.POST, "/jobs", many.toBuffer(), key).statusCode())
                .isEqualTo(409);
    }

    @Test
    void aFormAddsToABatchAsWell() {
        var batch = submit(many);
        var form = MultipartForm.create()
                .attribute("mode", "all")
                .attribute("batch", batch)
                .binaryFileUpload(
                        "sequences", "week13.fasta", Buffer.buffer(many.getString("sequences")), "text/plain");

        var addition = made(user.upload("/jobs", form));

        assertThat(user.job(addition).getJsonObject("batch").getString("id")).isEqualTo(batch);
    }

    @Test
    void whatStoodUnderADeletedBatchStandsByItself() {
        var batch = submit(many);
        var addition = submit(added(batch));
        var pair = made(user.post("/jobs/" + batch + "/pairs", pair()));
        user.awaitEnd(batch);

        assertThat(user.delete("/jobs/" + batch).statusCode()).isEqualTo(204);

        assertThat(listed("view=folded")).containsExactly(pair, addition);
        assertThat(user.job(addition).getValue("batch")).isNull();
        var next = submit(added(addition));
        assertThat(user.job(next).getJsonObject("batch").getString("id")).isEqualTo(addition);
    }

    private JsonObject added(String batch) {
        return many.copy().put("batch", batch);
    }

    private static JsonObject pair() {
        return new JsonObject().put("recordA", 1).put("recordB", 2);
    }

    private JsonObject choice() {
        return new JsonObject().put("modelId", many.getLong("modelId")).put("encodingId", many.getString("encodingId"));
    }

    private String submit(JsonObject submission) {
        return made(user.post("/jobs", submission));
    }

    private static String made(HttpResponse<Buffer> answer) {
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(202);
        return answer.bodyAsJsonObject().getString("id");
    }

    private void assertRefused(JsonObject submission, String pointer) {
        var answer = user.post("/jobs", submission);
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(422);
        assertThat(answer.bodyAsJsonObject()
                        .getJsonArray("errors")
                        .getJsonObject(0)
                        .getString("pointer"))
                .isEqualTo(pointer);
    }

    private List<String> listed(String query) {
        return items(query).stream().map(job -> job.getString("id")).toList();
    }

    private List<Integer> inside(String query) {
        return items(query).stream().map(job -> job.getInteger("inside")).toList();
    }

    private List<JsonObject> items(String query) {
        var answer = user.get("/jobs?" + query);
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
        return answer.bodyAsJsonObject().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }
}
