package io.driftline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What workers and earlier versions told of failures is read as the contract has it. */
class JobProblemTest {
    private static final String TOLD =
            """
            {"type": "urn:problem:check/too-short", "title": "Too short", "detail": "Record 2", "errors": [
              {"record": 2, "name": "b", "column": null, "detail": "has 12 letters"},
              {"record": 3, "name": "c", "column": 7, "detail": "letter ?"}]}""";

    @Test
    void whatIsNotKnownIsAbsent() {
        var problem = JobProblem.whole(new JsonObject(TOLD));

        assertThat(problem.getInteger("status")).isEqualTo(422);
        assertThat(problem.getJsonArray("errors").getJsonObject(0).fieldNames())
                .containsExactlyInAnyOrder("record", "name", "detail");
        assertThat(problem.getJsonArray("errors").getJsonObject(1).getInteger("column"))
                .isEqualTo(7);
        assertThat(JobProblem.whole(problem)).isEqualTo(problem);
    }

    @Test
    void eventsThatWereStoredBeforeAreReadSoToo() {
        var stored = new JsonObject().put("type", "event").put("problem", new JsonObject(TOLD));

        assertThat(new JsonObject(JobProblem.frame(stored.encode())).getJsonObject("problem"))
                .isEqualTo(JobProblem.whole(new JsonObject(TOLD)));
        assertThat(JobProblem.frame("{\"params\": {\"name\": \"\\\"problem\\\"\"}}"))
                .isEqualTo("{\"params\": {\"name\": \"\\\"problem\\\"\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "check/no-pair, 422",
        "model/unknown, 422",
        "worker/result-too-large, 422",
        "worker/internal, 500",
        "job/attempts-exhausted, 500",
        "job/unusable-report, 500"
    })
    void saysWhoseFaultItIs(String type, int status) {
        var told = new JsonObject().put("type", "urn:problem:" + type).put("title", "Any");

        assertThat(JobProblem.whole(told).getInteger("status")).isEqualTo(status);
    }
}
