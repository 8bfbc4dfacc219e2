package io.driftline.jobs.mysql;

import io.driftline.bus.news.JobEnded;
import io.driftline.database.Database;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobRules;
import io.driftline.job.LockedJob;
import io.driftline.jobs.AccountJobRemoval;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.Changes;
import io.driftline.jobs.UserTurns;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

public final class MySqlAccountJobRemoval implements AccountJobRemoval {
    private static final int JOBS_AT_ONCE = 50;

    private final Database database;
    private final UserTurns turns;
    private final Announcer announcer;

    public MySqlAccountJobRemoval(Database database, UserTurns turns, Announcer announcer) {
        this.database = database;
        this.turns = turns;
        this.announcer = announcer;
    }

    @Override
    public Future<Void> removeAll(UserId user) {
        return transaction(user, tx -> removeSome(tx, user)).compose(removed -> {
            announcer.announce(new Changes(List.of(), List.of(), removed.ended()));
            return removed.jobs() > 0
                    ? removeAll(user)
                    : transaction(user, tx -> forgetEvents(tx, user))
                            .compose(forgotten -> forgotten ? Future.succeededFuture() : removeAll(user));
        });
    }

    private <T> Future<T> transaction(UserId user, Function<SqlConnection, Future<T>> work) {
        return turns.take(user, () -> database.transaction(work));
    }

    private record Removed(int jobs, List<JobEnded> ended) {}

    private static Future<Removed> removeSome(SqlConnection tx, UserId user) {
        return tx.preparedQuery("SELECT id FROM job WHERE user_id = ? LIMIT ?")
                .execute(Tuple.of(user.value(), JOBS_AT_ONCE))
                .compose(rows -> {
                    List<JobId> jobs = new ArrayList<>();
                    rows.forEach(row -> jobs.add(new JobId(row.getString(0))));
                    return jobs.isEmpty()
                            ? Future.succeededFuture(new Removed(0, List.of()))
                            : JobRows.lock(tx, jobs).compose(locked -> remove(tx, locked.values()));
                });
    }

    private static Future<Removed> remove(SqlConnection tx, Collection<LockedJob> jobs) {
        if (jobs.isEmpty()) {
            return Future.succeededFuture(new Removed(1, List.of()));
        }
        var ids = jobs.stream().map(LockedJob::id).toList();
        var ended = jobs.stream()
                .flatMap(job -> JobRules.cancel(job).ended().stream())
                .map(JobEnded::of)
                .toList();
        return remember(tx, ended)
                .compose(remembered -> EventAppender.blank(tx, ids))
                .compose(blanked -> StoredInputs.removeJobs(tx, ids))
                .map(removed -> new Removed(ids.size(), ended));
    }

    /** A worker may have something to say of them yet, which is then no message of a job that never was. */
    private static Future<?> remember(SqlConnection tx, List<JobEnded> ended) {
        return ended.isEmpty()
                ? Future.succeededFuture()
                : tx.preparedQuery("INSERT IGNORE INTO forgotten_job (job_id, at) "
                                + "SELECT given.id, UTC_TIMESTAMP(3) FROM " + JsonRows.GIVEN_IDS)
                        .execute(JsonRows.of(ended.stream().map(JobEnded::job).toList()));
    }

    /** The counter's lock keeps submissions out; answers false, and does nothing, if one came before. */
    private static Future<Boolean> forgetEvents(SqlConnection tx, UserId user) {
        return tx.preparedQuery("SELECT user_id FROM event_counter WHERE user_id = ? FOR UPDATE")
                .execute(Tuple.of(user.value()))
                .compose(locked -> tx.preparedQuery("SELECT 1 FROM job WHERE user_id = ? LIMIT 1")
                        .execute(Tuple.of(user.value())))
                .compose(jobs -> jobs.size() > 0
                        ? Future.succeededFuture(false)
                        : tx.preparedQuery("DELETE FROM event WHERE user_id = ?")
                                .execute(Tuple.of(user.value()))
                                .compose(events -> tx.preparedQuery("DELETE FROM event_counter WHERE user_id = ?")
                                        .execute(Tuple.of(user.value())))
                                .map(true));
    }
}
