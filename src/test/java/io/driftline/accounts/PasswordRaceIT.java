package io.driftline.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.accounts.credentials.AccessTokens;
import io.driftline.accounts.credentials.SessionManager;
import io.driftline.accounts.mysql.MySqlAccountAttempts;
import io.driftline.accounts.mysql.MySqlSessions;
import io.driftline.accounts.mysql.MySqlUsers;
import io.driftline.accounts.passwords.Passwords;
import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.identity.CredentialId;
import io.driftline.identity.Source;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A password that changes between being shown and being acted on. */
@ExtendWith(StackExtension.class)
class PasswordRaceIT {
    private static final String OLD = "a long enough passphrase";
    private static final String FRESH = "a longer and fresher passphrase";
    private static final Source SOURCE = Source.of("198.51.100.78");

    private final String email = UUID.randomUUID() + "@example.org";
    private Database database;
    private MySqlUsers users;
    private Passwords passwords;
    private AccountManager accounts;
    private SessionManager sessions;

    @BeforeEach
    void wire(Config config, Vertx vertx) {
        var clock = Clock.systemUTC();
        database = new Database(vertx, config.database());
        users = new MySqlUsers(database);
        passwords = new Passwords(vertx);
        accounts = new AccountManager(
                users,
                new MySqlAccountAttempts(database, config.accounts(), clock),
                passwords,
                config.accounts(),
                clock);
        sessions = new SessionManager(
                new MySqlSessions(database),
                new AccessTokens(vertx, config.keys().session(), clock),
                config.sessions(),
                vertx.eventBus(),
                clock);
        Running.await(accounts.signUp(email, "Ann", OLD, "", Optional.empty(), SOURCE));
    }

    @AfterEach
    void close() {
        Running.await(database.close());
    }

    @Test
    void noSessionBeginsWithThePasswordOfBefore() {
        var slow = Running.await(accounts.signIn(email, OLD, SOURCE));
        change(slow, FRESH);

        assertThat(typeOf(sessions.begin(slow, false))).isEqualTo(ProblemType.INVALID_CREDENTIALS);
        assertThat(Running.await(sessions.list(slow.user().id()))).isEmpty();
        var fresh = Running.await(accounts.signIn(email, FRESH, SOURCE));
        assertThat(Running.await(sessions.begin(fresh, false)).user()).isEqualTo(slow.user());
    }

    @Test
    void theFirstOfTwoChangesHolds() {
        var first = Running.await(accounts.signIn(email, OLD, SOURCE));
        var second = Running.await(accounts.signIn(email, OLD, SOURCE));
        change(first, FRESH);

        var late = users.changePassword(second, hash("yet another long passphrase"), CredentialId.random());

        assertThat(typeOf(late)).isEqualTo(ProblemType.WRONG_PASSWORD);
        assertThat(Running.await(accounts.signIn(email, FRESH, SOURCE)).user()).isEqualTo(first.user());
    }

    @Test
    void renewingAHashBringsNoOldPasswordBack() {
        var slow = Running.await(accounts.signIn(email, OLD, SOURCE));
        change(slow, FRESH);

        assertThat(Running.await(users.renewHash(slow, hash(OLD)))).isFalse();
        assertThat(typeOf(accounts.signIn(email, OLD, SOURCE))).isEqualTo(ProblemType.INVALID_CREDENTIALS);
    }

    private void change(ProvenUser proven, String password) {
        assertThat(Running.await(users.changePassword(proven, hash(password), CredentialId.random())))
                .isEqualTo(List.of());
    }

    private String hash(String password) {
        return Running.await(passwords.hash(password, SOURCE));
    }

    private static ProblemType typeOf(Future<?> refused) {
        return Running.await(refused.<ProblemType>map(done -> {
                    throw new AssertionError("was not refused");
                })
                .recover(failure -> failure instanceof ServiceException refusal
                        ? Future.succeededFuture(refusal.type())
                        : Future.failedFuture(failure)));
    }
}
