package io.driftline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.testing.Golden;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job on real servers and a real worker, as a client sees it. */
@ExtendWith(StackExtension.class)
class FlowIT {
    private static final List<String> STAGES = List.of("queued", "checking", "encoding", "predicting", "result");

    @Test
    void watchesAPredictionAdvanceToItsVerdict(Stack stack) {
        var user = ApiUser.signUp(stack);
        var stream = user.stream(0);

        var job = user.submit(user.example("h3n2-variant"));
        var events = stream.awaitEnd(job);

        assertThat(events).extracting(event -> event.getString("stage")).isEqualTo(STAGES);
        assertThat(events)
                .extracting(event -> event.getString("state"))
                .containsExactly("QUEUED", "CHECKING", "ENCODING", "PREDICTING", "SUCCEEDED");
        assertThat(stream.offsets()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(events.get(4).getJsonObject("result").getBoolean("variant")).isTrue();
        var pair = user.job(job).getJsonObject("result").getJsonArray("pairs").getJsonObject(0);
        assertThat(pair.getString("subtype")).isEqualTo("H3");
        assertThat(pair.getDouble("probability")).isBetween(0.5, 1.0);
        assertThat(pair.getDouble("distanceLog2")).isGreaterThan(2);
        assertThat(pair.getJsonArray("interval")).hasSize(2);
        assertThat(pair.getJsonArray("substitutions").getJsonObject(0).fieldNames())
                .contains("position", "numbering", "from", "to", "site", "contribution");
    }

    @Test
    void tellsEverythingOnceAndInOrderToASocketThatOpensAfterTheEnd(Stack stack) {
        var user = ApiUser.signUp(stack);
        var first = user.submit(user.example("h3n2-variant"));
        var second = user.submit(user.example("h3n2-same"));
        user.awaitEnd(first);
        user.awaitEnd(second);

        var late = user.stream(0);
        var resumed = user.stream(7);

        await().untilAsserted(() -> assertThat(late.offsets()).containsExactlyElementsOf(upTo(10)));
        await().untilAsserted(() -> assertThat(resumed.offsets()).containsExactly(8L, 9L, 10L));
        assertThat(late.frames("reset")).isEmpty();
    }

    @Test
    void tellsBothTabsEverythingAndAnotherUserNothing(Stack stack) {
        var user = ApiUser.signUp(stack);
        var other = ApiUser.signUp(stack);
        var tabs = List.of(user.stream(0), user.stream(0));
        var foreign = other.stream(0);

        var job = user.submit(user.example("h1n1-same"));
        tabs.forEach(tab -> tab.awaitEnd(job));
        var theirs = other.submit(other.example("h3n2-same"));
        foreign.awaitEnd(theirs);

        tabs.forEach(tab -> assertThat(tab.offsets()).containsExactlyElementsOf(upTo(5)));
        assertThat(foreign.frames())
                .filteredOn(frame -> Set.of("event", "progress").contains(frame.getString("type")))
                .extracting(frame -> frame.getString("job"))
                .containsOnly(theirs);
    }

    @Test
    void goesOnWhereASocketAskedToResume(Stack stack) {
        var user = ApiUser.signUp(stack);
        user.awaitEnd(user.submit(user.example("h3n2-same")));
        var stream = user.stream(5);

        stream.send(new JsonObject().put("type", "resume").put("after", 3));

        await().untilAsserted(() -> assertThat(stream.offsets()).containsExactly(4L, 5L));
    }

    @Test
    void resetsAClientThatIsAheadOfTheTruth(Stack stack) {
        var user = ApiUser.signUp(stack);
        var job = user.submit(user.example("h3n2-same"));
        user.awaitEnd(job);

        var stream = user.stream(99);

        await().untilAsserted(() -> assertThat(stream.frames("reset")).hasSize(1));
        var reset = stream.frames("reset").get(0);
        assertThat(reset.getLong("offset")).isEqualTo(5);
        assertThat(reset.getJsonArray("jobs").getJsonObject(0).getString("job")).isEqualTo(job);
        assertThat(reset.getJsonArray("jobs").getJsonObject(0).getString("state"))
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void closesASocketThatSaysSomethingElse(Stack stack) {
        var user = ApiUser.signUp(stack);
        var stream = user.stream(0);

        stream.sendText("{\"type\": \"publish\"}");

        assertThat(stream.awaitClose()).isEqualTo((short) 4400);
    }

    @Test
    void closesTheSocketsOfASessionThatSignsOut(Stack stack) {
        var user = ApiUser.signUp(stack);
        var stream = user.stream(0);

        assertThat(user.delete("/session").statusCode()).isEqualTo(204);

        assertThat(stream.awaitClose()).isEqualTo((short) 4401);
    }

    @Test
    void givesTheSameJobForTheSameIdempotencyKey(Stack stack) {
        var user = ApiUser.signUp(stack);
        var submission = user.submission(user.example("h3n2-same"));
        var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());

        var first = user.send(HttpMethod.POST, "/jobs", submission.toBuffer(), key);
        var again = user.send(HttpMethod.POST, "/jobs", submission.toBuffer(), key);
        var other = user.send(
                HttpMethod.POST,
                "/jobs",
                user.submission(user.example("h3n2-variant")).toBuffer(),
                key);

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.bodyAsJsonObject().getString("id"))
                .isEqualTo(first.bodyAsJsonObject().getString("id"));
        assertThat(first.getHeader("Location"))
                .isEqualTo("/api/v1/jobs/" + first.bodyAsJsonObject().getString("id"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.bodyAsJsonObject().getString("type")).isEqualTo("urn:problem:job/idempotency-conflict");
    }

    @ParameterizedTest
    @ValueSource(strings = {"17639.5", "[1,2]", "{a}", "\"quoted\"", "a+b", "-1e5", "true", "100%", "%41\\"})
    void takesAnyVisibleCharactersAsAnIdempotencyKey(String key, Stack stack) {
        var user = ApiUser.signUp(stack);
        var submission = user.submission(user.example("h3n2-same")).toBuffer();

        var jobs = Stream.of(key, key, key + "x")
                .map(each -> user.send(HttpMethod.POST, "/jobs", submission, Map.of("Idempotency-Key", each)))
                .map(answer -> answer.bodyAsJsonObject().getString("id"))
                .toList();

        assertThat(jobs).doesNotContainNull();
        assertThat(jobs.get(1)).isEqualTo(jobs.get(0));
        assertThat(jobs.get(2)).isNotEqualTo(jobs.get(0));
    }

    @Test
    void takesEachSequenceInAFieldOfItsOwn(Stack stack) {
        var user = ApiUser.signUp(stack);
        var both = user.example("h3n2-variant");
        int second = both.indexOf('>', 1);
        var submission = user.submission("")
                .put(
                        "sequences",
                        new io.vertx.core.json.JsonArray()
                                .add(both.substring(0, second))
                                .add(both.substring(second)));

        var answer = user.post("/jobs", submission);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(user.awaitEnd(answer.bodyAsJsonObject().getString("id")).getString("state"))
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void namesABareSequenceInAFieldOfItsOwn(Stack stack) {
        var user = ApiUser.signUp(stack);
        var both = user.example("h3n2-variant");
        int second = both.indexOf('>', 1);
        var bare = both.substring(both.indexOf('\n') + 1, second);
        var submission = user.submission("")
                .put("sequences", new io.vertx.core.json.JsonArray().add(bare).add(both.substring(second)));

        var answer = user.post("/jobs", submission);

        assertThat(answer.statusCode()).isEqualTo(202);
        var job = user.awaitEnd(answer.bodyAsJsonObject().getString("id"));
        assertThat(job.getString("state")).isEqualTo("SUCCEEDED");
        assertThat(job.getJsonArray("strains").getString(0)).isEqualTo("Sequence A");
    }

    @Test
    void recognisesInfluenzaBAndSaysWhatDiffers(Stack stack) {
        var user = ApiUser.signUp(stack);

        var job = user.awaitEnd(user.submit(user.example("b-victoria")));

        assertThat(job.getString("state")).isEqualTo("SUCCEEDED");
        var pair = job.getJsonObject("result").getJsonArray("pairs").getJsonObject(0);
        assertThat(pair.getString("subtype")).isEqualTo("B/Victoria");
        assertThat(pair.getJsonObject("alignment").getString("a")).hasSize(347);
        assertThat(pair.getJsonArray("substitutions").stream()
                        .map(each -> ((JsonObject) each).getString("site"))
                        .filter(Objects::nonNull))
                .contains("120 loop", "160 loop");
        assertThat(pair.getJsonObject("glycosylation").getJsonArray("lost")).contains(197);
    }

    @Test
    void namesAnHaThatNoModelKnowsAndGivesNoDistance(Stack stack) {
        var user = ApiUser.signUp(stack);

        var job = user.awaitEnd(user.submit(Golden.text("fasta/h9-pair.fasta")));

        assertThat(job.getString("state")).isEqualTo("SUCCEEDED");
        assertThat(job.getJsonObject("summary").getMap())
                .containsEntry("subtype", "H9")
                .containsEntry("differences", 2)
                .doesNotContainKey("variant");
        var pair = job.getJsonObject("result").getJsonArray("pairs").getJsonObject(0);
        assertThat(pair.getValue("distanceLog2")).isNull();
        assertThat(pair.getJsonArray("warnings").getString(0)).startsWith("H9: no model here has learned");
    }

    @Test
    void failsAtCheckingWithTheRecordThatIsNoHaemagglutinin(Stack stack) {
        var user = ApiUser.signUp(stack);

        var job = user.awaitEnd(user.submit(user.example("problems")));

        assertThat(job.getString("state")).isEqualTo("FAILED");
        assertThat(job.getString("stage")).isEqualTo("checking");
        var problem = job.getJsonObject("problem");
        assertThat(problem.getString("type")).isEqualTo("urn:problem:check/wrong-gene");
        assertThat(problem.getJsonArray("errors").getJsonObject(0).getInteger("record"))
                .isEqualTo(2);
    }

    @Test
    void checksSequencesBeforehand(Stack stack) {
        var user = ApiUser.signUp(stack);
        user.submission("");

        var good = user.post("/checks", new JsonObject().put("sequences", user.example("h3n2-variant")));
        var bad = user.post("/checks", new JsonObject().put("sequences", user.example("problems")));

        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.bodyAsJsonObject().getBoolean("ok")).isTrue();
        assertThat(good.bodyAsJsonObject().getString("subtype")).isEqualTo("H3");
        assertThat(bad.bodyAsJsonObject().getBoolean("ok")).isFalse();
        assertThat(bad.bodyAsJsonObject().fieldNames()).containsAll(Set.of("records", "problem"));
    }

    @Test
    void hidesAJobFromEverybodyElseAsIfItWereNot(Stack stack) {
        var user = ApiUser.signUp(stack);
        var other = ApiUser.signUp(stack);
        var job = user.submit(user.example("h3n2-same"));
        var absent = io.driftline.job.JobId.random().value();

        for (String call : List.of("", "/events", "/result.json")) {
            var foreign = other.get("/jobs/" + job + call);
            assertThat(foreign.statusCode()).isEqualTo(404);
            assertThat(withoutInstance(foreign.bodyAsJsonObject()))
                    .isEqualTo(
                            withoutInstance(other.get("/jobs/" + absent + call).bodyAsJsonObject()));
        }
        assertThat(other.post("/jobs/" + job + "/cancel", null).statusCode()).isEqualTo(404);
        assertThat(other.delete("/jobs/" + job).statusCode()).isEqualTo(404);
        assertThat(user.awaitEnd(job).getString("state")).isEqualTo("SUCCEEDED");
    }

    @Test
    void deletesAJobAndSaysNoMoreOfIt(Stack stack) {
        var user = ApiUser.signUp(stack);
        var job = user.submit(user.example("h3n2-variant"));
        user.awaitEnd(job);

        assertThat(user.delete("/jobs/" + job).statusCode()).isEqualTo(204);

        assertThat(user.get("/jobs/" + job).statusCode()).isEqualTo(404);
        var stream = user.stream(0);
        await().untilAsserted(() -> assertThat(stream.offsets()).containsExactlyElementsOf(upTo(5)));
        assertThat(stream.frames("event").toString()).doesNotContain("Wisconsin", "probability", "\"H3\"");
    }

    @Test
    void cancelEndsAJobOnceAndNothingFollows(Stack stack) {
        var user = ApiUser.signUp(stack);
        var stream = user.stream(0);
        var job = user.submit(user.example("h3n2-same"));

        var answer = user.post("/jobs/" + job + "/cancel", null);

        assertThat(answer.statusCode()).isEqualTo(200);
        var end = answer.bodyAsJsonObject().getString("state");
        assertThat(end).isIn("CANCELLED", "SUCCEEDED");
        var events = stream.awaitEnd(job);
        assertThat(events.get(events.size() - 1).getString("state")).isEqualTo(end);
        user.awaitEnd(user.submit(user.example("h3n2-same")));
        assertThat(user.job(job).getString("state")).isEqualTo(end);
    }

    @Test
    void listsJobsNewestFirstPageByPage(Stack stack) {
        var user = ApiUser.signUp(stack);
        var first = user.submit(user.example("h3n2-same"));
        var second = user.submit(user.example("h3n2-same"));
        var third = user.submit(user.example("h3n2-same"));

        var page = user.get("/jobs?limit=2").bodyAsJsonObject();
        var rest = user.get("/jobs?limit=2&before=" + page.getString("next")).bodyAsJsonObject();

        assertThat(ids(page)).containsExactly(third, second);
        assertThat(ids(rest)).containsExactly(first);
        assertThat(rest.getString("next")).isNull();
    }

    @Test
    void answersInTimeWhateverTheLoadAndLosesNothing(Stack stack) {
        var users = List.of(ApiUser.signUp(stack), ApiUser.signUp(stack));
        var example = users.get(0).example("h3n2-same");
        var streams = users.stream().map(user -> user.stream(0)).toList();

        users.forEach(user -> {
            for (int i = 0; i < 20; i++) {
                user.submit(example);
            }
        });

        streams.forEach(stream -> await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(stream.offsets()).containsExactlyElementsOf(upTo(100))));
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("id"))
                .toList();
    }

    private static JsonObject withoutInstance(JsonObject problem) {
        problem.remove("instance");
        return problem;
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
