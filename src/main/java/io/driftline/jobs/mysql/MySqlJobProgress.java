package io.driftline.jobs.mysql;

import static io.driftline.jobs.mysql.EventAppender.marks;

import io.driftline.bus.news.JobEnded;
import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.failpoints.FailPoint;
import io.driftline.job.JobId;
import io.driftline.job.JobState;
import io.driftline.job.ProgressReport;
import io.driftline.job.Stage;
import io.driftline.job.StageReport;
import io.driftline.jobs.Applied;
import io.driftline.jobs.Changes;
import io.driftline.jobs.JobProgress;
import io.driftline.problem.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Workers' reports in MySQL: one transaction a batch, its statements set-based and its locks in order. */
public final class MySqlJobProgress implements JobProgress {
    private static final int AT_ONCE = 3;
    private static final int PATIENCE = 5;

    private final Database database;
    private final EventAppender events;
    private final Config.Jobs config;

    public MySqlJobProgress(Database database, Config.Jobs config, Clock clock) {
        this.database = database;
        this.events = new EventAppender(clock);
        this.config = config;
    }

    @Override
    public Future<Applied> apply(List<StageReport> reports, List<ProgressReport> ticks) {
        Set<JobId> jobs = new LinkedHashSet<>();
        reports.forEach(report -> jobs.add(report.job()));
        ticks.forEach(tick -> jobs.add(tick.job()));
        if (jobs.isEmpty()) {
            return Future.succeededFuture(Applied.NOTHING);
        }
        return together(jobs, reports, ticks, AT_ONCE);
    }

    /**
     * Who waits for one user's row keeps all the others' locked meanwhile. So nobody waits: if that user's transaction is
     * not over after a few tries, each job is taken by itself, those that need not wait first.
     */
    private Future<Applied> together(
            Set<JobId> jobs, List<StageReport> reports, List<ProgressReport> ticks, int tries) {
        return apply(jobs, reports, ticks, false).recover(failure -> {
            if (!(failure instanceof EventAppender.Held)) {
                return Future.failedFuture(failure);
            }
            return tries > 1 ? together(jobs, reports, ticks, tries - 1) : singly(jobs, reports, ticks);
        });
    }

    private Future<Applied> singly(Set<JobId> jobs, List<StageReport> reports, List<ProgressReport> ticks) {
        List<JobId> held = new ArrayList<>();
        Future<Applied> done = Future.succeededFuture(Applied.NOTHING);
        for (JobId job : jobs) {
            done = done.compose(before -> one(job, reports, ticks, false)
                    .map(before::and)
                    .recover(failure -> failure instanceof EventAppender.Held && held.add(job)
                            ? Future.succeededFuture(before)
                            : Future.failedFuture(failure)));
        }
        return done.compose(applied -> patiently(held, reports, ticks, applied, PATIENCE));
    }

    /** The server ends the transaction that holds them before long. */
    private Future<Applied> patiently(
            List<JobId> held, List<StageReport> reports, List<ProgressReport> ticks, Applied before, int tries) {
        Future<Applied> done = Future.succeededFuture(before);
        for (JobId job : held) {
            done = done.compose(applied -> waiting(job, reports, ticks, tries).map(applied::and));
        }
        return done;
    }

    private Future<Applied> waiting(JobId job, List<StageReport> reports, List<ProgressReport> ticks, int tries) {
        return one(job, reports, ticks, true)
                .recover(failure -> tries > 1 && failure instanceof ServiceException
                        ? waiting(job, reports, ticks, tries - 1)
                        : Future.failedFuture(failure));
    }

    private Future<Applied> one(JobId job, List<StageReport> reports, List<ProgressReport> ticks, boolean waits) {
        return apply(
                Set.of(job),
                reports.stream().filter(report -> report.job().equals(job)).toList(),
                ticks.stream().filter(tick -> tick.job().equals(job)).toList(),
                waits);
    }

    private Future<Applied> apply(
            Set<JobId> jobs, List<StageReport> reports, List<ProgressReport> ticks, boolean waits) {
        return database.transaction(tx -> LockedJob.lock(tx, jobs)
                .compose(locked -> deleted(tx, jobs, locked.keySet()).compose(deleted -> {
                    var fold = new Fold(locked, deleted);
                    reports.forEach(fold::take);
                    ticks.forEach(fold::take);
                    return store(tx, fold, waits).compose(applied -> FailPoint.hit("K16", applied));
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
        var values = new ArrayList<>(absent);
        values.addAll(absent);
        return tx.preparedQuery(
                        """
                        SELECT job_id FROM event WHERE job_id IN (%1$s)
                        UNION SELECT job_id FROM forgotten_job WHERE job_id IN (%1$s)"""
                                .formatted(marks(absent.size())))
                .execute(Tuple.from(values))
                .map(rows -> {
                    Set<JobId> deleted = new HashSet<>();
                    rows.forEach(row -> deleted.add(new JobId(row.getString(0))));
                    return deleted;
                });
    }

    private Future<Applied> store(SqlConnection tx, Fold fold, boolean waits) {
        return move(tx, fold)
                .compose(moved -> storeResults(tx, fold))
                .compose(stored -> renew(tx, fold))
                .compose(renewed -> events.append(tx, fold.drafts, waits))
                .map(told -> new Applied(
                        new Changes(told, List.of(), fold.ended), fold.progress(), fold.unknown, fold.dropped));
    }

    private Future<?> move(SqlConnection tx, Fold fold) {
        if (fold.moved.isEmpty()) {
            return Future.succeededFuture();
        }
        var rows = fold.moved.values().stream()
                .map(move -> Tuple.from(new @Nullable Object[] {
                    move.job.state().name(),
                    move.job.stage().label(),
                    move.job.lastSeq(),
                    move.job.state().ended() ? null : config.lease().toNanos() / 1_000,
                    move.job.state().ended() ? 1 : 0,
                    move.problem,
                    move.job.id().value(),
                    move.job.attempt(),
                    move.job.lastSeq()
                }))
                .toList();
        return tx.preparedQuery(
                        """
                        UPDATE job SET state = ?, stage = ?, last_seq = ?,
                            lease_until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND,
                            finished_at = IF(? = 1, UTC_TIMESTAMP(3), NULL), problem = ?
                        WHERE id = ? AND attempt = ? AND last_seq < ? AND finished_at IS NULL""")
                .executeBatch(rows);
    }

    private static Future<?> storeResults(SqlConnection tx, Fold fold) {
        if (fold.results.isEmpty()) {
            return Future.succeededFuture();
        }
        var rows = fold.results.stream()
                .map(report -> {
                    var result = java.util.Objects.requireNonNull(report.result());
                    return Tuple.of(
                            report.job().value(),
                            report.attempt(),
                            Buffer.buffer(HexFormat.of().parseHex(result.sha256())),
                            result.bytes(),
                            result.summary().encode(),
                            result.gzipJson());
                })
                .toList();
        return tx.preparedQuery("INSERT INTO job_result (job_id, attempt, sha256, bytes, summary, content) "
                        + "VALUES (?, ?, ?, ?, ?, ?)")
                .executeBatch(rows);
    }

    private Future<?> renew(SqlConnection tx, Fold fold) {
        var rows = fold.latest.values().stream()
                .filter(tick -> !fold.moved.containsKey(tick.job()))
                .map(tick ->
                        Tuple.of(config.lease().toNanos() / 1_000, tick.job().value(), tick.attempt()))
                .toList();
        return rows.isEmpty()
                ? Future.succeededFuture()
                : tx.preparedQuery("UPDATE job SET lease_until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND "
                                + "WHERE id = ? AND attempt = ? AND finished_at IS NULL")
                        .executeBatch(rows);
    }

    /** The batch folded over the jobs it speaks of, in the order of arrival. */
    private static final class Fold {
        final Map<JobId, LockedJob> jobs;
        final Set<JobId> deleted;
        final Map<JobId, Move> moved = new LinkedHashMap<>();
        final List<EventAppender.Draft> drafts = new ArrayList<>();
        final List<StageReport> results = new ArrayList<>();
        final List<JobEnded> ended = new ArrayList<>();
        final Map<JobId, ProgressReport> latest = new LinkedHashMap<>();
        final Set<JobId> unknown = new HashSet<>();
        int dropped;

        record Move(LockedJob job, @Nullable String problem) {}

        Fold(Map<JobId, LockedJob> jobs, Set<JobId> deleted) {
            this.jobs = new HashMap<>(jobs);
            this.deleted = deleted;
        }

        private void dropOrRefuse(JobId absent) {
            if (deleted.contains(absent)) {
                dropped++;
            } else {
                unknown.add(absent);
            }
        }

        void take(StageReport report) {
            var job = jobs.get(report.job());
            if (job == null) {
                dropOrRefuse(report.job());
                return;
            }
            var target = target(report);
            if (!job.isHeldUnder(report.attempt())
                    || report.seq() <= job.lastSeq()
                    || !job.state().mayBecome(target)) {
                dropped++;
                return;
            }
            var now = job.at(target, report.stage(), report.seq());
            var problem = report.problem();
            jobs.put(now.id(), now);
            moved.put(now.id(), new Move(now, problem == null ? null : problem.encode()));
            drafts.add(new EventAppender.Draft(
                    now.user(),
                    now.id(),
                    now.attempt(),
                    target,
                    report.stage(),
                    report.message(),
                    report.result() == null ? null : report.result().summary(),
                    problem));
            if (report.result() != null) {
                results.add(report);
            }
            if (target instanceof JobState.End end) {
                ended.add(now.ended(end));
            }
        }

        void take(ProgressReport tick) {
            var job = jobs.get(tick.job());
            if (job == null) {
                dropOrRefuse(tick.job());
            } else if (!job.isHeldUnder(tick.attempt()) || job.state().ended()) {
                dropped++;
            } else {
                latest.put(tick.job(), tick);
            }
        }

        List<Applied.Progress> progress() {
            List<Applied.Progress> progress = new ArrayList<>();
            latest.forEach((id, tick) -> {
                var job = jobs.get(id);
                if (job != null && !job.state().ended()) {
                    progress.add(new Applied.Progress(job.user(), tick));
                }
            });
            return progress;
        }

        private static JobState target(StageReport report) {
            if (report.problem() != null) {
                return JobState.End.FAILED;
            }
            return report.stage() == Stage.RESULT
                    ? JobState.End.SUCCEEDED
                    : JobState.of(report.stage().name());
        }
    }
}
