package io.driftline.jobs.mysql;

import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.failpoints.FailPoint;
import io.driftline.job.JobId;
import io.driftline.job.JobRules;
import io.driftline.job.ProgressReport;
import io.driftline.job.StageReport;
import io.driftline.jobs.Applied;
import io.driftline.jobs.JobProgress;
import io.driftline.problem.ServiceException;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Workers' reports in MySQL: one transaction a batch, its statements set-based and its locks in order. */
public final class MySqlJobProgress implements JobProgress {
    private static final int AT_ONCE = 3;
    private static final int PATIENCE = 5;

    private static final String DELETED =
            """
            SELECT e.job_id FROM %1$s STRAIGHT_JOIN event e FORCE INDEX (event_of_job) ON e.job_id = given.id
            UNION SELECT f.job_id FROM %1$s
                STRAIGHT_JOIN forgotten_job f FORCE INDEX (PRIMARY) ON f.job_id = given.id"""
                    .formatted(JsonRows.GIVEN_IDS);

    private final Database database;
    private final JobRules rules;
    private final DecisionWriter writer;

    public MySqlJobProgress(Database database, Config.Jobs config, Clock clock) {
        this.database = database;
        this.rules = new JobRules(config.attempts());
        this.writer = new DecisionWriter(new EventAppender(clock), config.lease());
    }

    @Override
    public Future<Applied> apply(List<StageReport> reports, List<ProgressReport> progress) {
        Set<JobId> jobs = new LinkedHashSet<>();
        reports.forEach(report -> jobs.add(report.job()));
        progress.forEach(each -> jobs.add(each.job()));
        if (jobs.isEmpty()) {
            return Future.succeededFuture(Applied.NOTHING);
        }
        return together(jobs, reports, progress, AT_ONCE);
    }

    /**
     * Who waits for one user's row keeps all the others' locked meanwhile. So nobody waits: if that user's transaction is
     * not over after a few tries, each job is taken by itself, those that need not wait first.
     */
    private Future<Applied> together(
            Set<JobId> jobs, List<StageReport> reports, List<ProgressReport> progress, int tries) {
        return apply(jobs, reports, progress, false).recover(failure -> {
            if (!(failure instanceof EventAppender.Held)) {
                return Future.failedFuture(failure);
            }
            return tries > 1 ? together(jobs, reports, progress, tries - 1) : singly(jobs, reports, progress);
        });
    }

    private Future<Applied> singly(Set<JobId> jobs, List<StageReport> reports, List<ProgressReport> progress) {
        List<JobId> held = new ArrayList<>();
        Future<Applied> done = Future.succeededFuture(Applied.NOTHING);
        for (JobId job : jobs) {
            done = done.compose(before -> one(job, reports, progress, false)
                    .map(before::and)
                    .recover(failure -> failure instanceof EventAppender.Held && held.add(job)
                            ? Future.succeededFuture(before)
                            : Future.failedFuture(failure)));
        }
        return done.compose(applied -> patiently(held, reports, progress, applied, PATIENCE));
    }

    /** The server ends the transaction that holds them before long. */
    private Future<Applied> patiently(
            List<JobId> held, List<StageReport> reports, List<ProgressReport> progress, Applied before, int tries) {
        Future<Applied> done = Future.succeededFuture(before);
        for (JobId job : held) {
            done = done.compose(
                    applied -> waiting(job, reports, progress, tries).map(applied::and));
        }
        return done;
    }

    private Future<Applied> waiting(JobId job, List<StageReport> reports, List<ProgressReport> progress, int tries) {
        return one(job, reports, progress, true)
                .recover(failure -> tries > 1 && failure instanceof ServiceException
                        ? waiting(job, reports, progress, tries - 1)
                        : Future.failedFuture(failure));
    }

    private Future<Applied> one(JobId job, List<StageReport> reports, List<ProgressReport> progress, boolean waits) {
        return apply(
                Set.of(job),
                reports.stream().filter(report -> report.job().equals(job)).toList(),
                progress.stream().filter(each -> each.job().equals(job)).toList(),
                waits);
    }

    private Future<Applied> apply(
            Set<JobId> jobs, List<StageReport> reports, List<ProgressReport> progress, boolean waits) {
        return database.together(tx -> JobRows.lock(tx, jobs)
                .compose(locked -> deleted(tx, jobs, locked.keySet()).compose(deleted -> {
                    var decision = rules.report(locked, deleted, reports, progress);
                    return writer.write(tx, decision, waits)
                            .map(told -> Applied.of(decision, told))
                            .compose(applied -> FailPoint.hit("APPLIED_NOT_COMMITTED", applied));
                })));
    }

    /** Those that are known no more, but of which something was told once, or whose owner's account was deleted. */
    private static Future<Set<JobId>> deleted(SqlConnection tx, Set<JobId> jobs, Set<JobId> present) {
        var absent = jobs.stream()
                .filter(job -> !present.contains(job))
                .map(JobId::value)
                .toList();
        if (absent.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        var ids = JsonRows.ids(absent);
        return tx.preparedQuery(DELETED).execute(Tuple.of(ids, ids)).map(rows -> {
            Set<JobId> deleted = new HashSet<>();
            rows.forEach(row -> deleted.add(new JobId(row.getString(0))));
            return deleted;
        });
    }
}
