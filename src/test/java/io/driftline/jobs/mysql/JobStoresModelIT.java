package io.driftline.jobs.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobState;
import io.driftline.job.ProgressReport;
import io.driftline.job.Stage;
import io.driftline.job.StageReport;
import io.driftline.jobs.LapsedLease;
import io.driftline.testing.MutableClock;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Store;
import io.driftline.testing.memory.MemoryJobs;
import io.driftline.testing.memory.MemoryRows;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same random commands on the jobs in memory and in the database: the same states, the same events. */
@ExtendWith(StackExtension.class)
class JobStoresModelIT {
    private static final int SEEDS = 60;
    private static final int COMMANDS = 30;
    private static final Stage[] WORK = {Stage.CHECKING, Stage.ENCODING, Stage.PREDICTING, Stage.RESULT};

    private Store store;

    @BeforeEach
    void use(Store empty) {
        store = empty;
    }

    @AfterEach
    void leaveNothing() {
        store.empty();
    }

    @Test
    void behaveAlike() {
        for (int seed = 0; seed < SEEDS; seed++) {
            store.empty();
            new Run(seed).go();
        }
    }

    private final class Run {
        final int seed;
        final Random random;
        final MemoryJobs memory = new MemoryJobs(new MutableClock(), Duration.ofSeconds(10));
        final List<UserId> users = List.of(store.add(UserId.random()), store.add(UserId.random()));
        final List<JobId> jobs = new ArrayList<>();
        final List<UserId> owners = new ArrayList<>();
        final List<String> done = new ArrayList<>();

        Run(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void go() {
            for (int i = 0; i < COMMANDS; i++) {
                step(jobs.isEmpty() ? 0 : random.nextInt(16));
                compare();
            }
        }

        private void step(int command) {
            switch (command) {
                case 0, 1 -> submit();
                case 2, 3, 4 -> claim();
                case 5 -> unclaim();
                case 6, 7, 8, 9, 10 -> report();
                case 11 -> tick();
                case 12, 13 -> sweep();
                case 14 -> end(true);
                default -> end(random.nextInt(3) > 0);
            }
        }

        private void submit() {
            var owner = users.get(random.nextInt(users.size()));
            var id = store.submit(owner);
            memory.submit(id, Store.submission(owner, null));
            jobs.add(id);
            owners.add(owner);
            done.add("submit " + (jobs.size() - 1));
        }

        private void claim() {
            int at = random.nextInt(jobs.size());
            var candidate = store.queued(owners.get(at), jobs.get(at), attempt(at, 5));
            done.add("claim " + at + " after " + candidate.attempt());
            same(
                    Running.await(memory.claim(candidate, Store.WORKER)),
                    Running.await(store.claims.claim(candidate, Store.WORKER)));
        }

        private void unclaim() {
            int at = random.nextInt(jobs.size());
            var claimed = store.queued(owners.get(at), jobs.get(at), attempt(at, 3));
            done.add("unclaim " + at + " of " + claimed.attempt());
            Running.await(memory.unclaim(claimed));
            Running.await(store.claims.unclaim(claimed));
        }

        private void report() {
            List<StageReport> reports = new ArrayList<>();
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                int at = random.nextInt(jobs.size());
                var job = random.nextInt(12) == 0 ? JobId.random() : jobs.get(at);
                int step = 1 + random.nextInt(WORK.length);
                var stage = WORK[step - 1];
                long seq = random.nextInt(5) == 0 ? 1 + random.nextInt(4) : step;
                int attempt = attempt(at, 4);
                reports.add(
                        random.nextInt(10) == 0
                                ? Store.failure(job, attempt, seq, stage)
                                : Store.report(job, attempt, seq, stage));
            }
            done.add("report "
                    + reports.stream()
                            .map(each ->
                                    jobs.indexOf(each.job()) + "/" + each.attempt() + "/" + each.seq() + each.stage())
                            .toList());
            var expected = Running.await(memory.apply(reports, List.of()));
            var actual = Running.await(store.progress.apply(reports, List.of()));
            same(expected.dropped(), actual.dropped());
            same(expected.unknown(), actual.unknown());
            same(expected.changes().ended(), actual.changes().ended());
        }

        private void tick() {
            int at = random.nextInt(jobs.size());
            var ticks = List.of(new ProgressReport(jobs.get(at), attempt(at, 3), random.nextInt(100)));
            done.add("tick " + at + "/" + ticks.get(0).attempt());
            var expected = Running.await(memory.apply(List.of(), ticks));
            var actual = Running.await(store.progress.apply(List.of(), ticks));
            same(expected.dropped(), actual.dropped());
            same(expected.progress(), actual.progress());
        }

        private void sweep() {
            int at = random.nextInt(jobs.size());
            done.add("lapse " + at);
            memory.lapse(jobs.get(at));
            store.lapse(jobs.get(at));
            var lapsed = Running.await(memory.takeLapsed(100));
            same(new HashSet<>(lapsed), new HashSet<>(Running.await(store.leases.takeLapsed(100))));
            for (LapsedLease lease : lapsed) {
                if (random.nextInt(4) == 0) {
                    done.add("renew");
                    Running.await(memory.renew(lease));
                    Running.await(store.leases.renew(lease));
                } else {
                    done.add("give up");
                    same(
                            Running.await(memory.giveUp(lease.job(), lease.attempt(), "silent"))
                                    .ended(),
                            Running.await(store.leases.giveUp(lease.job(), lease.attempt(), "silent"))
                                    .ended());
                }
            }
        }

        private void end(boolean cancel) {
            int at = random.nextInt(jobs.size());
            var job = jobs.get(at);
            if (memory.standing(job).isEmpty()) {
                return;
            }
            done.add((cancel ? "cancel " : "delete ") + at);
            var expected = cancel ? memory.cancel(job) : memory.delete(job);
            var actual = Running.await(
                    cancel ? store.jobs.cancel(owners.get(at), job) : store.jobs.delete(owners.get(at), job));
            same(expected.ended(), actual.ended());
        }

        /** Mostly the attempt that the job has now. */
        private int attempt(int at, int rarely) {
            int now = memory.standing(jobs.get(at))
                    .map(MemoryRows.Standing::attempt)
                    .orElse(1);
            return random.nextInt(rarely) == 0 ? Math.max(0, now + random.nextInt(3) - 1) : now;
        }

        private void compare() {
            for (int at = 0; at < jobs.size(); at++) {
                same(memory.standing(jobs.get(at)), standing(jobs.get(at)));
            }
            for (UserId user : users) {
                same(
                        memory.events(user).stream()
                                .map(event -> line(event.frame().toJsonObject()))
                                .toList(),
                        store.told(user).stream().map(this::line).toList());
            }
        }

        private Optional<MemoryRows.Standing> standing(JobId job) {
            var rows = store.sql(
                    "SELECT state, stage, attempt, given_up, last_seq, worker IS NOT NULL FROM job WHERE id = ?",
                    job.value());
            if (rows.size() == 0) {
                return Optional.empty();
            }
            var row = rows.iterator().next();
            return Optional.of(new MemoryRows.Standing(
                    JobState.of(row.getString(0)),
                    Stage.of(row.getString(1)),
                    row.getInteger(2),
                    row.getInteger(3),
                    row.getLong(4),
                    row.getInteger(5) == 1));
        }

        private String line(JsonObject frame) {
            return frame.getLong("offset") + " " + jobs.indexOf(new JobId(frame.getString("job"))) + "/"
                    + frame.getInteger("attempt") + " " + frame.getString("state") + " " + frame.getString("stage")
                    + " " + frame.getString("messageKey");
        }

        private void same(Object inMemory, Object inDatabase) {
            assertThat(inDatabase).as("seed %d after %s", seed, done).isEqualTo(inMemory);
        }
    }
}
