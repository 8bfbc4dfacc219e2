package io.driftline.accounts.mysql;

import io.driftline.accounts.Invitation;
import io.driftline.accounts.Invitations;
import io.driftline.database.Database;
import io.driftline.identity.Ids;
import io.driftline.identity.Secrets;
import io.driftline.identity.User;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What operators give to people who are to sign up; kept as hashes until used, withdrawn or expired. */
public final class MySqlInvitations implements Invitations {
    private static final int MOST = 1_000;

    private final Database database;
    private final Clock clock;

    public MySqlInvitations(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Future<Invitation.Fresh> create(User operator, Duration lifetime) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var invitation = new Invitation(Ids.random(), now, now.plus(lifetime));
        var code = Secrets.random();
        return database.statement(client -> client.preparedQuery("DELETE FROM invitation WHERE expires_at <= ?")
                        .execute(Tuple.of(AccountRows.utc(now)))
                        .compose(pruned -> client.preparedQuery("INSERT INTO invitation (id, code_hash, created_by,"
                                        + " created_at, expires_at) SELECT ?, ?, ?, ?, ? FROM installation"
                                        + " WHERE id = 1 AND (SELECT COUNT(*) FROM invitation) < " + MOST)
                                .execute(Tuple.of(
                                        invitation.id(),
                                        Secrets.hash(code),
                                        operator.id().value(),
                                        AccountRows.utc(now),
                                        AccountRows.utc(invitation.expiresAt())))))
                .map(added -> {
                    if (added.rowCount() == 0) {
                        throw ServiceException.of(
                                ProblemType.TOO_MANY_INVITATIONS, AccountWords.INVITATIONS_OPEN.message(MOST));
                    }
                    return new Invitation.Fresh(invitation, code);
                });
    }

    @Override
    public Future<List<Invitation>> list() {
        return database.statement(client -> client.preparedQuery("SELECT id, created_at, expires_at FROM invitation"
                        + " WHERE expires_at > ? ORDER BY created_at DESC, id")
                .execute(Tuple.of(AccountRows.utc(clock.instant())))
                .map(rows -> {
                    List<Invitation> open = new ArrayList<>();
                    rows.forEach(row -> open.add(new Invitation(
                            row.getString("id"),
                            AccountRows.time(row, "created_at"),
                            AccountRows.time(row, "expires_at"))));
                    return List.copyOf(open);
                }));
    }

    @Override
    public Future<Void> withdraw(String id) {
        return database.statement(client -> client.preparedQuery("DELETE FROM invitation WHERE id = ?")
                        .execute(Tuple.of(id)))
                .compose(rows -> rows.rowCount() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(ServiceException.of(
                                ProblemType.INVITATION_NOT_FOUND, AccountWords.INVITATION_GONE.message())));
    }
}
