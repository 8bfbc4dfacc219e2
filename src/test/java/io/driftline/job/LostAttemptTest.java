package io.driftline.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Attempts that are lost, and ends that no worker makes. */
class LostAttemptTest {
    private final JobRules rules = new JobRules(SampleJob.ATTEMPTS);
    private final SampleJob sample = new SampleJob();
    private final JobId id = sample.id;

    @Test
    void aLostAttemptGoesBackToTheQueueUntilTheLast() {
        var job = sample.job(JobState.Open.PREDICTING, 3);
        var again = rules.giveUp(job, 2, "silent");

        assertThat(again.queued()).containsExactly(id);
        assertThat(again.moves()).singleElement().satisfies(move -> {
            assertThat(move.job().givenUp()).isEqualTo(1);
            assertThat(move.job().worker()).isNull();
            assertThat(move.job().lastSeq()).isZero();
            assertThat(move.job().attempt()).isEqualTo(2);
        });
        assertThat(again.events()).extracting(event -> event.message().key()).containsExactly("job.requeued");

        var last = rules.giveUp(SampleJob.lost(job, SampleJob.ATTEMPTS - 1), 2, "silent");
        assertThat(last.ended()).extracting(LockedJob::state).containsExactly(JobState.End.FAILED);
        assertThat(problem(last)).isEqualTo("urn:problem:job/attempts-exhausted");
    }

    @Test
    void whatIsGivenUpMustBeTheAttemptThatHoldsTheJob() {
        var job = sample.job(JobState.Open.PREDICTING, 3);

        assertThat(rules.giveUp(job, 1, "silent")).isEqualTo(Decision.NONE);
        assertThat(rules.giveUp(job.queuedAgain(1), 2, "silent")).isEqualTo(Decision.NONE);
        assertThat(rules.lose(job, 2, "http://another:5000", Loss.SILENT)).isEqualTo(Decision.NONE);
        assertThat(rules.fail(job, 1)).isEqualTo(Decision.NONE);
    }

    @Test
    void whatAWorkerGivesBackUntouchedCostsNoAttempt() {
        var decision = rules.lose(
                SampleJob.lost(sample.job(JobState.Open.CHECKING, 1), SampleJob.ATTEMPTS - 1),
                2,
                SampleJob.WORKER,
                Loss.RETURNED);

        assertThat(decision.moves()).extracting(move -> move.job().givenUp()).containsExactly(SampleJob.ATTEMPTS - 1);
        assertThat(decision.queued()).containsExactly(id);
    }

    @Test
    void aComputationThatHungTooOftenSaysSo() {
        var decision = rules.lose(
                SampleJob.lost(sample.job(JobState.Open.PREDICTING, 3), SampleJob.ATTEMPTS - 1),
                2,
                SampleJob.WORKER,
                Loss.HUNG);

        assertThat(problem(decision)).isEqualTo("urn:problem:job/unfinished");
    }

    @Test
    void cancellingAndExpiryEndTheJobWhereItStands() {
        var job = sample.job(JobState.Open.ENCODING, 2);

        var cancelled = JobRules.cancel(job);
        assertThat(cancelled.ended()).extracting(LockedJob::state).containsExactly(JobState.End.CANCELLED);
        assertThat(cancelled.ended()).extracting(LockedJob::stage).containsExactly(Stage.ENCODING);
        var expired = JobRules.expire(List.of(job));
        assertThat(expired.ended()).extracting(LockedJob::state).containsExactly(JobState.End.EXPIRED);
        assertThat(expired.events()).extracting(event -> event.message().key()).containsExactly("job.expired");
    }

    private static @Nullable String problem(Decision decision) {
        return Objects.requireNonNull(decision.moves().get(0).problem()).getString("type");
    }
}
