package io.driftline.jobs.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobState;
import io.driftline.job.ModelRef;
import io.driftline.job.ProgressReport;
import io.driftline.job.QueuedJob;
import io.driftline.job.Stage;
import io.driftline.jobs.Applied;
import io.driftline.testing.MutableClock;
import io.driftline.testing.Store;
import io.driftline.testing.memory.MemoryJobs;
import io.driftline.testing.memory.MemoryRows;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.BeforeTry;

/** One job, several nodes and its workers, in whatever order they act: the fence, the lease and the number of attempts. */
class LeasePropertyTest {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final List<Stage> WORK = List.of(Stage.CHECKING, Stage.ENCODING, Stage.PREDICTING, Stage.RESULT);

    private final UserId user = UserId.random();
    private final JobId job = JobId.random();
    private final MutableClock clock = new MutableClock();
    private final Set<Integer> givenUp = new HashSet<>();
    private MemoryJobs jobs = new MemoryJobs(clock, LEASE);
    private Instant heard = clock.instant();

    /** One instance serves all tries. */
    @BeforeTry
    void startAnew() {
        jobs = new MemoryJobs(clock, LEASE);
        givenUp.clear();
        heard = clock.instant();
    }

    private enum What {
        CLAIM,
        UNCLAIM,
        REPORT,
        REPORT_AGAIN,
        TICK,
        WAIT,
        GIVE_UP,
        CANCEL
    }

    /** @param back how many attempts ago the one was that it speaks for */
    private record Act(What what, int back, int step) {}

    @Provide
    static Arbitrary<List<Act>> acts() {
        var often = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of(What.CLAIM, What.REPORT, What.GIVE_UP, What.WAIT)),
                Tuple.of(4, Arbitraries.of(What.UNCLAIM, What.REPORT_AGAIN, What.TICK)),
                Tuple.of(1, Arbitraries.just(What.CANCEL)));
        var back = Arbitraries.frequency(Tuple.of(3, 0), Tuple.of(1, 1));
        return Combinators.combine(often, back, Arbitraries.integers().between(1, 4))
                .as(Act::new)
                .list()
                .ofMaxSize(80);
    }

    @Property
    void whatWasGivenUpNeverSpeaksAgain(@ForAll("acts") List<Act> acts) {
        jobs.submit(job, Store.submission(user, null));
        for (Act act : acts) {
            var before = standing();
            act(act, before);
            var now = standing();

            if (before.state().ended()) {
                assertThat(now).isEqualTo(before);
            }
            assertThat(now.givenUp()).isBetween(before.givenUp(), 2);
            if (act.what() != What.UNCLAIM) {
                assertThat(now.attempt()).isGreaterThanOrEqualTo(before.attempt());
            }
            if (!now.state().ended() && now.state() != JobState.Open.QUEUED) {
                assertThat(now.held()).isTrue();
            }
            leaseCounts();
        }
        toldInOrder();
    }

    private void act(Act act, MemoryRows.Standing now) {
        int attempt = Math.max(0, now.attempt() - act.back());
        var claim = new QueuedJob(
                job,
                user,
                new ModelRef(3, "cnn", "1", "blosum62"),
                Store.submission(user, null).mode(),
                attempt);
        switch (act.what()) {
            case CLAIM -> jobs.claim(claim, Store.WORKER).result().ifPresent(mine -> heard = clock.instant());
            case UNCLAIM -> jobs.unclaim(claim);
            case REPORT -> report(attempt, act.step(), 1);
            case REPORT_AGAIN -> report(attempt, act.step(), 2);
            case TICK ->
                hear(jobs.apply(List.of(), List.of(new ProgressReport(job, attempt, 50)))
                        .result());
            case WAIT -> clock.advance(Duration.ofSeconds(3L * act.step()));
            case GIVE_UP -> {
                if (!jobs.giveUp(job, attempt, "silent").result().told().isEmpty()) {
                    givenUp.add(attempt);
                }
            }
            case CANCEL -> jobs.cancel(job);
        }
    }

    private void report(int attempt, int step, int times) {
        for (int i = 0; i < times; i++) {
            var applied = jobs.apply(List.of(Store.report(job, attempt, step, WORK.get(step - 1))), List.of())
                    .result();
            assertThat(givenUp.contains(attempt) && applied.dropped() == 0).isFalse();
            hear(applied);
        }
    }

    private void hear(Applied applied) {
        if (applied.dropped() == 0) {
            heard = clock.instant();
        }
    }

    /** An attempt lapses exactly when nothing was heard of it for longer than its lease, and only while it counts. */
    private void leaseCounts() {
        var now = standing();
        boolean silent = now.held() && !now.state().ended() && heard.plus(LEASE).isBefore(clock.instant());
        assertThat(jobs.takeLapsed(10).result()).hasSize(silent ? 1 : 0);
    }

    private void toldInOrder() {
        var frames = jobs.events(user).stream()
                .map(event -> event.frame().toJsonObject())
                .toList();
        long offset = 0;
        int ends = 0;
        Set<String> steps = new HashSet<>();
        for (JsonObject frame : frames) {
            assertThat(frame.getLong("offset")).isEqualTo(++offset);
            assertThat(ends).isZero();
            assertThat(steps.add(frame.getInteger("attempt") + frame.getString("state")))
                    .isTrue();
            ends += JobState.of(frame.getString("state")).ended() ? 1 : 0;
        }
        assertThat(ends).isEqualTo(standing().state().ended() ? 1 : 0);
    }

    private MemoryRows.Standing standing() {
        return jobs.standing(job).orElseThrow();
    }
}
