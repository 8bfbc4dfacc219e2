package io.driftline.faults;

import io.driftline.faults.crowd.Crowd;
import io.driftline.faults.crowd.Ear;
import io.driftline.faults.crowd.Person;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Holds every 202 against the database, and the database against every byte that the crowd's sockets were sent. */
final class Checker {
    private static final Set<String> ENDS = Set.of("SUCCEEDED", "FAILED", "CANCELLED", "EXPIRED");
    private static final List<String> STEPS = List.of("CHECKING", "ENCODING", "PREDICTING", "SUCCEEDED");

    private final Connection database;
    private final long diedAt;
    private final Findings findings = new Findings();
    private final Map<String, String> owners = new HashMap<>();

    /** @param diedAt when a part that was to die by itself had died; 0 if none was to */
    Checker(Connection database, long diedAt) {
        this.database = database;
        this.diedAt = diedAt;
    }

    private record Job(String id, String state, int attempt, String key) {
        boolean isEnded() {
            return ENDS.contains(state);
        }
    }

    private record Event(long offset, String job, String state, int attempt, Instant at, String frame) {}

    Findings check(Crowd crowd) throws SQLException, IOException, GeneralSecurityException {
        for (Person person : crowd.people()) {
            var jobs = jobs(person);
            jobs.keySet().forEach(job -> owners.put(job, person.user()));
            accepted(person, jobs);
            var events = events(person);
            order(person, events, jobs);
            person.ears().forEach(ear -> heard(person, ear, events));
            results(person);
        }
        for (Person person : crowd.people()) {
            person.foreign().forEach(findings::foreign);
            for (String job : person.mentioned()) {
                if (!person.user().equals(owners.get(job))) {
                    findings.foreign("job " + job + " was told to " + person.canary());
                }
            }
        }
        crowd.strange().forEach(answer -> findings.add("I7 an undocumented answer: " + answer));
        if (crowd.hung() > 0) {
            findings.add("I7 " + crowd.hung() + " requests had no answer");
        }
        if (crowd.unanswered() > 0) {
            findings.add("I6 " + crowd.unanswered() + " submissions were never accepted");
        }
        return findings;
    }

    private Map<String, Job> jobs(Person person) throws SQLException {
        Map<String, Job> jobs = new LinkedHashMap<>();
        try (var query = query(
                        "SELECT id, state, attempt, idempotency_key FROM job WHERE user_id = ? ORDER BY number",
                        person);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                var job = new Job(rows.getString(1), rows.getString(2), rows.getInt(3), rows.getString(4));
                jobs.put(job.id(), job);
            }
        }
        return jobs;
    }

    /** Every 202 has its row, which has ended; every row has its 202, and each key one row. */
    private void accepted(Person person, Map<String, Job> jobs) {
        findings.accepted += person.accepted().size();
        person.accepted().keySet().stream()
                .filter(job -> !jobs.containsKey(job))
                .forEach(job -> findings.lost(job, "was accepted and is not there"));
        Set<String> keys = new HashSet<>();
        for (Job job : jobs.values()) {
            if (job.isEnded()) {
                findings.ended++;
            } else {
                findings.lost(job.id(), "is still " + job.state());
            }
            if (!person.accepted().containsKey(job.id()) || !keys.add(job.key())) {
                findings.duplicated("job " + job.id() + " is there and nobody was answered for it");
            }
            findings.reruns += Math.max(0, job.attempt() - 1);
            findings.failed += job.state().equals("FAILED") ? 1 : 0;
        }
    }

    private List<Event> events(Person person) throws SQLException {
        List<Event> events = new ArrayList<>();
        try (var query =
                        query("SELECT `offset`, job_id, frame FROM event WHERE user_id = ? ORDER BY `offset`", person);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                var frame = new JsonObject(rows.getString(3));
                events.add(new Event(
                        rows.getLong(1),
                        rows.getString(2),
                        frame.getString("state"),
                        frame.getInteger("attempt"),
                        Instant.parse(frame.getString("at")),
                        rows.getString(3)));
            }
        }
        return events;
    }

    /** No hole, one end for each job and nothing after it, and every step of the attempt that succeeded. */
    private void order(Person person, List<Event> events, Map<String, Job> jobs) {
        long expected = 1;
        Map<String, List<Event>> byJob = new HashMap<>();
        for (Event event : events) {
            if (event.offset() != expected) {
                findings.add("I3 " + person.canary() + " has a hole before offset " + event.offset());
            }
            expected = event.offset() + 1;
            byJob.computeIfAbsent(event.job(), job -> new ArrayList<>()).add(event);
            takenOver(event);
        }
        for (Job job : jobs.values()) {
            var told = byJob.getOrDefault(job.id(), List.of());
            long ends =
                    told.stream().filter(event -> ENDS.contains(event.state())).count();
            if (job.isEnded() && ends != 1) {
                findings.add("I2 " + job.id() + " has " + ends + " ends");
            } else if (job.isEnded() && !told.get(told.size() - 1).state().equals(job.state())) {
                findings.add("I2 " + job.id() + " is " + job.state() + ", which is not what was told last");
            }
            if ("SUCCEEDED".equals(job.state())) {
                var steps = told.stream()
                        .filter(event -> event.attempt() == job.attempt() && !"QUEUED".equals(event.state()))
                        .map(Event::state)
                        .toList();
                if (!steps.equals(STEPS)) {
                    findings.add("I3 " + job.id() + " was told as " + steps);
                }
            }
        }
    }

    /** How long after the death of a part a job that it had was at work again. */
    private void takenOver(Event event) {
        if (diedAt > 0 && event.attempt() > 1 && event.state().equals("CHECKING")) {
            findings.takeoverMillis.add(event.at().toEpochMilli() - diedAt);
        }
    }

    /** What a socket was sent is what the database has, from where it began to the end, each once. */
    private void heard(Person person, Ear ear, List<Event> events) {
        if (ear.repeated() > 0) {
            findings.duplicated(person.canary() + ": " + ear.repeated() + " events came again");
        }
        if (ear.skipped() > 0) {
            findings.add("I3 " + person.canary() + ": " + ear.skipped() + " holes on a socket");
        }
        var expected = events.stream()
                .filter(event -> event.offset() > ear.start())
                .map(Event::frame)
                .toList();
        var frames = ear.heard().stream().map(Ear.Heard::frame).toList();
        if (ear.repeated() == 0 && !frames.equals(expected)) {
            findings.add("I3 " + person.canary() + ": a socket was told " + frames.size() + " events, not the "
                    + expected.size() + " that there are");
        }
    }

    /** The result of the attempt that succeeded, its owner's own, and the one that was announced. */
    private void results(Person person) throws SQLException, IOException, GeneralSecurityException {
        try (var query = query(
                        """
                        SELECT j.id, j.state, j.attempt, r.attempt, r.sha256, r.content FROM job j
                        LEFT JOIN job_result r ON r.job_id = j.id WHERE j.user_id = ?""",
                        person);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                var job = rows.getString(1);
                var packed = rows.getBytes(6);
                if ("SUCCEEDED".equals(rows.getString(2)) != (packed != null)) {
                    findings.add("I2 " + job + " is " + rows.getString(2) + (packed == null ? " without" : " with")
                            + " a result");
                } else if (packed != null) {
                    result(person, job, rows.getInt(3), rows.getInt(4), rows.getBytes(5), packed);
                }
            }
        }
    }

    private void result(Person person, String job, int attempt, int ofAttempt, byte[] digest, byte[] packed)
            throws IOException, GeneralSecurityException {
        byte[] plain;
        try (var unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            plain = unpacking.readAllBytes();
        }
        if (!Arrays.equals(digest, MessageDigest.getInstance("SHA-256").digest(plain))) {
            findings.add("I2 " + job + " has a result that was not announced");
        }
        var result = new JsonObject(Buffer.buffer(plain));
        var pairs = result.getJsonArray("pairs", new JsonArray()).encode();
        if (!job.equals(result.getString("job")) || attempt != ofAttempt || !pairs.contains(person.canary())) {
            findings.foreign("the result of " + job + " is another's");
        }
        person.inspect(pairs);
    }

    private PreparedStatement query(String sql, Person person) throws SQLException {
        var query = database.prepareStatement(sql);
        query.setString(1, person.user());
        return query;
    }
}
