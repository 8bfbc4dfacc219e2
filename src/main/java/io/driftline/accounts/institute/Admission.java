package io.driftline.accounts.institute;

import io.driftline.accounts.Registration;
import io.driftline.accounts.Roles;
import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.config.Config;
import io.driftline.identity.Email;
import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets people in whom somebody else vouches for. Who comes for the first time gets an account without a password, where
 * registration lets them; an account that has their e-mail already is theirs only once they have connected it, signed in.
 */
public final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final Identities identities;
    private final Roles roles;
    private final Config.Registration usual;
    private final Clock clock;

    /** @param usual who may sign up where nothing else is said */
    public Admission(Identities identities, Roles roles, Config.Registration usual, Clock clock) {
        this.identities = identities;
        this.roles = roles;
        this.usual = usual;
        this.clock = clock;
    }

    /**
     * The user who this person is.
     *
     * <p>Fails with EMAIL_UNVERIFIED, EMAIL_TAKEN, REGISTRATION_CLOSED or INVITATION_NEEDED.
     *
     * @param registration who may come in for the first time; as the others where that is not said
     * @param invitation its code, or nothing
     * @param guest who has been trying the service in this browser, and becomes that user if they are new
     * @param by what vouches for the person, as people call it
     */
    Future<ProvenUser> admit(
            Person person,
            Config.@Nullable Registration registration,
            String invitation,
            Optional<UserId> guest,
            String by) {
        var asked = Registration.of(registration == null ? usual : registration, invitation);
        return identities
                .find(person)
                .compose(known -> known.map(Future::succeededFuture).orElseGet(() -> add(person, asked, guest, by)))
                .compose(user -> withRole(user, person));
    }

    /** Lets a user who is signed in come in as this person too; fails with IDENTITY_TAKEN. */
    Future<Void> connect(Person person, User user) {
        return identities.connect(user.id(), person, clock.instant()).onSuccess(connected -> LOG.atInfo()
                .addKeyValue("userId", user.id())
                .log("sign-in from elsewhere connected"));
    }

    /** Whether this person may go on in a session of this user. */
    Future<Boolean> agree(User user, Person person) {
        return identities.agree(user.id(), person);
    }

    private Future<ProvenUser> add(Person person, Registration registration, Optional<UserId> guest, String by) {
        return person.email()
                .map(Email::parse)
                .map(email -> identities.add(person, email, person.name(), registration, guest, clock.instant()))
                .orElseGet(() -> Future.failedFuture(InstituteRefusals.unverified(by)));
    }

    /** Whoever is the only operator stays one, whatever is said. */
    private Future<ProvenUser> withRole(ProvenUser proven, Person person) {
        var user = proven.user();
        if (person.role().isEmpty() || person.role().get() == user.role()) {
            return Future.succeededFuture(proven);
        }
        return roles.change(user.id(), user.id(), person.role().get(), clock.instant())
                .map(changed -> changed.map(known -> new ProvenUser(known.user(), proven.passwordHash()))
                        .orElse(proven))
                .recover(failure ->
                        isSoleOperator(failure) ? Future.succeededFuture(proven) : Future.failedFuture(failure));
    }

    private static boolean isSoleOperator(Throwable failure) {
        return failure instanceof ServiceException refused && refused.type() == ProblemType.SOLE_OPERATOR;
    }
}
