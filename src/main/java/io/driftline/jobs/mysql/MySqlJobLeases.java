package io.driftline.jobs.mysql;

import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.job.Decision;
import io.driftline.job.JobId;
import io.driftline.job.JobRules;
import io.driftline.job.LockedJob;
import io.driftline.job.Loss;
import io.driftline.jobs.Changes;
import io.driftline.jobs.JobLeases;
import io.driftline.jobs.LapsedLease;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Leases in MySQL, by the database's clock. */
public final class MySqlJobLeases implements JobLeases {
    /** How long other nodes leave a lapsed lease to the one that took it. */
    private static final int DECISION_SECONDS = 5;

    private final Database database;
    private final Config.Jobs config;
    private final JobRules rules;
    private final DecisionWriter writer;

    public MySqlJobLeases(Database database, Config.Jobs config, Clock clock) {
        this.database = database;
        this.config = config;
        this.rules = new JobRules(config.attempts());
        this.writer = new DecisionWriter(new EventAppender(clock), config.lease());
    }

    @Override
    public Future<List<LapsedLease>> takeLapsed(int limit) {
        return database.transaction(tx -> tx.preparedQuery("SELECT " + JobRows.COLUMNS
                        + " FROM job WHERE lease_until < UTC_TIMESTAMP(3) ORDER BY lease_until LIMIT ? "
                        + "FOR UPDATE SKIP LOCKED")
                .execute(Tuple.of(limit))
                .compose(rows -> {
                    List<LapsedLease> lapsed = new ArrayList<>();
                    rows.forEach(row -> {
                        var job = JobRows.of(row);
                        lapsed.add(new LapsedLease(job.id(), job.attempt(), job.worker() == null ? "" : job.worker()));
                    });
                    return hold(tx, lapsed).map(lapsed);
                }));
    }

    private static Future<?> hold(SqlConnection tx, List<LapsedLease> lapsed) {
        return lapsed.isEmpty()
                ? Future.succeededFuture()
                : tx.preparedQuery("UPDATE " + JsonRows.GIVEN_IDS
                                + " STRAIGHT_JOIN job j FORCE INDEX (PRIMARY) ON j.id = given.id"
                                + " SET j.lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND")
                        .execute(Tuple.of(
                                JsonRows.ids(lapsed.stream()
                                        .map(lease -> lease.job().value())
                                        .toList()),
                                DECISION_SECONDS));
    }

    @Override
    public Future<Void> renew(LapsedLease lease) {
        return database.statement(client -> client.preparedQuery(
                        """
                        UPDATE job SET lease_until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND
                        WHERE id = ? AND attempt = ? AND worker IS NOT NULL AND finished_at IS NULL""")
                .execute(Tuple.of(
                        DecisionWriter.micros(config.lease()), lease.job().value(), lease.attempt()))
                .mapEmpty());
    }

    @Override
    public Future<Changes> giveUp(JobId id, int attempt, String reason) {
        return change(id, job -> rules.giveUp(job, attempt, reason));
    }

    @Override
    public Future<Changes> lose(LapsedLease held, Loss loss) {
        return change(held.job(), job -> rules.lose(job, held.attempt(), held.worker(), loss));
    }

    @Override
    public Future<Changes> fail(JobId id, int attempt) {
        return change(id, job -> rules.fail(job, attempt));
    }

    private Future<Changes> change(JobId id, Function<LockedJob, Decision> rule) {
        return database.together(tx -> JobRows.lock(tx, List.of(id)).compose(jobs -> {
            var job = jobs.get(id);
            return job == null ? Future.succeededFuture(Changes.NONE) : write(tx, rule.apply(job));
        }));
    }

    private Future<Changes> write(SqlConnection tx, Decision decision) {
        return writer.write(tx, decision).map(told -> Changes.of(decision, told));
    }

    @Override
    public Future<Changes> expire(int limit) {
        return database.together(tx -> tx.preparedQuery("SELECT " + JobRows.COLUMNS
                        + " FROM job WHERE finished_at IS NULL AND created_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND "
                        + "ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED")
                .execute(Tuple.of(config.expiry().toSeconds(), limit))
                .compose(rows -> {
                    List<LockedJob> jobs = new ArrayList<>();
                    rows.forEach(row -> jobs.add(JobRows.of(row)));
                    return write(tx, JobRules.expire(jobs));
                }));
    }
}
