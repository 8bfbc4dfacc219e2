package io.driftline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.bus.news.AttemptsGivenBack;
import io.driftline.job.JobId;
import io.driftline.testing.Golden;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class WorkerHealthTest {
    @Test
    void readsWhatHangsAndWhatIsGivenBack() {
        var load = Golden.object("worker-load.json");

        assertThat(WorkerHealth.stuck(load)).contains("\"step\":\"network ");
        assertThat(WorkerHealth.givenBack(load))
                .containsExactly(new AttemptsGivenBack.Attempt(new JobId("mfrggzdfmztwq2lknnwg23tpoa"), 1, true));
    }

    @Test
    void aWorkerOfAnotherVersionHasNothingToTell() {
        var load = new JsonObject().put("stuck", new JsonArray());

        assertThat(WorkerHealth.stuck(load)).isEmpty();
        assertThat(WorkerHealth.givenBack(load)).isEmpty();
    }

    @Test
    void nonsenseIsNoAttempt() {
        var whole = new JsonObject()
                .put("job", JobId.random().value())
                .put("attempt", 1)
                .put("hung", true);
        var load = new JsonObject()
                .put(
                        "givenBack",
                        new JsonArray()
                                .add(1)
                                .addNull()
                                .add(whole.copy().put("job", "../x"))
                                .add(whole.copy().put("attempt", "1"))
                                .add(whole.copy().put("attempt", 1e30))
                                .add(whole.copy().putNull("hung")));

        assertThat(WorkerHealth.givenBack(load)).isEmpty();
        assertThat(WorkerHealth.givenBack(new JsonObject().put("givenBack", "all")))
                .isEmpty();
    }
}
