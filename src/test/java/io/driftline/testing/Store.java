package io.driftline.testing;

import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobInput;
import io.driftline.job.Mode;
import io.driftline.job.ModelRef;
import io.driftline.job.PackedInput;
import io.driftline.job.QueuedJob;
import io.driftline.job.Stage;
import io.driftline.job.StageReport;
import io.driftline.job.Submission;
import io.driftline.jobs.UserTurns;
import io.driftline.jobs.mysql.MySqlJobClaims;
import io.driftline.jobs.mysql.MySqlJobLeases;
import io.driftline.jobs.mysql.MySqlJobProgress;
import io.driftline.jobs.mysql.MySqlJobRetention;
import io.driftline.jobs.mysql.MySqlJobs;
import io.driftline.jobs.mysql.MySqlUserEvents;
import io.driftline.sequences.Gzip;
import io.driftline.sequences.SequenceRecord;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables of jobs and events, empty, and what works on them; no gateway is there to meddle. */
public final class Store {
    public static final String WORKER = "http://127.0.0.1:9";
    public static final int KEPT_AT_LEAST = 5;
    public static final Duration KEPT = Duration.ofHours(24);
    public static final Duration RETENTION = Duration.ofDays(30);
    private static final String SHA256 = "00".repeat(32);

    private final Database database;
    public final MySqlJobs jobs;
    public final MySqlJobClaims claims;
    public final MySqlJobLeases leases;
    public final MySqlJobRetention retention;
    public final MySqlJobProgress progress;
    public final MySqlUserEvents events;

    public Store(Vertx vertx, Config config) {
        var settings = TestConfig.of(Map.of(
                        "jobs.retention", RETENTION.toString(),
                        "jobs.eventsKept", KEPT.toString(),
                        "jobs.eventsKeptAtLeast", Integer.toString(KEPT_AT_LEAST)))
                .jobs();
        var clock = Clock.systemUTC();
        database = new Database(vertx, config.database());
        jobs = new MySqlJobs(database, new UserTurns(vertx), config.limits(), clock);
        claims = new MySqlJobClaims(database, settings);
        leases = new MySqlJobLeases(database, settings, clock);
        retention = new MySqlJobRetention(database, settings);
        progress = new MySqlJobProgress(database, settings, clock);
        events = new MySqlUserEvents(database);
    }

    public void empty() {
        List.of("job", "job_input", "event", "event_counter").forEach(table -> sql("DELETE FROM " + table));
    }

    public RowSet<Row> sql(String statement, Object... values) {
        return Running.await(
                database.statement(client -> client.preparedQuery(statement).execute(Tuple.from(values))));
    }

    /** A user whose jobs may be stored. */
    public UserId add(UserId user) {
        sql(
                "INSERT INTO `user` (id, email, email_key, name, password_hash, role, created_at)"
                        + " VALUES (?, ?, ?, 'Ann', '', 'USER', UTC_TIMESTAMP(3))",
                user.value(),
                user + "@example.org",
                user + "@example.org");
        return user;
    }

    /** The one value of the one row. */
    public long number(String query, Object... values) {
        return sql(query, values).iterator().next().getLong(0);
    }

    public static Submission submission(UserId user, @Nullable String idempotencyKey) {
        var records = List.of(
                new SequenceRecord(1, "A/Wisconsin/67/2005", "MKTIIALSYILCLVFAQ"),
                new SequenceRecord(2, "A/Beijing/32/1992", "MKTIIALSYIFCLALGQ"));
        return new Submission(
                user,
                new ModelRef(3, "cnn", "1", "blosum62"),
                Mode.PAIR,
                PackedInput.of(Mode.PAIR, JobInput.of(records)),
                idempotencyKey);
    }

    /** The same input with another model. */
    public static Submission repeating(UserId user, JobId job) {
        var asked = submission(user, null);
        return new Submission(
                        user, new ModelRef(4, "cnn", "2", asked.model().encoding()), asked.mode(), asked.input(), null)
                .repeating(job);
    }

    public JobId repeat(UserId user, JobId job) {
        return Running.await(jobs.submit(repeating(user, job))).job();
    }

    public JobId submit(UserId user) {
        return Running.await(jobs.submit(submission(user, null))).job();
    }

    /** As a node sees it that is about to claim it. */
    public QueuedJob queued(UserId user, JobId job, int attempt) {
        return new QueuedJob(job, user, new ModelRef(3, "cnn", "1", "blosum62"), Mode.PAIR, attempt);
    }

    /** Takes a job that waits, under its next attempt. */
    public QueuedJob claim(UserId user, JobId job) {
        int attempt = Math.toIntExact(number("SELECT attempt FROM job WHERE id = ?", job.value()));
        return Running.await(claims.claim(queued(user, job, attempt), WORKER)).orElseThrow();
    }

    /** A job under its first attempt. */
    public JobId claimed(UserId user) {
        var job = submit(user);
        claim(user, job);
        return job;
    }

    public JobId succeeded(UserId user) {
        var job = claimed(user);
        Running.await(progress.apply(List.of(report(job, 1, 1, Stage.RESULT)), List.of()));
        return job;
    }

    /** As if it had been submitted so long ago. */
    public void age(JobId job, Duration age) {
        sql(
                "UPDATE job SET created_at = UTC_TIMESTAMP(3) - INTERVAL ? SECOND WHERE id = ?",
                age.toSeconds(),
                job.value());
    }

    public void lapse(JobId job) {
        sql(
                "UPDATE job SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND "
                        + "WHERE id = ? AND lease_until IS NOT NULL",
                job.value());
    }

    public static StageReport report(JobId job, int attempt, long seq, Stage stage) {
        var message = new StageReport.Message("stage." + stage.label(), "now " + stage.label(), new JsonObject());
        if (stage != Stage.RESULT) {
            return new StageReport(job, attempt, seq, stage, message, null, null);
        }
        var content = Gzip.pack(Buffer.buffer("{}"));
        var result = new StageReport.Result(content, SHA256, 2, new JsonObject().put("pairs", 1));
        return new StageReport(job, attempt, seq, stage, message, result, null);
    }

    public static StageReport failure(JobId job, int attempt, long seq, Stage stage) {
        var message = new StageReport.Message("job.bad", "not like this", new JsonObject());
        return new StageReport(
                job,
                attempt,
                seq,
                stage,
                message,
                null,
                new JsonObject(Map.of("type", "urn:problem:check/wrong-gene")));
    }

    /** The frames of all that this user was told, in order. */
    public List<JsonObject> told(UserId user) {
        return Running.await(events.after(user, 0, 10_000)).stream()
                .map(event -> event.frame().toJsonObject())
                .toList();
    }

    public List<String> keys(UserId user) {
        return told(user).stream().map(frame -> frame.getString("messageKey")).toList();
    }

    public String state(JobId job) {
        return sql("SELECT state FROM job WHERE id = ?", job.value())
                .iterator()
                .next()
                .getString(0);
    }
}
