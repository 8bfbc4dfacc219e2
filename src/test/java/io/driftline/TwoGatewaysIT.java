package io.driftline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two gateways share database, Redis, broker and worker; it is all the same to a user which of them answers. */
@ExtendWith(StackExtension.class)
class TwoGatewaysIT {
    @Test
    void tellTheSameToAUsersTabsWhicheverTheyAreOn(Stack stack) {
        var user = ApiUser.signUp(stack);
        var example = user.example("h3n2-variant");
        user.submission(example);
        var vertx = Vertx.vertx();
        var second = Running.await(App.start(vertx, stack.config()));
        try {
            var here = user.stream(0);
            var there = user.stream(0, second.port());
            List<String> jobs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                jobs.add(user.submit(example));
                jobs.add(user.submit(example, second.port()));
            }

            var all = LongStream.rangeClosed(1, 5L * jobs.size()).boxed().toList();
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                assertThat(here.offsets()).isEqualTo(all);
                assertThat(there.offsets()).isEqualTo(all);
            });
            assertThat(there.frames("event")).isEqualTo(here.frames("event"));
        } finally {
            Running.await(second.stop());
            Running.await(vertx.close());
        }
    }

    @Test
    void endTheJobsOfOneThatStops(Stack stack) {
        var user = ApiUser.signUp(stack);
        var example = user.example("h3n2-variant");
        user.submission(example);
        var vertx = Vertx.vertx();
        var second = Running.await(App.start(vertx, stack.config()));
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            jobs.add(user.submit(example, second.port()));
        }

        Running.await(second.stop());
        Running.await(vertx.close());

        jobs.forEach(job -> assertThat(user.awaitEnd(job).getString("state")).isEqualTo("SUCCEEDED"));
        var stream = user.stream(0);
        var all = LongStream.rangeClosed(1, 5L * jobs.size()).boxed().toList();
        await().untilAsserted(() -> assertThat(stream.offsets()).isEqualTo(all));
    }

    @Test
    void tellScriptsThatPollThePercent(Stack stack) {
        var user = ApiUser.signUp(stack);
        var many = user.submission(Strains.fasta(user.example("h3n2-variant"), 440))
                .put("mode", "all");
        var vertx = Vertx.vertx();
        var second = Running.await(App.start(vertx, stack.config()));
        try {
            // A gauge of which any value may be missed, so a job is run until one was seen at both.
            await().atMost(Duration.ofMinutes(2)).until(() -> {
                var job = user.post("/jobs", many).bodyAsJsonObject().getString("id");
                List<Double> here = new ArrayList<>();
                List<Double> there = new ArrayList<>();
                await().pollInterval(Duration.ofMillis(50)).until(() -> {
                    note(user.job(job), here);
                    note(user.job(job, second.port()), there);
                    return user.job(job).getString("finishedAt") != null;
                });
                assertThat(user.job(job).getDouble("progress")).isEqualTo(100);
                assertThat(here).isSorted();
                assertThat(there).isSorted();
                return !here.isEmpty() && !there.isEmpty();
            });
        } finally {
            Running.await(second.stop());
            Running.await(vertx.close());
        }
    }

    /** Notes the percent of a job that is still predicting, if it is another than the last. */
    private static void note(JsonObject job, List<Double> percents) {
        var percent = job.getDouble("progress");
        boolean running = "PREDICTING".equals(job.getString("state"));
        if (running
                && percent != null
                && (percents.isEmpty() || !percents.get(percents.size() - 1).equals(percent))) {
            percents.add(percent);
        }
    }
}
