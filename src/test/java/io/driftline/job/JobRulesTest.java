package io.driftline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobRulesTest {
    private final JobRules rules = new JobRules(SampleJob.ATTEMPTS);
    private final SampleJob sample = new SampleJob();
    private final JobId id = sample.id;

    @Test
    void aReportMovesItsJobAndIsTold() {
        var decision = report(sample.job(JobState.Open.QUEUED, 0), sample.stage(2, 1, Stage.CHECKING));

        assertThat(decision.moves()).singleElement().satisfies(move -> {
            assertThat(move.job().state()).isEqualTo(JobState.Open.CHECKING);
            assertThat(move.job().stage()).isEqualTo(Stage.CHECKING);
            assertThat(move.job().lastSeq()).isEqualTo(1);
            assertThat(move.problem()).isNull();
        });
        assertThat(decision.events())
                .singleElement()
                .satisfies(event -> assertThat(event.message().key()).isEqualTo("stage.checking"));
        assertThat(decision.ended()).isEmpty();
        assertThat(decision.dropped()).isZero();
    }

    @Test
    void anotherAttemptIsNotHeard() {
        assertDropped(report(sample.job(JobState.Open.CHECKING, 1), sample.stage(1, 7, Stage.ENCODING)));
        assertDropped(report(sample.job(JobState.Open.CHECKING, 1), sample.stage(3, 7, Stage.ENCODING)));
    }

    @Test
    void anAttemptThatWasGivenUpIsNotHeardThoughItKeepsItsNumber() {
        assertDropped(report(sample.job(JobState.Open.QUEUED, 0).queuedAgain(1), sample.stage(2, 1, Stage.CHECKING)));
    }

    @Test
    void aMessageThatComesAgainIsDropped() {
        assertDropped(report(sample.job(JobState.Open.CHECKING, 4), sample.stage(2, 4, Stage.ENCODING)));
        assertDropped(report(sample.job(JobState.Open.CHECKING, 4), sample.stage(2, 3, Stage.ENCODING)));
    }

    @Test
    void aStageWhoseMessageWasLostIsPassedOverButNoneIsGoneBackTo() {
        var decision = report(sample.job(JobState.Open.CHECKING, 1), sample.stage(2, 3, Stage.PREDICTING));
        assertThat(decision.moves()).extracting(move -> move.job().state()).containsExactly(JobState.Open.PREDICTING);

        assertDropped(report(sample.job(JobState.Open.PREDICTING, 3), sample.stage(2, 4, Stage.ENCODING)));
    }

    @Test
    void noWorkerPutsAJobBackIntoTheQueue() {
        assertDropped(report(sample.job(JobState.Open.CHECKING, 1), sample.stage(2, 2, Stage.QUEUED)));
    }

    @ParameterizedTest
    @EnumSource
    void anEndIsNeverLeft(JobState.End end) {
        var ended = sample.job(end, 5);

        assertDropped(report(ended, sample.stage(2, 6, Stage.PREDICTING)));
        assertDropped(report(ended, sample.result(2, 6)));
        assertDropped(rules.report(Map.of(id, ended), Set.of(), List.of(), List.of(new ProgressReport(id, 2, 50))));
        assertThat(JobRules.cancel(ended)).isEqualTo(Decision.NONE);
        assertThat(JobRules.expire(List.of(ended))).isEqualTo(Decision.NONE);
        assertThat(rules.giveUp(ended, 2, "silent")).isEqualTo(Decision.NONE);
        assertThat(rules.fail(ended, 2)).isEqualTo(Decision.NONE);
    }

    @Test
    void aResultEndsItsJobAndIsKept() {
        var decision = report(sample.job(JobState.Open.PREDICTING, 3), sample.result(2, 4));

        assertThat(decision.ended()).extracting(LockedJob::state).containsExactly(JobState.End.SUCCEEDED);
        assertThat(decision.results()).hasSize(1);
        assertThat(decision.events()).singleElement().satisfies(event -> assertThat(event.result())
                .isEqualTo(new JsonObject().put("variant", true)));
    }

    @Test
    void aProblemFailsTheJobAtTheStageThatItTellsOf() {
        var problem = new JsonObject().put("type", "urn:problem:check/too-short");
        var failed = new StageReport(id, 2, 2, Stage.CHECKING, SampleJob.message("job.failed"), null, problem);

        var decision = report(sample.job(JobState.Open.CHECKING, 1), failed);

        assertThat(decision.moves()).singleElement().satisfies(move -> {
            assertThat(move.job().state()).isEqualTo(JobState.End.FAILED);
            assertThat(move.job().stage()).isEqualTo(Stage.CHECKING);
            assertThat(Objects.requireNonNull(move.problem()).getInteger("status"))
                    .isEqualTo(422);
        });
    }

    @Test
    void aBatchMovesAJobOnceAndTellsEachStep() {
        var decision = rules.report(
                Map.of(id, sample.job(JobState.Open.QUEUED, 0)),
                Set.of(),
                List.of(
                        sample.stage(2, 1, Stage.CHECKING),
                        sample.stage(2, 1, Stage.CHECKING),
                        sample.stage(2, 2, Stage.ENCODING)),
                List.of(new ProgressReport(id, 2, 10), new ProgressReport(id, 2, 20)));

        assertThat(decision.moves()).extracting(move -> move.job().lastSeq()).containsExactly(2L);
        assertThat(decision.events())
                .extracting(event -> event.job().state())
                .containsExactly(JobState.Open.CHECKING, JobState.Open.ENCODING);
        assertThat(decision.progress())
                .containsExactly(new Decision.Progress(sample.user, Stage.ENCODING, new ProgressReport(id, 2, 20)));
        assertThat(decision.renewed()).as("the move renews its lease").isEmpty();
        assertThat(decision.dropped()).isEqualTo(1);
    }

    @Test
    void progressAloneRenewsTheLease() {
        var job = sample.job(JobState.Open.PREDICTING, 3);
        var decision = rules.report(Map.of(id, job), Set.of(), List.of(), List.of(new ProgressReport(id, 2, 40)));

        assertThat(decision.renewed()).containsExactly(job);
        assertThat(decision.moves()).isEmpty();
        assertThat(decision.events()).isEmpty();
    }

    @Test
    void progressBesideTheEndIsNotTold() {
        var decision = rules.report(
                Map.of(id, sample.job(JobState.Open.PREDICTING, 3)),
                Set.of(),
                List.of(sample.result(2, 4)),
                List.of(new ProgressReport(id, 2, 99)));

        assertThat(decision.progress()).isEmpty();
        assertThat(decision.dropped()).isEqualTo(1);
    }

    @Test
    void aJobThatWasDeletedIsAnotherThingThanOneThatNeverWas() {
        var reports = List.of(sample.stage(2, 1, Stage.CHECKING));
        assertDropped(rules.report(Map.of(), Set.of(id), reports, List.of()));

        var decision = rules.report(Map.of(), Set.of(), reports, List.of(new ProgressReport(id, 2, 1)));
        assertThat(decision.unknown()).containsExactly(id);
        assertThat(decision.dropped()).isZero();
    }

    @Provide
    Arbitrary<List<StageReport>> reports() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.longs().between(1, 6),
                        Arbitraries.of(Stage.class))
                .as((attempt, seq, stage) ->
                        stage == Stage.RESULT ? sample.result(attempt, seq) : sample.stage(attempt, seq, stage))
                .list()
                .ofMaxSize(30);
    }

    /** However a batch is cut, the same jobs move, the same is told, and as much is dropped. */
    @Property
    void reportsComeToTheSameTogetherAndOneByOne(@ForAll("reports") List<StageReport> reports) {
        var together = rules.report(Map.of(id, sample.job(JobState.Open.QUEUED, 0)), Set.of(), reports, List.of());
        var job = sample.job(JobState.Open.QUEUED, 0);
        int told = 0;
        int dropped = 0;
        for (StageReport report : reports) {
            var decision = report(job, report);
            told += decision.events().size();
            dropped += decision.dropped();
            for (Decision.Move move : decision.moves()) {
                assertThat(job.state().mayBecome(move.job().state())).isTrue();
                job = move.job();
            }
        }
        assertThat(together.events()).hasSize(told);
        assertThat(together.dropped()).isEqualTo(dropped).isEqualTo(reports.size() - told);
        assertThat(together.moves()).hasSize(told == 0 ? 0 : 1);
        assertThat(together.ended()).hasSize(job.state().ended() ? 1 : 0);
        for (Decision.Move move : together.moves()) {
            assertThat(move.job()).isEqualTo(job);
        }
    }

    private Decision report(LockedJob job, StageReport report) {
        return rules.report(Map.of(id, job), Set.of(), List.of(report), List.of());
    }

    private static void assertDropped(Decision decision) {
        assertThat(decision.dropped()).isPositive();
        assertThat(decision.moves()).isEmpty();
        assertThat(decision.events()).isEmpty();
        assertThat(decision.unknown()).isEmpty();
    }
}
