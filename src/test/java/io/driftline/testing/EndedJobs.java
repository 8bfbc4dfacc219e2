package io.driftline.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Jobs as a user has them after a while: one of each mode that succeeded, and one that failed. */
public final class EndedJobs {
    private EndedJobs() {}

    /** Their ids: of modes pair, query, all and list, then of the one that failed. */
    public static List<String> of(ApiUser user) {
        var pair = user.submission(user.example("h3n2-variant"));
        var submissions = List.of(
                pair,
                pair.copy().put("mode", "query").put("references", "panel"),
                pair.copy().put("mode", "all"),
                pair.copy().put("mode", "list").put("pairs", new JsonArray().add(names(pair))),
                user.submission(user.example("problems")));
        var jobs = new ArrayList<String>();
        for (var submission : submissions) {
            var answer = user.post("/jobs", submission);
            assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(202);
            jobs.add(answer.bodyAsJsonObject().getString("id"));
        }
        assertThat(jobs.stream().map(job -> user.awaitEnd(job).getString("state")))
                .containsExactly("SUCCEEDED", "SUCCEEDED", "SUCCEEDED", "SUCCEEDED", "FAILED");
        return jobs;
    }

    private static JsonArray names(JsonObject submission) {
        var headers = submission.getString("sequences").lines().filter(line -> line.startsWith(">"));
        return new JsonArray(headers.map(line -> line.substring(1)).toList());
    }
}
