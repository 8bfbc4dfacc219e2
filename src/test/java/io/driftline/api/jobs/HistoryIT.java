package io.driftline.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.multipart.MultipartForm;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user's jobs as a place to work: called by names, looked for, given again. */
@ExtendWith(StackExtension.class)
class HistoryIT {
    @Test
    void jobsHaveTitlesThatChange(Stack stack) {
        var user = ApiUser.signUp(stack);
        var submission = user.submission(user.example("h3n2-same"));
        var job = submit(user, submission.copy().put("title", "  Week 12 \"north\"  "));
        assertThat(user.job(job).getString("title")).isEqualTo("Week 12 \"north\"");
        assertThat(user.job(submit(user, submission)).getString("title")).isNull();

        assertThat(rename(user, job, "季节 2025 <b>").statusCode()).isEqualTo(204);
        assertThat(user.job(job).getString("title")).isEqualTo("季节 2025 <b>");
        assertThat(rename(user, job, null).statusCode()).isEqualTo(204);
        assertThat(user.job(job).getString("title")).isNull();
        assertThat(rename(user, job, "a\u0007b").statusCode()).isEqualTo(422);
        assertThat(rename(user, job, "a".repeat(201)).statusCode()).isEqualTo(422);
        assertThat(rename(ApiUser.signUp(stack), job, "mine").statusCode()).isEqualTo(404);
    }

    @Test
    void aNoteIsItsWritersAlone(Stack stack) {
        var user = ApiUser.signUp(stack);
        var job = submit(user, user.submission(user.example("h3n2-same")));
        assertThat(user.job(job).getString("note")).isNull();

        assertThat(note(user, job, "  Second passage:\r\n\trepeat by HI <b>100%</b>  ")
                        .statusCode())
                .isEqualTo(204);
        var written = "Second passage:\n\trepeat by HI <b>100%</b>";
        assertThat(user.job(job).getString("note")).isEqualTo(written);
        assertThat(found(user, "search=" + encoded("PASSAGE:\n"))).containsExactly(job);
        assertThat(found(user, "search=" + encoded("100%</b>"))).containsExactly(job);
        assertThat(found(user, "search=" + encoded("100_"))).isEmpty();
        var longest = "季".repeat(2_000);
        assertThat(note(user, job, longest).statusCode()).isEqualTo(204);
        assertThat(note(user, job, longest + "季").statusCode()).isEqualTo(422);
        assertThat(note(user, job, "a\u0007b").statusCode()).isEqualTo(422);
        assertThat(note(user, job, "a\nb\u001b[2J").statusCode()).isEqualTo(422);
        assertThat(note(ApiUser.signUp(stack), job, "mine").statusCode()).isEqualTo(404);
        assertThat(note(ApiUser.guest(stack), job, "mine").statusCode()).isEqualTo(403);
        assertThat(user.job(job).getString("note")).isEqualTo(longest);

        user.awaitEnd(job);
        assertThat(user.get("/jobs/" + job + "/result.json").bodyAsString()).doesNotContain("季");
        assertThat(user.get("/jobs/" + job + "/result.csv").bodyAsString()).doesNotContain("季");
        assertThat(note(user, job, " \n ").statusCode()).isEqualTo(204);
        assertThat(user.job(job).getString("note")).isNull();
    }

    @Test
    void aFormMayHaveATitleAndARepetitionKeepsIt(Stack stack) {
        var user = ApiUser.signUp(stack);
        var choice = user.submission("");
        var form = MultipartForm.create()
                .attribute("modelId", String.valueOf(choice.getLong("modelId")))
                .attribute("encodingId", choice.getString("encodingId"))
                .attribute("title", "from a form")
                .binaryFileUpload("sequences", "pair.fasta", Buffer.buffer(user.example("h3n2-same")), "text/plain");
        var job = user.upload("/jobs", form).bodyAsJsonObject().getString("id");

        choice.remove("sequences");
        choice.remove("mode");
        var again = user.post("/jobs/" + job + "/again", choice);

        assertThat(again.statusCode()).as(again.bodyAsString()).isEqualTo(202);
        assertThat(user.job(again.bodyAsJsonObject().getString("id")).getString("title"))
                .isEqualTo("from a form");
    }

    @Test
    void whatIsLookedForIsFoundAndNothingElse(Stack stack) {
        var user = ApiUser.signUp(stack);
        long begun = Instant.now().getEpochSecond() - 60;
        var same = submit(user, user.submission(user.example("h3n2-same")).put("title", "100% of_week\\12"));
        var variant = submit(user, user.submission(user.example("h3n2-variant")));
        var failed = submit(user, user.submission(user.example("problems")));
        List.of(same, variant, failed).forEach(user::awaitEnd);
        submit(ApiUser.signUp(stack), user.submission(user.example("h3n2-variant")));

        assertThat(found(user, "")).containsExactly(failed, variant, same);
        assertThat(found(user, "search=" + encoded("OF_WEEK"))).containsExactly(same);
        assertThat(found(user, "search=" + encoded("100%"))).containsExactly(same);
        assertThat(found(user, "search=" + encoded("week\\12"))).containsExactly(same);
        assertThat(found(user, "search=" + encoded("ofXweek"))).isEmpty();
        var strain = user.job(variant).getJsonArray("strains").getString(0).toLowerCase(Locale.ROOT);
        assertThat(found(user, "search=" + encoded(strain))).contains(variant);
        assertThat(found(user, "state=FAILED")).containsExactly(failed);
        assertThat(found(user, "state=SUCCEEDED")).containsExactly(variant, same);
        assertThat(found(user, "state=OPEN")).isEmpty();
        long model = user.submission("").getLong("modelId");
        assertThat(found(user, "modelId=" + model)).hasSize(3);
        assertThat(found(user, "modelId=" + (model + 1_000))).isEmpty();
        assertThat(found(user, "from=" + begun + "&until=" + (begun + 3_600))).hasSize(3);
        assertThat(found(user, "until=" + begun)).isEmpty();
        assertThat(found(user, "state=SUCCEEDED&limit=1")).containsExactly(variant);
        assertThat(found(user, "state=SUCCEEDED&limit=1&before=" + variant)).containsExactly(same);
        assertThat(user.get("/jobs?state=ended").statusCode()).isEqualTo(422);
    }

    @Test
    void everyInputCanBeGivenAgain(Stack stack) {
        var user = ApiUser.signUp(stack);
        var pair = user.submission(user.example("h3n2-variant"));
        var names = pair.getString("sequences")
                .lines()
                .filter(line -> line.startsWith(">"))
                .map(line -> line.substring(1))
                .toList();
        var submissions = List.of(
                pair,
                pair.copy().put("mode", "query").put("references", "panel"),
                pair.copy().put("mode", "all"),
                pair.copy().put("mode", "list").put("pairs", new JsonArray().add(new JsonArray(names))),
                pair.copy().put("mode", "list").put("pairs", stated(names, "H1N1")),
                user.submission(user.example("problems")));
        for (var submission : submissions) {
            var job = submit(user, submission);
            var input = user.get("/jobs/" + job + "/input").bodyAsJsonObject();
            var again = submission.copy();
            input.stream()
                    .filter(field -> field.getValue() != null)
                    .forEach(field -> again.put(field.getKey(), field.getValue()));
            var twin = submit(user, again);
            var first = user.awaitEnd(job);
            var second = user.awaitEnd(twin);
            assertThat(second.getString("state")).isEqualTo(first.getString("state"));
            assertThat(second.getJsonObject("summary")).isEqualTo(first.getJsonObject("summary"));
            assertThat(second.getJsonArray("strains")).isEqualTo(first.getJsonArray("strains"));
            assertThat(second.getLong("pairs")).isEqualTo(first.getLong("pairs"));
            assertThat(user.get("/jobs/" + twin + "/input").bodyAsJsonObject()).isEqualTo(input);
        }
        var other = ApiUser.signUp(stack);
        var first = user.get("/jobs?limit=1")
                .bodyAsJsonObject()
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(other.get("/jobs/" + first.getString("id") + "/input").statusCode())
                .isEqualTo(404);
    }

    private static JsonArray stated(List<String> names, String subtype) {
        return new JsonArray().add(new JsonArray(names).copy().add(subtype));
    }

    private static String submit(ApiUser user, JsonObject submission) {
        var answer = user.post("/jobs", submission);
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(202);
        return answer.bodyAsJsonObject().getString("id");
    }

    private static HttpResponse<Buffer> rename(ApiUser user, String job, @Nullable String title) {
        var body = new JsonObject().put("title", title).toBuffer();
        return user.send(HttpMethod.PUT, "/jobs/" + job + "/title", body, Map.of());
    }

    private static HttpResponse<Buffer> note(ApiUser user, String job, String note) {
        var body = new JsonObject().put("note", note).toBuffer();
        return user.send(HttpMethod.PUT, "/jobs/" + job + "/note", body, Map.of());
    }

    private static List<String> found(ApiUser user, String query) {
        var answer = user.get("/jobs?" + query);
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
        return answer.bodyAsJsonObject().getJsonArray("items").stream()
                .map(job -> ((JsonObject) job).getString("id"))
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
