package io.driftline.jobs.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobState;
import io.driftline.job.ProgressReport;
import io.driftline.job.Stage;
import io.driftline.job.StageReport;
import io.driftline.jobs.Applied;
import io.driftline.jobs.Changes;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Store;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reports on the real database: doubled, late, jumping, foreign, and racing with the owner. */
@ExtendWith(StackExtension.class)
class MySqlJobProgressIT {
    private final UserId user = UserId.random();
    private Store store;

    @BeforeEach
    void use(Store empty) {
        store = empty;
        store.add(user);
    }

    @AfterEach
    void leaveNothing() {
        store.empty();
    }

    @Test
    void aBatchMovesEachJobThroughItsStages() {
        var first = store.claimed(user);
        var second = store.claimed(user);

        var applied = apply(
                Store.report(first, 1, 1, Stage.CHECKING),
                Store.report(second, 1, 1, Stage.CHECKING),
                Store.report(first, 1, 2, Stage.ENCODING),
                Store.report(first, 1, 3, Stage.PREDICTING),
                Store.report(second, 1, 2, Stage.ENCODING),
                Store.report(first, 1, 4, Stage.RESULT));

        assertThat(applied.dropped()).isZero();
        assertThat(applied.changes().told()).hasSize(6);
        assertThat(applied.changes().ended()).singleElement().satisfies(ended -> assertThat(ended.state())
                .isEqualTo(JobState.End.SUCCEEDED));
        assertThat(store.state(first)).isEqualTo("SUCCEEDED");
        assertThat(store.state(second)).isEqualTo("ENCODING");
        assertThat(store.number("SELECT COUNT(*) FROM job_result")).isEqualTo(1);
        assertThat(offsets()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void whatComesTwiceCountsOnce() {
        var job = store.claimed(user);
        var checking = Store.report(job, 1, 1, Stage.CHECKING);
        var encoding = Store.report(job, 1, 2, Stage.ENCODING);

        var applied = apply(checking, checking, encoding, checking, encoding);
        var again = apply(encoding, checking);

        assertThat(applied.dropped()).isEqualTo(3);
        assertThat(again.dropped()).isEqualTo(2);
        assertThat(again.changes()).isEqualTo(Changes.NONE);
        assertThat(store.keys(user)).containsExactly("job.queued", "stage.checking", "stage.encoding");
    }

    @Test
    void anotherAttemptChangesNothing() {
        var job = store.claimed(user);
        Running.await(store.leases.giveUp(job, 1, "silent"));
        store.claim(user, job);

        var applied = apply(
                Store.report(job, 1, 7, Stage.RESULT),
                Store.report(job, 3, 1, Stage.CHECKING),
                Store.failure(job, 1, 8, Stage.CHECKING));

        assertThat(applied.dropped()).isEqualTo(3);
        assertThat(store.state(job)).isEqualTo("QUEUED");
        assertThat(store.number("SELECT COUNT(*) FROM job_result")).isZero();
    }

    @Test
    void anAttemptThatWasGivenUpChangesNothingThoughNobodyHasClaimedTheJobAgain() {
        var job = store.claimed(user);
        var checking = Store.report(job, 1, 1, Stage.CHECKING);
        apply(checking);
        Running.await(store.leases.giveUp(job, 1, "silent"));

        var applied = apply(checking, Store.report(job, 1, 2, Stage.ENCODING));
        var ticked = Running.await(store.progress.apply(List.of(), List.of(new ProgressReport(job, 1, 50))));

        assertThat(applied.dropped()).isEqualTo(2);
        assertThat(ticked.dropped()).isEqualTo(1);
        assertThat(ticked.progress()).isEmpty();
        assertThat(store.state(job)).isEqualTo("QUEUED");
        assertThat(store.number("SELECT lease_until IS NULL FROM job")).isEqualTo(1);
        assertThat(Running.await(store.claims.waiting(1))).hasSize(1);
        assertThat(store.keys(user)).containsExactly("job.queued", "stage.checking", "job.requeued");
    }

    @Test
    void aJumpForwardCountsAndAStepBackDoesNot() {
        var job = store.claimed(user);

        var applied = apply(
                Store.report(job, 1, 3, Stage.PREDICTING),
                Store.report(job, 1, 2, Stage.ENCODING),
                Store.report(job, 1, 4, Stage.CHECKING));

        assertThat(applied.dropped()).isEqualTo(2);
        assertThat(store.state(job)).isEqualTo("PREDICTING");
    }

    @Test
    void anUnknownJobHarmsNobody() {
        var job = store.claimed(user);
        var stranger = JobId.random();

        var applied = Running.await(store.progress.apply(
                List.of(Store.report(stranger, 1, 1, Stage.CHECKING), Store.report(job, 1, 1, Stage.CHECKING)),
                List.of(new ProgressReport(JobId.random(), 1, 10))));

        assertThat(applied.unknown()).hasSize(2).contains(stranger);
        assertThat(store.state(job)).isEqualTo("CHECKING");
    }

    @Test
    void nothingFollowsAnEnd() {
        var job = store.claimed(user);
        apply(Store.failure(job, 1, 1, Stage.CHECKING));

        var applied = apply(Store.report(job, 1, 2, Stage.RESULT), Store.failure(job, 1, 3, Stage.ENCODING));

        assertThat(applied.dropped()).isEqualTo(2);
        assertThat(store.state(job)).isEqualTo("FAILED");
        assertThat(store.keys(user)).containsExactly("job.queued", "job.bad");
        assertThat(store.number("SELECT lease_until IS NULL AND finished_at IS NOT NULL FROM job"))
                .isEqualTo(1);
    }

    @Test
    void aTickRenewsTheLeaseAndTellsTheLatestProgress() {
        var job = store.claimed(user);
        store.lapse(job);

        var applied = Running.await(store.progress.apply(
                List.of(), List.of(new ProgressReport(job, 1, 10), new ProgressReport(job, 1, 30))));

        assertThat(applied.progress())
                .singleElement()
                .satisfies(progress -> assertThat(progress.report().progress()).isEqualTo(30));
        assertThat(Running.await(store.leases.takeLapsed(10))).isEmpty();
        assertThat(store.keys(user)).containsExactly("job.queued");
    }

    @RepeatedTest(20)
    void aCancellationThatRacesWithTheResultMakesOneEnd() {
        var job = store.claimed(user);

        Future<Changes> cancelled = store.jobs.cancel(user, job);
        Future<Applied> applied = store.progress.apply(List.of(Store.report(job, 1, 1, Stage.RESULT)), List.of());
        Future<Changes> again = store.jobs.cancel(user, job);
        Future<Changes> lost = store.leases.giveUp(job, 1, "silent");
        Running.await(Future.join(cancelled, applied, again, lost));

        var ends = told("SUCCEEDED", "CANCELLED", "FAILED", "EXPIRED");
        assertThat(ends).hasSize(1);
        assertThat(store.state(job)).isEqualTo(ends.get(0).getString("state"));
        assertThat(store.number("SELECT COUNT(*) FROM job_result"))
                .isEqualTo(store.state(job).equals("SUCCEEDED") ? 1 : 0);
        assertThat(offsets())
                .isEqualTo(java.util.stream.LongStream.rangeClosed(1, offsets().size())
                        .boxed()
                        .toList());
    }

    @Test
    void aJobThatIsDeletedWhileItRunsIsCancelledAndSaysNoMore() {
        var job = store.claimed(user);
        apply(Store.report(job, 1, 1, Stage.CHECKING));

        var changes = Running.await(store.jobs.delete(user, job));
        var late = apply(Store.report(job, 1, 2, Stage.ENCODING));

        assertThat(changes.ended()).singleElement().satisfies(ended -> {
            assertThat(ended.state()).isEqualTo(JobState.End.CANCELLED);
            assertThat(ended.worker()).isEqualTo(Store.WORKER);
        });
        assertThat(late.unknown()).isEmpty();
        assertThat(late.dropped()).isEqualTo(1);
        assertThat(store.number("SELECT COUNT(*) FROM job")).isZero();
        assertThat(store.number("SELECT COUNT(*) FROM job_input")).isZero();
        assertThat(store.keys(user)).containsExactly("job.deleted", "job.deleted", "job.deleted");
        assertThatThrownBy(() -> Running.await(store.jobs.delete(user, job))).hasMessageContaining("no job");
    }

    @RepeatedTest(10)
    void aDeletionThatRacesWithTheResultLeavesNothingBehind() {
        var job = store.claimed(user);

        var applied = store.progress.apply(List.of(Store.report(job, 1, 1, Stage.RESULT)), List.of());
        var deleted = store.jobs.delete(user, job);
        Running.await(Future.join(applied, deleted));

        assertThat(store.number("SELECT COUNT(*) FROM job_result")).isZero();
        assertThat(told("SUCCEEDED", "CANCELLED")).hasSize(1);
        assertThat(store.told(user).toString()).doesNotContain("pairs");
    }

    private Applied apply(StageReport... reports) {
        return Running.await(store.progress.apply(List.of(reports), List.of()));
    }

    private List<Long> offsets() {
        return store.told(user).stream().map(frame -> frame.getLong("offset")).toList();
    }

    private List<JsonObject> told(String... states) {
        return store.told(user).stream()
                .filter(frame -> List.of(states).contains(frame.getString("state")))
                .toList();
    }
}
