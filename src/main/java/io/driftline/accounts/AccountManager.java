package io.driftline.accounts;

import io.driftline.accounts.passwords.ConcurrencyLimit;
import io.driftline.accounts.passwords.PasswordRules;
import io.driftline.accounts.passwords.Passwords;
import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.config.Config;
import io.driftline.identity.Email;
import io.driftline.identity.Source;
import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing up, and proving with a password who one is. */
public final class AccountManager {
    private static final Logger LOG = LoggerFactory.getLogger(AccountManager.class);
    private static final int PRUNED_EACH = 64;
    private static final int MOST_UNDERWAY = 64;
    private static final int MOST_OF_ONE_SOURCE = 8;
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]{1,100}");

    private final Users users;
    private final AccountAttempts tries;
    private final Passwords passwords;
    private final Config.Accounts settings;
    private final Clock clock;
    private final ConcurrencyLimit underway = new ConcurrencyLimit(MOST_UNDERWAY, MOST_OF_ONE_SOURCE);
    private final PasswordRules rules = new PasswordRules();
    private final AtomicLong attempts = new AtomicLong();

    public AccountManager(
            Users users, AccountAttempts tries, Passwords passwords, Config.Accounts settings, Clock clock) {
        this.users = users;
        this.tries = tries;
        this.passwords = passwords;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Creates an account; the first one of an installation is its operator.
     *
     * @param invitation its code, or nothing
     * @param guest who has been trying the service in this browser, and becomes that user
     * @return fails with INVALID_FIELD, WEAK_PASSWORD, REGISTRATION_CLOSED, INVITATION_NEEDED, EMAIL_TAKEN,
     *     SIGN_IN_THROTTLED or SIGN_IN_BUSY
     */
    public Future<ProvenUser> signUp(
            String emailText,
            String nameText,
            String password,
            String invitation,
            Optional<UserId> guest,
            Source source) {
        var email = Email.parse(emailText);
        var name = requireName(nameText);
        rules.check(password, email, name);
        pruneSometimes();
        var registration = Registration.of(settings.registration(), invitation);
        return underway.admit(source, () -> tries.signUp(source)
                .compose(counted -> users.requireAdmitted(registration, clock.instant()))
                .compose(admitted -> refuseTaken(email))
                .compose(free -> passwords.hash(password, source))
                .compose(hash -> users.add(email, name, hash, registration, guest, clock.instant())
                        .map(user -> new ProvenUser(user, hash)))
                .compose(proven -> tries.signedUp(email, source).map(proven)));
    }

    /** Whether whoever signs up next is the first, and the operator. */
    public Future<Boolean> awaitsFirst() {
        return users.awaitsFirst();
    }

    /** What applies to the next who signs up. */
    public Future<Config.Registration> registration() {
        return users.registration(settings.registration());
    }

    /**
     * The user with this e-mail and password. Unknown e-mails take as long, and are answered alike, as wrong passwords.
     *
     * <p>Fails with INVALID_CREDENTIALS, SIGN_IN_THROTTLED or SIGN_IN_BUSY.
     */
    public Future<ProvenUser> signIn(String emailText, String password, Source source) {
        PasswordRules.requireUsable(password);
        pruneSometimes();
        var email = Email.lenient(emailText);
        return underway.admit(source, () -> tries.signIn(email, source)
                .compose(counted -> proven(email, password, source).recover(failure -> uncount(email, source, failure)))
                .compose(proven -> tries.signedIn(email, source).map(proven)));
    }

    /**
     * That the person who is signed in knows the password; wrong answers count as at signing in.
     *
     * <p>Fails with WRONG_PASSWORD, SIGN_IN_THROTTLED or SIGN_IN_BUSY.
     */
    Future<ProvenUser> prove(User user, String password, Source source) {
        return users.find(Email.lenient(user.email()))
                .compose(
                        found -> found.filter(account -> !account.hasPassword()).isPresent()
                                ? Future.<ProvenUser>failedFuture(Refusals.noPassword())
                                : signIn(user.email(), password, source))
                .recover(failure -> Future.failedFuture(isWrongPassword(failure) ? Refusals.wrongPassword() : failure));
    }

    /** The hash of a new password; fails with WEAK_PASSWORD, SIGN_IN_THROTTLED or SIGN_IN_BUSY. */
    Future<String> hashOf(User user, String password, Source source) {
        rules.check(password, Email.lenient(user.email()), user.name());
        return passwords.hash(password, source);
    }

    /** Counted failures grow with attempts alone, so attempts are what drops those that no longer matter. */
    private void pruneSometimes() {
        if (attempts.incrementAndGet() % PRUNED_EACH == 0) {
            tries.prune().onFailure(failure -> LOG.warn("old failures to sign in not dropped", failure));
        }
    }

    private Future<Void> refuseTaken(Email email) {
        return users.find(email)
                .compose(found ->
                        found.isPresent() ? Future.failedFuture(Refusals.emailTaken()) : Future.succeededFuture());
    }

    private Future<ProvenUser> proven(Email email, String password, Source source) {
        return users.find(email)
                .compose(found -> matches(found, password, source)
                        .compose(matched -> matched
                                ? Future.succeededFuture(found.orElseThrow().proven())
                                : Future.failedFuture(Refusals.wrongCredentials())))
                .compose(account -> renewHash(account, password, source));
    }

    private Future<Boolean> matches(Optional<Account> found, String password, Source source) {
        return found.filter(Account::hasPassword)
                .map(account -> passwords.matches(password, account.passwordHash(), source))
                .orElseGet(() -> passwords.matchesNobody(password, source));
    }

    /** Keeps hashes up with the parameters. Signing in does not fail because of it. */
    private Future<ProvenUser> renewHash(ProvenUser account, String password, Source source) {
        var user = account.user();
        if (!passwords.isOutdated(account.passwordHash())) {
            return Future.succeededFuture(account);
        }
        return passwords
                .hash(password, source)
                .compose(hash ->
                        users.renewHash(account, hash).map(renewed -> renewed ? new ProvenUser(user, hash) : account))
                .onFailure(failure -> LOG.atWarn()
                        .setCause(failure)
                        .addKeyValue("userId", user.id())
                        .log("password hash not renewed"))
                .otherwise(account);
    }

    /** Only a password that was looked at and found wrong counts. */
    private Future<ProvenUser> uncount(Email email, Source source, Throwable failure) {
        if (isWrongPassword(failure)) {
            return Future.failedFuture(failure);
        }
        return tries.undo(email, source).transform(done -> Future.failedFuture(failure));
    }

    private static boolean isWrongPassword(Throwable failure) {
        return failure instanceof ServiceException refused && refused.type() == ProblemType.INVALID_CREDENTIALS;
    }

    private static String requireName(String text) {
        var name = text.strip();
        if (!NAME.matcher(name).matches()) {
            throw ServiceException.ofField(ProblemType.INVALID_FIELD, "/name", AccountWords.NAME_FORM.message());
        }
        return name;
    }
}
