package io.driftline.accounts.institute;

import io.driftline.accounts.AccountAttempts;
import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.identity.Source;
import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import java.util.Optional;

/** Signing in as whom a trusted proxy names: it has asked who they are. */
public final class NamedSignIn {
    private static final String BY = "The proxy";

    private final Admission admission;
    private final AccountAttempts tries;

    public NamedSignIn(Admission admission, AccountAttempts tries) {
        this.admission = admission;
        this.tries = tries;
    }

    /** The user who is named; fails with NOT_NAMED, SIGN_IN_THROTTLED, and as {@link Admission#admit}. */
    public Future<ProvenUser> signIn(Optional<Person> named, String invitation, Optional<UserId> guest, Source source) {
        return counted(named, source).compose(person -> admission.admit(person, null, invitation, guest, BY));
    }

    /** Lets a user who is signed in sign in as who is named too; fails with NOT_NAMED or IDENTITY_TAKEN. */
    public Future<Void> connect(Optional<Person> named, User user, Source source) {
        return counted(named, source).compose(person -> admission.connect(person, user));
    }

    /** Whether a session of this user is that of who is named now, as far as that is known. */
    public Future<Boolean> agree(Optional<Person> named, User user) {
        return named.map(person -> admission.agree(user, person)).orElseGet(() -> Future.succeededFuture(true));
    }

    private Future<Person> counted(Optional<Person> named, Source source) {
        return named.map(person -> tries.elsewhere(source).map(person))
                .orElseGet(() -> Future.failedFuture(InstituteRefusals.notNamed()));
    }
}
