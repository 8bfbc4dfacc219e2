package io.driftline.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.embedded.EmbeddedWorker;
import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.driftline.testing.WorkerProcess;
import io.driftline.testing.client.ApiUser;
import io.driftline.wiring.Checkup;
import io.driftline.wiring.Checkup.Finding;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real workers that no list names, at a gateway that lists none. */
@ExtendWith(StackExtension.class)
class AnnouncedWorkersIT {
    private static EmbeddedWorker.Installation installation;
    private static ApiUser user;

    @BeforeAll
    static void gatewayWithoutWorkers(Stack stack) {
        installation = WorkerProcess.installation(stack);
        stack.restartGateway(config -> config.with(config.workers().announced(List.of())));
        user = ApiUser.operator(stack);
    }

    @AfterAll
    static void asOthersExpectIt(Stack stack) {
        stack.restartGateway();
    }

    @Test
    void getJobsFromWhenTheySayThatTheyAreThereUntilTheyGo(Stack stack) throws Exception {
        assertThat(workers()).isEmpty();
        try (var first = worker(stack, "first");
                var second = worker(stack, "second")) {
            await().until(() -> reachable("first") && reachable("second"));
            await().until(() -> ready(stack));
            assertThat(metrics(stack)).contains("driftline_workers_configured 2.0", "driftline_workers_reachable 2.0");
            assertThat(findings(stack))
                    .anyMatch(finding -> finding.said().startsWith(first.url() + ":"))
                    .anyMatch(finding -> finding.said().startsWith(second.url() + ":"));
            assertThat(predict()).isEqualTo("SUCCEEDED");

            second.kill();
            await().until(() ->
                    workers().map(each -> each.getString("id")).toList().equals(List.of("first")));
            assertThat(predict()).isEqualTo("SUCCEEDED");

            first.terminate();
            await().until(() -> workers().findAny().isEmpty());
            assertThat(first.awaitExit()).isZero();
        }
    }

    @Test
    void endWhatTheyHaveWhenTheyAreToldToStop(Stack stack) throws Exception {
        try (var worker = worker(stack, "leaving")) {
            await().until(() -> reachable("leaving"));
            await().until(() -> ready(stack));
            var sequences = Strains.fasta(user.example("h3n2-variant"), 200);
            var job = user.post("/jobs", user.submission(sequences).put("mode", "all"))
                    .bodyAsJsonObject()
                    .getString("id");
            await().until(() -> !user.job(job).getString("state").equals("QUEUED"));

            worker.terminate();
            await().until(() -> workers().allMatch(each -> each.getBoolean("leaving")));

            var ended = user.awaitEnd(job);
            assertThat(ended.getString("state")).isEqualTo("SUCCEEDED");
            assertThat(ended.getInteger("attempt")).isEqualTo(1);
            assertThat(worker.awaitExit()).isZero();
            await().until(() -> workers().findAny().isEmpty());
        }
    }

    private WorkerProcess worker(Stack stack, String id) throws Exception {
        return WorkerProcess.start(stack, installation, id, Map.of("DRIFTLINE_WORKER_DRAIN", "120"));
    }

    private String predict() {
        return user.awaitEnd(user.submit(user.example("h3n2-variant"))).getString("state");
    }

    private Stream<JsonObject> workers() {
        return user.get("/admin/overview").bodyAsJsonObject().getJsonArray("workers").stream()
                .map(JsonObject.class::cast);
    }

    private boolean reachable(String id) {
        return workers()
                .anyMatch(each -> id.equals(each.getString("id"))
                        && each.getBoolean("announced")
                        && each.getBoolean("reachable"));
    }

    private static List<Finding> findings(Stack stack) {
        var config = stack.config();
        return Running.await(
                Checkup.of(stack.vertx(), config.with(config.workers().announced(List.of()))));
    }

    private static boolean ready(Stack stack) {
        return Running.await(stack.web()
                                .get(stack.operationsPort(), "127.0.0.1", "/health/ready")
                                .send())
                        .statusCode()
                == 200;
    }

    private static String metrics(Stack stack) {
        return Running.await(stack.web()
                        .get(stack.operationsPort(), "127.0.0.1", "/metrics")
                        .send())
                .bodyAsString();
    }
}
