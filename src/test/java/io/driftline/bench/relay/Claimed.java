package io.driftline.bench.relay;

import io.driftline.identity.Secrets;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Users with a token each, and jobs of theirs that a worker has been given: written into the database as they would stand there. */
final class Claimed {
    /** Statuses of one job: checking, encoding, predicting, an end. */
    static final int EVENTS_A_JOB = 4;

    private static final int BATCH = 1_000;

    private final List<Owner> owners;

    private Claimed(List<Owner> owners) {
        this.owners = owners;
    }

    /** A user who listens. */
    record Owner(UserId id, String token, Deque<JobId> jobs) {}

    /**
     * Writes them.
     *
     * @param each jobs of a user
     */
    static Claimed write(Connection database, Kind kind, int users, int each) throws SQLException {
        database.setAutoCommit(false);
        var owners = new ArrayList<Owner>();
        for (int i = 0; i < users; i++) {
            owners.add(owner(database));
        }
        writeJobs(database, kind, owners, each);
        database.commit();
        return new Claimed(owners);
    }

    List<Owner> owners() {
        return owners;
    }

    private static Owner owner(Connection database) throws SQLException {
        var id = UserId.random();
        var token = JobId.random().value();
        var secret = Secrets.random();
        try (var user = database.prepareStatement(
                        """
                        INSERT INTO user (id, email, email_key, name, password_hash, role, created_at)
                        VALUES (?, CONCAT(?, '@bench.example'), CONCAT(?, '@bench.example'), 'bench', '-', 'USER', UTC_TIMESTAMP(3))
                        """);
                var given = database.prepareStatement(
                        """
                        INSERT INTO token (id, user_id, name, scopes, secret_hash, created_at, expires_at)
                        VALUES (?, ?, 'bench', 'all', ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL 1 DAY)
                        """);
                var counter =
                        database.prepareStatement("INSERT INTO event_counter (user_id, last_offset) VALUES (?, 0)")) {
            run(user, id.value(), id.value(), id.value());
            run(given, token, id.value(), Secrets.hash(secret).getBytes());
            run(counter, id.value());
        }
        return new Owner(id, "dl_" + token + "_" + secret, new ArrayDeque<>());
    }

    private static void run(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        statement.execute();
    }

    private static void writeJobs(Connection database, Kind kind, List<Owner> owners, int each) throws SQLException {
        var stage = kind == Kind.TICKS ? "predicting" : "queued";
        try (var insert = database.prepareStatement(
                """
                INSERT INTO job (id, input_id, user_id, model_id, model_name, model_version, encoding_id, mode, strains,
                                 state, stage, attempt, worker, lease_until, created_at, request_digest)
                VALUES (?, ?, ?, 1, 'ensemble', '1', 'blosum62', 'pair', '[]', ?, ?, 1, 'http://127.0.0.1:1',
                        UTC_TIMESTAMP(3) + INTERVAL 1 DAY, UTC_TIMESTAMP(3), REPEAT('0', 32))
                """)) {
            int waiting = 0;
            for (int i = 0; i < each; i++) {
                for (var owner : owners) {
                    var job = JobId.random();
                    owner.jobs().add(job);
                    insert.setString(1, job.value());
                    insert.setString(2, job.value());
                    insert.setString(3, owner.id().value());
                    insert.setString(4, stage.toUpperCase(Locale.ROOT));
                    insert.setString(5, stage);
                    insert.addBatch();
                    if (++waiting % BATCH == 0) {
                        insert.executeBatch();
                    }
                }
            }
            insert.executeBatch();
        }
    }
}
