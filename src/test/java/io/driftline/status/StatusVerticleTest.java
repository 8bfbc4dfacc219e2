package io.driftline.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.bus.Addresses;
import io.driftline.bus.RecordCodec;
import io.driftline.database.StatementRefused;
import io.driftline.identity.UserId;
import io.driftline.job.Decision;
import io.driftline.job.JobId;
import io.driftline.job.Loss;
import io.driftline.job.ProgressReport;
import io.driftline.job.Stage;
import io.driftline.job.StageReport;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.Applied;
import io.driftline.jobs.Changes;
import io.driftline.jobs.JobLeases;
import io.driftline.jobs.LapsedLease;
import io.driftline.jobs.NodeLink;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.testing.Running;
import io.driftline.testing.SignedLines;
import io.driftline.testing.memory.MemoryStatusSource;
import io.driftline.tracing.Traces;
import io.driftline.wire.StatusKeys;
import io.driftline.words.ServiceWords;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a message that cannot be applied does to the others: nothing. */
class StatusVerticleTest {
    private static final int LIMIT = 64 << 10;

    private final Vertx vertx = Vertx.vertx();
    private final StatusKeys keys = new StatusKeys(new byte[32]);
    private final MemoryStatusSource source = new MemoryStatusSource();
    private final List<JobId> jobs = List.of(JobId.random(), JobId.random(), JobId.random(), JobId.random());
    private final List<StageReport> stored = new CopyOnWriteArrayList<>();
    private final List<JobId> failed = new CopyOnWriteArrayList<>();
    private final UserId owner = UserId.random();
    private volatile int holds = 1;
    private volatile Function<List<StageReport>, Optional<Throwable>> database = reports -> Optional.empty();

    @BeforeEach
    void deploy() {
        RecordCodec.register(vertx.eventBus());
        var announcer = new Announcer(vertx.eventBus(), NodeLink.NONE);
        Running.await(vertx.deployVerticle(
                new StatusVerticle(vertx, source, this::apply, new Leases(), announcer, keys, LIMIT, Traces.none())));
    }

    @AfterEach
    void close() {
        Running.await(vertx.close());
    }

    @Test
    void findsTheRefusedMessageAmongItsNeighboursAndFailsItsJobAlone() {
        var bad = jobs.get(2);
        database = reports -> speaksOf(bad, reports) ? Optional.of(refused()) : Optional.empty();

        source.publish(body());

        await().untilAsserted(() -> assertThat(source.deadLetters)
                .singleElement()
                .asString()
                .contains("could not be applied", "Data too long"));
        await().untilAsserted(() -> assertThat(failed).containsExactly(bad));
        assertThat(stored)
                .extracting(StageReport::job)
                .as("each once, and in their order")
                .containsExactly(jobs.get(0), jobs.get(1), jobs.get(3));
    }

    @Test
    void waitsOutAnOutageWithEverythingInHand() {
        var tries = new AtomicInteger();
        database = reports -> tries.incrementAndGet() < 3 ? Optional.of(away()) : Optional.empty();

        source.publish(body());

        await().untilAsserted(
                        () -> assertThat(stored).extracting(StageReport::job).containsExactlyElementsOf(jobs));
        assertThat(source.deadLetters).isEmpty();
        assertThat(failed).isEmpty();
    }

    @Test
    void givesAFaultThatNobodyForesawAFewSecondsToPass() {
        var tries = new AtomicInteger();
        var strange = new StatementRefused(StatementRefused.Reason.UNKNOWN, new IllegalStateException("error 1105"));
        database = reports -> tries.incrementAndGet() < 3 ? Optional.of(strange) : Optional.empty();

        source.publish(body());

        await().untilAsserted(() -> assertThat(stored).hasSize(jobs.size()));
        assertThat(source.deadLetters).isEmpty();
        assertThat(failed).isEmpty();
    }

    @Test
    void aBugThatOneMessageMeetsStopsNobodyForLong() {
        var bad = jobs.get(0);
        database =
                reports -> speaksOf(bad, reports) ? Optional.of(new IllegalStateException("a bug")) : Optional.empty();

        source.publish(body());

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(failed).containsExactly(bad));
        assertThat(stored).hasSize(jobs.size() - 1);
        assertThat(source.deadLetters).hasSize(1);
    }

    @Test
    void aSignedLineWithoutSenseFailsItsJob() {
        var event = event(jobs.get(0)).put("problem", new JsonObject().put("n", "é".repeat(31_000)));

        source.publish(SignedLines.sign(keys, jobs.get(0), 1, event));

        await().untilAsserted(() -> assertThat(failed).containsExactly(jobs.get(0)));
        assertThat(source.deadLetters).containsExactly("problem has more than 60000 bytes");
    }

    @Test
    void aTickOfAnAttemptIsNeverToldOnceItsSuccessorHasSpoken() {
        var job = jobs.get(0);
        List<Integer> told = new CopyOnWriteArrayList<>();
        Running.await(Addresses.userChannel(owner)
                .consume(
                        vertx.eventBus(),
                        said -> told.add(said.frame().toJsonObject().getInteger("attempt")))
                .completion());
        source.publish(tick(job, 1));
        await().untilAsserted(() -> assertThat(told).containsExactly(1));

        holds = 2;
        source.publish(SignedLines.sign(keys, job, 2, event(job).put("attempt", 2)));
        await().untilAsserted(() -> assertThat(stored).hasSize(1));
        source.publish(tick(job, 1));
        source.publish(tick(job, 2));

        await().untilAsserted(() -> assertThat(told).contains(2));
        assertThat(told).containsExactly(1, 2);
    }

    private Buffer tick(JobId job, int attempt) {
        var progress = new JsonObject().put("kind", "progress").put("progress", 50);
        return SignedLines.sign(
                keys, job, attempt, progress.put("job", job.value()).put("attempt", attempt));
    }

    private Future<Applied> apply(List<StageReport> reports, List<ProgressReport> ticks) {
        return database.apply(reports)
                .<Future<Applied>>map(Future::failedFuture)
                .orElseGet(() -> {
                    stored.addAll(reports);
                    var passed = ticks.stream()
                            .filter(tick -> tick.attempt() == holds)
                            .map(tick -> new Decision.Progress(owner, Stage.PREDICTING, tick))
                            .toList();
                    return Future.succeededFuture(new Applied(Changes.NONE, passed, List.of(), Set.of(), 0));
                });
    }

    private static boolean speaksOf(JobId job, List<StageReport> reports) {
        return reports.stream().anyMatch(report -> report.job().equals(job));
    }

    private static Throwable refused() {
        return new StatementRefused(
                StatementRefused.Reason.VALUES, new IllegalStateException("Data too long for column 'problem'"));
    }

    private static Throwable away() {
        return ServiceException.retryLater(
                ProblemType.UNAVAILABLE, ServiceWords.DATABASE_AWAY.message(), Duration.ofSeconds(1));
    }

    /** One body, as a worker joins them: a line of each job. */
    private Buffer body() {
        List<String> lines = new ArrayList<>();
        jobs.forEach(job -> lines.add(SignedLines.sign(keys, job, 1, event(job)).toString()));
        return Buffer.buffer(String.join("\n", lines));
    }

    private static JsonObject event(JobId job) {
        return new JsonObject()
                .put("kind", "event")
                .put("job", job.value())
                .put("attempt", 1)
                .put("seq", 1)
                .put("stage", "checking")
                .put("messageKey", "stage.checking")
                .put("message", "m");
    }

    private final class Leases implements JobLeases {
        @Override
        public Future<Changes> fail(JobId job, int attempt) {
            failed.add(job);
            return Future.succeededFuture(Changes.NONE);
        }

        @Override
        public Future<List<LapsedLease>> takeLapsed(int limit) {
            return Future.succeededFuture(List.of());
        }

        @Override
        public Future<Void> renew(LapsedLease lease) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Changes> giveUp(JobId job, int attempt, String reason) {
            return Future.succeededFuture(Changes.NONE);
        }

        @Override
        public Future<Changes> lose(LapsedLease attempt, Loss loss) {
            return Future.succeededFuture(Changes.NONE);
        }

        @Override
        public Future<Changes> expire(int limit) {
            return Future.succeededFuture(Changes.NONE);
        }
    }
}
