package io.driftline.accounts;

import io.driftline.accounts.credentials.SessionManager;
import io.driftline.identity.Email;
import io.driftline.identity.Source;
import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.driftline.mail.Letters;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.Language;
import io.driftline.words.MailWords;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lost password: whoever has a link gives the account another one. Operators make links; where mail is set up whoever reads
 * the account's mail gets one. Who asks for a letter learns nothing of whether there is an account: they are answered before
 * it is looked for.
 */
public final class PasswordReset {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordReset.class);
    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final Duration MAILED_LIFETIME = Duration.ofHours(1);

    private final PasswordLinks links;
    private final AccountManager accounts;
    private final SessionManager sessions;
    private final Users users;
    private final AccountAttempts tries;
    private final Optional<Letters> letters;

    /** @param letters none where mail is not set up */
    public PasswordReset(
            PasswordLinks links,
            AccountManager accounts,
            SessionManager sessions,
            Users users,
            AccountAttempts tries,
            Optional<Letters> letters) {
        this.links = links;
        this.accounts = accounts;
        this.sessions = sessions;
        this.users = users;
        this.tries = tries;
        this.letters = letters;
    }

    /** Until it is used the old password holds. Fails with USER_NOT_FOUND. */
    public Future<PasswordLinks.Fresh> offer(User operator, UserId subject) {
        return links.create(operator, subject, LIFETIME).onSuccess(fresh -> LOG.atInfo()
                .addKeyValue("userId", operator.id())
                .addKeyValue("subjectId", subject)
                .log("link for a lost password made"));
    }

    /**
     * Gives the link's holder this password and ends all of their sessions; personal tokens stay, as when a password is
     * changed.
     *
     * <p>Fails with PASSWORD_LINK_NOT_FOUND, WEAK_PASSWORD or SIGN_IN_BUSY; after the latter two the link still holds.
     */
    public Future<UserId> use(String code, String password, Source source) {
        return links.holder(code)
                .compose(user -> accounts.hashOf(user, password, source))
                .compose(hash -> links.use(code, hash))
                .compose(user -> sessions.endAll(user).map(user))
                .onSuccess(user -> LOG.atInfo().addKeyValue("userId", user).log("lost password replaced"));
    }

    /** Completes before anything is looked for; fails with NO_SUCH_PAGE where mail is not set up, or SIGN_IN_THROTTLED. */
    public Future<Void> ask(String emailText, Source source, Language language) {
        if (letters.isEmpty()) {
            return Future.failedFuture(ServiceException.of(ProblemType.NO_SUCH_PAGE, MailWords.NONE.message()));
        }
        var email = Email.lenient(emailText);
        return tries.forgotten(email, source).onSuccess(counted -> write(letters.get(), email, language)
                .onFailure(failure -> LOG.warn("letter with a link for a password not sent", failure)));
    }

    /** Who came by their institute has no password to lose. */
    private Future<Void> write(Letters by, Email email, Language language) {
        return users.find(email).compose(found -> found.filter(Account::hasPassword)
                .map(account -> links.create(account.user(), account.user().id(), MAILED_LIFETIME)
                        .compose(fresh -> by.passwordLink(
                                account.user().email(), fresh.code(), MAILED_LIFETIME.toHours(), language))
                        .onSuccess(sent -> LOG.atInfo()
                                .addKeyValue("userId", account.user().id())
                                .log("letter with a link for a password sent")))
                .orElseGet(Future::succeededFuture));
    }
}
