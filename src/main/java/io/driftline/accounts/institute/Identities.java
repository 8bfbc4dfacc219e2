package io.driftline.accounts.institute;

import io.driftline.accounts.Registration;
import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.identity.Email;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** Which user is whom to a provider, by issuer and subject alone: e-mails change hands. */
public interface Identities {
    /** The user as whom this person has signed in before, or has connected. */
    Future<Optional<ProvenUser>> find(Person person);

    /**
     * Adds a user without a password, the first of an installation as its operator; fails with EMAIL_TAKEN,
     * REGISTRATION_CLOSED or INVITATION_NEEDED.
     *
     * @param guest who becomes that user, with the same id and all that they ran, unless their time is over
     */
    Future<ProvenUser> add(
            Person person, Email email, String name, Registration registration, Optional<UserId> guest, Instant now);

    /**
     * Whether this person may be at work in a session of this user: not where the issuer knows the person as another user, or
     * the user as another person.
     */
    Future<Boolean> agree(UserId user, Person person);

    /** Lets a user sign in as this person too; fails with IDENTITY_TAKEN if another user does. */
    Future<Void> connect(UserId user, Person person, Instant now);
}
