package io.driftline.jobs.mysql;

import io.driftline.bus.news.JobSubmitted;
import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.job.JobId;
import io.driftline.job.JobMessages;
import io.driftline.job.JobProblem;
import io.driftline.job.JobState;
import io.driftline.job.Loss;
import io.driftline.job.Stage;
import io.driftline.job.StageReport;
import io.driftline.jobs.Changes;
import io.driftline.jobs.JobLeases;
import io.driftline.jobs.LapsedLease;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Leases in MySQL, by the database's clock. */
public final class MySqlJobLeases implements JobLeases {
    /** How long other nodes leave a lapsed lease to the one that took it. */
    private static final int DECISION_SECONDS = 5;

    private final Database database;
    private final EventAppender events;
    private final Config.Jobs config;

    public MySqlJobLeases(Database database, Config.Jobs config, Clock clock) {
        this.database = database;
        this.events = new EventAppender(clock);
        this.config = config;
    }

    @Override
    public Future<List<LapsedLease>> takeLapsed(int limit) {
        return database.transaction(tx -> tx.preparedQuery("SELECT " + LockedJob.COLUMNS
                        + " FROM job WHERE lease_until < UTC_TIMESTAMP(3) ORDER BY lease_until LIMIT ? "
                        + "FOR UPDATE SKIP LOCKED")
                .execute(Tuple.of(limit))
                .compose(rows -> {
                    List<LapsedLease> lapsed = new ArrayList<>();
                    List<Tuple> ids = new ArrayList<>();
                    rows.forEach(row -> {
                        var job = LockedJob.of(row);
                        lapsed.add(new LapsedLease(job.id(), job.attempt(), job.worker() == null ? "" : job.worker()));
                        ids.add(Tuple.of(DECISION_SECONDS, job.id().value()));
                    });
                    return ids.isEmpty()
                            ? Future.succeededFuture(lapsed)
                            : tx.preparedQuery("UPDATE job SET lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND "
                                            + "WHERE id = ?")
                                    .executeBatch(ids)
                                    .map(held -> lapsed);
                }));
    }

    @Override
    public Future<Void> renew(LapsedLease lease) {
        return database.statement(client -> client.preparedQuery(
                        """
                        UPDATE job SET lease_until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND
                        WHERE id = ? AND attempt = ? AND worker IS NOT NULL AND finished_at IS NULL""")
                .execute(Tuple.of(config.lease().toNanos() / 1_000, lease.job().value(), lease.attempt()))
                .mapEmpty());
    }

    @Override
    public Future<Changes> giveUp(JobId id, int attempt, String reason) {
        return change(
                id,
                attempt,
                (tx, job) -> isLast(job)
                        ? fail(tx, job, exhausted(reason), JobMessages.exhaustedProblem(config.attempts(), reason))
                        : requeue(tx, job, reason, 1));
    }

    @Override
    public Future<Changes> lose(LapsedLease held, Loss loss) {
        return change(held.job(), held.attempt(), (tx, job) -> {
            if (!held.worker().equals(job.worker())) {
                return Future.succeededFuture(Changes.NONE);
            }
            return loss.counts() && isLast(job)
                    ? fail(tx, job, exhausted(loss.reason()), JobMessages.exhaustedProblem(config.attempts(), loss))
                    : requeue(tx, job, loss.reason(), loss.counts() ? 1 : 0);
        });
    }

    @Override
    public Future<Changes> fail(JobId id, int attempt) {
        return change(id, attempt, (tx, job) -> fail(tx, job, JobMessages.unusable(), JobMessages.unusableProblem()));
    }

    private boolean isLast(LockedJob job) {
        return job.givenUp() + 1 >= config.attempts();
    }

    private StageReport.Message exhausted(String reason) {
        return JobMessages.exhausted(config.attempts(), reason);
    }

    /** Does it to the job's row if this attempt still holds the job. */
    private Future<Changes> change(
            JobId id, int attempt, BiFunction<SqlConnection, LockedJob, Future<Changes>> change) {
        return database.transaction(tx -> LockedJob.lock(tx, List.of(id)).compose(jobs -> {
            var job = jobs.get(id);
            return job == null || !job.isHeldUnder(attempt) || job.state().ended()
                    ? Future.succeededFuture(Changes.NONE)
                    : change.apply(tx, job);
        }));
    }

    private Future<Changes> requeue(SqlConnection tx, LockedJob job, String reason, int lost) {
        return tx.preparedQuery("UPDATE job SET state = 'QUEUED', stage = 'queued', worker = NULL, "
                        + "lease_until = NULL, last_seq = 0, given_up = given_up + ? WHERE id = ?")
                .execute(Tuple.of(lost, job.id().value()))
                .compose(queued -> events.append(
                        tx,
                        List.of(new EventAppender.Draft(
                                job.user(),
                                job.id(),
                                job.attempt(),
                                JobState.Open.QUEUED,
                                Stage.QUEUED,
                                JobMessages.queuedAgain(job.attempt(), reason),
                                null,
                                null))))
                .map(told -> new Changes(told, List.of(new JobSubmitted(job.id())), List.of()));
    }

    private Future<Changes> fail(SqlConnection tx, LockedJob job, StageReport.Message message, JsonObject reason) {
        var problem = JobProblem.whole(reason);
        return tx.preparedQuery(LockedJob.END)
                .execute(Tuple.of(
                        JobState.End.FAILED.name(), problem.encode(), job.id().value()))
                .compose(failed -> events.append(
                        tx,
                        List.of(new EventAppender.Draft(
                                job.user(),
                                job.id(),
                                job.attempt(),
                                JobState.End.FAILED,
                                job.stage(),
                                message,
                                null,
                                problem))))
                .map(told -> new Changes(told, List.of(), List.of(job.ended(JobState.End.FAILED))));
    }

    @Override
    public Future<Changes> expire(int limit) {
        return database.transaction(tx -> tx.preparedQuery("SELECT " + LockedJob.COLUMNS
                        + " FROM job WHERE finished_at IS NULL AND created_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND "
                        + "ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED")
                .execute(Tuple.of(config.expiry().toSeconds(), limit))
                .compose(rows -> {
                    List<LockedJob> jobs = new ArrayList<>();
                    rows.forEach(row -> jobs.add(LockedJob.of(row)));
                    return jobs.isEmpty() ? Future.succeededFuture(Changes.NONE) : expire(tx, jobs);
                }));
    }

    private Future<Changes> expire(SqlConnection tx, List<LockedJob> jobs) {
        var expired = JobState.End.EXPIRED;
        var rows = jobs.stream()
                .map(job -> Tuple.of(expired.name(), null, job.id().value()))
                .toList();
        var drafts = jobs.stream()
                .map(job -> new EventAppender.Draft(
                        job.user(), job.id(), job.attempt(), expired, job.stage(), JobMessages.expired(), null, null))
                .toList();
        return tx.preparedQuery(LockedJob.END)
                .executeBatch(rows)
                .compose(ended -> events.append(tx, drafts))
                .map(told -> new Changes(
                        told,
                        List.of(),
                        jobs.stream().map(job -> job.ended(expired)).toList()));
    }

    @Override
    public Future<Void> prune(int limit) {
        return pruneJobs(limit).compose(pruned -> pruneEvents()).compose(pruned -> pruneForgotten());
    }

    private Future<Void> pruneJobs(int limit) {
        return database.transaction(tx -> tx.preparedQuery(
                        """
                        SELECT id FROM job WHERE finished_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND
                        LIMIT ? FOR UPDATE SKIP LOCKED""")
                .execute(Tuple.of(config.retention().toSeconds(), limit))
                .compose(rows -> {
                    List<JobId> old = new ArrayList<>();
                    rows.forEach(row -> old.add(new JobId(row.getString("id"))));
                    return old.isEmpty() ? Future.succeededFuture() : forget(tx, old);
                }));
    }

    /** Whatever a worker had to say of them has been said by then. */
    private Future<Void> pruneForgotten() {
        return database.statement(
                client -> client.query("DELETE FROM forgotten_job WHERE at < UTC_TIMESTAMP(3) - INTERVAL 1 DAY")
                        .execute()
                        .mapEmpty());
    }

    private static Future<Void> forget(SqlConnection tx, List<JobId> jobs) {
        return EventAppender.blank(tx, jobs).compose(blanked -> StoredInputs.removeJobs(tx, jobs));
    }

    /**
     * Lets go of each user's oldest events, up to the first that must stay: one of the number always kept, a young one,
     * or one of a job that is open or ended not long ago. So only a prefix of the sequence ever goes, and the counter
     * remembers how far.
     */
    private Future<Void> pruneEvents() {
        return database.statement(client -> client.preparedQuery(
                        """
                        SELECT c.user_id, c.pruned_to, COALESCE((
                            SELECT e.`offset` - 1 FROM event e LEFT JOIN job j ON j.id = e.job_id
                            WHERE e.user_id = c.user_id AND e.`offset` <= c.last_offset - ?
                                AND (e.at >= UTC_TIMESTAMP(3) - INTERVAL ? SECOND
                                    OR (j.id IS NOT NULL AND (j.finished_at IS NULL
                                        OR j.finished_at >= UTC_TIMESTAMP(3) - INTERVAL ? SECOND)))
                            ORDER BY e.`offset` LIMIT 1), c.last_offset - ?) AS upto
                        FROM event_counter c WHERE c.last_offset - c.pruned_to > ?
                        HAVING upto > c.pruned_to LIMIT 100""")
                .execute(Tuple.of(
                        config.eventsKeptAtLeast(),
                        config.eventsKept().toSeconds(),
                        config.eventsKept().toSeconds(),
                        config.eventsKeptAtLeast(),
                        config.eventsKeptAtLeast()))
                .compose(rows -> {
                    Future<Void> done = Future.succeededFuture();
                    for (var row : rows) {
                        var user = row.getString("user_id");
                        long upto = row.getLong("upto");
                        done = done.compose(previous -> pruneEvents(user, upto));
                    }
                    return done;
                }));
    }

    private Future<Void> pruneEvents(String user, long upto) {
        return database.transaction(
                tx -> tx.preparedQuery("UPDATE event_counter SET pruned_to = ? WHERE user_id = ? AND pruned_to < ?")
                        .execute(Tuple.of(upto, user, upto))
                        .compose(moved -> tx.preparedQuery("DELETE FROM event WHERE user_id = ? AND `offset` <= ?")
                                .execute(Tuple.of(user, upto)))
                        .mapEmpty());
    }
}
