package io.driftline.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.accounts.mysql.MySqlAccountAttempts;
import io.driftline.accounts.mysql.MySqlUsers;
import io.driftline.accounts.passwords.Passwords;
import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.identity.Source;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.testing.MutableClock;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long an answer takes must not tell who has an account, so every wrong sign-in does the same work. */
@ExtendWith(StackExtension.class)
class SignInWorkIT {
    private static final String WRONG = "not the right password";

    private final List<String> compared = new CopyOnWriteArrayList<>();

    @Test
    void anUnknownUserCostsOneComparisonAsAWrongPasswordDoes(Config config, Vertx vertx) {
        var database = new Database(vertx, config.database());
        var clock = new MutableClock();
        var accounts = new AccountManager(
                new MySqlUsers(database),
                new MySqlAccountAttempts(database, config.accounts(), clock),
                new Passwords(vertx, this::compareAndNote),
                config.accounts(),
                clock);
        var source = Source.of("203.0.113.77");
        var known = UUID.randomUUID() + "@example.org";
        Running.await(accounts.signUp(known, "Ann", "a long enough passphrase", "", Optional.empty(), source));

        assertThat(workOf(accounts, known, source)).hasSize(1);
        assertThat(workOf(accounts, UUID.randomUUID() + "@example.org", source))
                .isEqualTo(workOf(accounts, known, source));
        assertThat(workOf(accounts, "no address", source)).hasSize(1);
        Running.await(database.close());
    }

    /** The parameters of the hashes that one wrong sign-in was compared with. */
    private List<String> workOf(AccountManager accounts, String email, Source source) {
        compared.clear();
        var refused = Running.await(accounts.signIn(email, WRONG, source)
                .map(user -> "signed in")
                .recover(failure -> Future.succeededFuture(type(failure).urn())));
        assertThat(refused).isEqualTo(ProblemType.INVALID_CREDENTIALS.urn());
        return List.copyOf(compared);
    }

    private static ProblemType type(Throwable failure) {
        return ((ServiceException) failure).type();
    }

    /** {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash} */
    private boolean compareAndNote(String password, String hash) {
        compared.add(String.join("$", List.of(hash.split("\\$", -1)).subList(0, 4)));
        return Passwords.compare(password, hash);
    }
}
