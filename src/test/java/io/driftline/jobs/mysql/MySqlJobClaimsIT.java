package io.driftline.jobs.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.driftline.bus.news.JobSubmitted;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.PackedInput;
import io.driftline.job.QueuedJob;
import io.driftline.job.Stage;
import io.driftline.jobs.Accepted;
import io.driftline.jobs.Changes;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Store;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Submissions and claims on the real database, several at once. */
@ExtendWith(StackExtension.class)
class MySqlJobClaimsIT {
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
    void oneOfManyClaimsWins() {
        var job = store.submit(user);
        var queued = store.queued(user, job, 0);

        var claims = all(10, i -> store.claims.claim(queued, "http://worker-" + i));

        var won = claims.stream().flatMap(Optional::stream).toList();
        assertThat(won).hasSize(1);
        assertThat(won.get(0).attempt()).isEqualTo(1);
        assertThat(store.number("SELECT attempt FROM job WHERE id = ?", job.value()))
                .isEqualTo(1);
        assertThat(Running.await(store.claims.waiting(10))).isEmpty();
    }

    @Test
    void jobsWaitInTheOrderOfTheirSubmission() {
        var submitted = IntStream.range(0, 5).mapToObj(i -> store.submit(user)).toList();
        store.claim(user, submitted.get(1));

        assertThat(Running.await(store.claims.waiting(3)))
                .extracting(QueuedJob::job)
                .containsExactly(submitted.get(0), submitted.get(2), submitted.get(3));
        assertThat(Running.await(store.jobs.find(user, submitted.get(4))).position())
                .isEqualTo(4);
    }

    @Test
    void whoeverIsFirstInTheQueueIsToldWithAllThatItsWorkerNeeds() {
        var first = Running.await(store.jobs.submit(Store.submission(user, null)));
        var second = Running.await(store.jobs.submit(Store.submission(user, null)));

        var queued = Objects.requireNonNull(first.changes().queued().get(0).first());
        assertThat(queued.input())
                .isEqualTo(Running.await(store.claims.input(first.job())).orElseThrow());
        assertThat(Running.await(store.claims.waiting(1))).containsExactly(queued);
        assertThat(second.changes().queued()).containsExactly(new JobSubmitted(second.job()));
        assertThat(Running.await(store.claims.claim(queued, Store.WORKER))).contains(queued.claimed());
    }

    @Test
    void aLargeInputDoesNotComeWithTheQueue() {
        var large = store.submit(user);
        var small = store.submit(user);
        store.sql("UPDATE job_input SET records = REPEAT('x', 20000) WHERE job_id = ?", large.value());

        assertThat(Running.await(store.claims.waiting(10)))
                .extracting(QueuedJob::job, job -> job.input() == null)
                .containsExactly(tuple(large, true), tuple(small, false));
    }

    @Test
    void anUndoneClaimLeavesNoTrace() {
        var job = store.submit(user);
        var claimed = store.claim(user, job);

        Running.await(store.claims.unclaim(claimed));

        assertThat(Running.await(store.claims.waiting(10)))
                .extracting(QueuedJob::attempt)
                .containsExactly(0);
        assertThat(store.number("SELECT lease_until IS NULL AND worker IS NULL FROM job"))
                .isEqualTo(1);
        assertThat(store.keys(user)).containsExactly("job.queued");
    }

    @Test
    void aClaimIsNotUndoneOnceItsWorkerHasSpoken() {
        var job = store.submit(user);
        var claimed = store.claim(user, job);
        Running.await(store.progress.apply(List.of(Store.report(job, 1, 1, Stage.CHECKING)), List.of()));

        Running.await(store.claims.unclaim(claimed));

        assertThat(store.state(job)).isEqualTo("CHECKING");
        assertThat(store.number("SELECT attempt FROM job")).isEqualTo(1);
    }

    @Test
    void aLateUndoingLeavesTheNextClaimAlone() {
        var job = store.submit(user);
        var first = store.claim(user, job);
        Running.await(store.leases.giveUp(job, 1, "silent"));
        Running.await(store.claims.unclaim(first));
        store.claim(user, job);

        Running.await(store.claims.unclaim(first));

        assertThat(store.number("SELECT attempt FROM job WHERE worker IS NOT NULL"))
                .isEqualTo(2);
    }

    @Test
    void aJobThatWasDeletedHasNoInputAndCannotBeClaimed() {
        var job = store.submit(user);
        assertThat(PackedInput.items(Running.await(store.claims.input(job)).orElseThrow()))
                .hasSize(2);

        Running.await(store.jobs.delete(user, job));

        assertThat(Running.await(store.claims.input(job))).isEmpty();
        assertThat(Running.await(store.claims.claim(store.queued(user, job, 0), Store.WORKER)))
                .isEmpty();
    }

    @Test
    void oneKeyGivesOneJobHoweverOftenItIsSentAtOnce() {
        var answers = all(20, i -> store.jobs.submit(Store.submission(user, "the same")));

        assertThat(answers)
                .extracting(Accepted::job)
                .containsOnly(answers.get(0).job());
        assertThat(store.number("SELECT COUNT(*) FROM job")).isEqualTo(1);
        assertThat(store.number("SELECT COUNT(*) FROM job_input")).isEqualTo(1);
        assertThat(answers.stream().filter(answer -> !answer.changes().equals(Changes.NONE)))
                .hasSize(1);
        assertThat(store.keys(user)).containsExactly("job.queued");
    }

    @Test
    void twoUsersMayUseTheSameKey() {
        var mine = Running.await(store.jobs.submit(Store.submission(user, "key")));
        var theirs = Running.await(store.jobs.submit(Store.submission(store.add(UserId.random()), "key")));

        assertThat(mine.job()).isNotEqualTo(theirs.job());
    }

    @Test
    void offsetsAreConsecutiveUnderManyTransactionsOfOneUser() {
        all(20, i -> store.jobs.submit(Store.submission(user, null)));

        assertThat(store.told(user))
                .extracting(frame -> frame.getLong("offset"))
                .isEqualTo(upTo(20));
    }

    @Test
    void offsetsAreConsecutiveWhoeverChangesTheJobs() {
        var jobs = all(20, i -> store.jobs.submit(Store.submission(user, null)).map(Accepted::job));
        jobs.forEach(job -> store.claim(user, job));

        all(20, i -> switch (i % 4) {
            case 0 -> store.jobs.cancel(user, jobs.get(i)).mapEmpty();
            case 1 -> store.leases.giveUp(jobs.get(i), 1, "silent").mapEmpty();
            case 2 -> store.jobs.submit(Store.submission(user, null)).mapEmpty();
            default ->
                store.progress
                        .apply(
                                List.of(
                                        Store.report(jobs.get(i), 1, 1, Stage.CHECKING),
                                        Store.report(jobs.get(i - 1), 1, 1, Stage.CHECKING)),
                                List.of())
                        .mapEmpty();
        });

        assertThat(store.told(user))
                .extracting(frame -> frame.getLong("offset"))
                .isEqualTo(upTo(45));
        assertThat(store.number("SELECT last_offset FROM event_counter")).isEqualTo(45);
    }

    @Test
    void aHeldJobIsToldWithItsWorkerAndItsInput() {
        var job = store.submit(user);
        store.claim(user, job);

        var held = Running.await(store.claims.held(job)).orElseThrow();

        assertThat(held.worker()).isEqualTo(Store.WORKER);
        assertThat(held.job().attempt()).isEqualTo(1);
        assertThat(held.input())
                .isEqualTo(Running.await(store.claims.input(job)).orElseThrow());
        assertThat(Running.await(store.claims.held(JobId.random()))).isEmpty();
    }

    @Test
    void somebodyElsesJobIsLikeNone() {
        var job = store.submit(user);
        var other = store.add(UserId.random());

        assertThatThrownBy(() -> Running.await(store.jobs.cancel(other, job))).hasMessageContaining("no job");
        assertThatThrownBy(() -> Running.await(store.jobs.delete(other, job))).hasMessageContaining("no job");
        assertThatThrownBy(() -> Running.await(store.jobs.find(other, job))).hasMessageContaining("no job");
        assertThatThrownBy(() -> Running.await(store.jobs.find(user, JobId.random())))
                .hasMessageContaining("no job");
        assertThat(store.state(job)).isEqualTo("QUEUED");
    }

    private static <T> List<T> all(int count, Function<Integer, Future<T>> call) {
        var calls = IntStream.range(0, count).mapToObj(call::apply).toList();
        Running.await(Future.join(calls));
        return calls.stream().map(Future::result).toList();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
