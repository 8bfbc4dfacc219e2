package io.driftline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.driftline.testing.Signals;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.backends.Backends;
import io.driftline.testing.client.ApiStream;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each part killed while jobs are under way: every accepted job ends, and its owner sees every step once, in order. */
@ExtendWith(StackExtension.class)
class FaultsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void aJobOfAWorkerThatFroze_andWasKilled_runsAgain(Stack stack) throws Exception {
        var user = ApiUser.signUp(stack);
        var example = user.example("h3n2-variant");
        user.awaitEnd(user.submit(example));
        long worker = stack.backends().process("worker").pid();
        Signals.send("STOP", worker);
        var jobs = submitSome(user, example, 3);
        await().atMost(PATIENCE)
                .until(() -> jobs.stream().anyMatch(job -> user.job(job).getInteger("attempt") > 0));

        Signals.send("KILL", worker);

        assertAllEndWell(user, jobs);
        assertThat(jobs.stream().map(job -> user.job(job).getInteger("attempt")).toList())
                .anyMatch(attempt -> attempt > 1);
        assertGapless(user);
    }

    @Test
    void jobsEndThoughRedisIsKilled(Stack stack) throws Exception {
        var user = ApiUser.signUp(stack);
        var example = user.example("h3n2-variant");
        var jobs = submitSome(user, example, 10);

        Signals.send("KILL", stack.backends().process("redis").pid());
        jobs.addAll(submitSome(user, example, 10));

        assertAllEndWell(user, jobs);
        assertGapless(user);
    }

    @Test
    void jobsEndThoughTheGatewayIsRestarted(Stack stack) {
        var user = ApiUser.signUp(stack);
        var jobs = submitSome(user, user.example("h3n2-variant"), 30);
        var stream = user.stream(0);

        stack.restartGateway();

        assertThat(stream.awaitClose()).isEqualTo((short) 1012);
        assertAllEndWell(user, jobs);
        assertGapless(user);
    }

    @Test
    void jobsEndThoughTheBrokerIsKilled(Stack stack) throws Exception {
        assumeTrue(Backends.areDebians(), "the embedded broker dies with the JVM");
        var user = ApiUser.signUp(stack);
        var example = user.example("h3n2-variant");
        var jobs = submitSome(user, example, 10);

        Signals.send("KILL", stack.backends().process("broker").pid());
        jobs.addAll(submitSome(user, example, 10));

        assertAllEndWell(user, jobs);
        assertGapless(user);
    }

    @Test
    void saysSoWhileTheDatabaseIsAway_andGoesOnAfterwards(Stack stack) throws Exception {
        var user = ApiUser.signUp(stack);
        var example = user.example("h3n2-variant");
        var submission = user.submission(example);
        var jobs = submitSome(user, example, 5);

        Signals.send("KILL", stack.backends().process("database").pid());
        HttpResponse<Buffer> refused = await().atMost(PATIENCE)
                .until(() -> user.post("/jobs", submission), answer -> answer.statusCode() != 202);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.getHeader("Retry-After")).isNotNull();
        assertThat(refused.bodyAsJsonObject().getString("type")).isEqualTo("urn:problem:service/unavailable");
        await().atMost(PATIENCE).until(() -> user.post("/jobs", submission).statusCode() == 202);
        assertAllEndWell(user, jobs);
        assertGapless(user);
    }

    private static List<String> submitSome(ApiUser user, String example, int count) {
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(user.submit(example));
        }
        return jobs;
    }

    private static void assertAllEndWell(ApiUser user, List<String> jobs) {
        jobs.forEach(job -> await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(user.job(job).getString("state")).isEqualTo("SUCCEEDED")));
    }

    private static void assertGapless(ApiUser user) {
        ApiStream stream = user.stream(0);
        await().atMost(PATIENCE).untilAsserted(() -> {
            var offsets = stream.offsets();
            assertThat(offsets).isNotEmpty();
            assertThat(offsets)
                    .isEqualTo(LongStream.rangeClosed(1, offsets.size()).boxed().toList());
            assertThat(openJobs(stream)).isEmpty();
        });
        assertThat(endsPerJob(stream)).allMatch(ends -> ends == 1);
    }

    private static List<String> openJobs(ApiStream stream) {
        var ended = stream.frames("event").stream()
                .filter(event -> isEnd(event.getString("state")))
                .map(event -> event.getString("job"))
                .toList();
        return stream.frames("event").stream()
                .map(event -> event.getString("job"))
                .filter(job -> !ended.contains(job))
                .toList();
    }

    private static List<Long> endsPerJob(ApiStream stream) {
        return stream.frames("event").stream()
                .map(event -> event.getString("job"))
                .distinct()
                .map(job -> stream.frames("event").stream()
                        .filter(event -> job.equals(event.getString("job")) && isEnd(event.getString("state")))
                        .count())
                .toList();
    }

    private static boolean isEnd(String state) {
        return List.of("SUCCEEDED", "FAILED", "CANCELLED", "EXPIRED").contains(state);
    }
}
