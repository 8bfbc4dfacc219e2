package io.driftline.accounts;

import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.config.Config;
import io.driftline.identity.CredentialId;
import io.driftline.identity.Email;
import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The users, with the hashes of their passwords. */
public interface Users {
    /** The account of this e-mail, in whatever case it is written; guests have none. */
    Future<Optional<Account>> find(Email email);

    /** Whether nobody has signed up yet; who does is the operator. */
    Future<Boolean> awaitsFirst();

    /** What applies to the next who signs up: open to the first, whatever the setting. */
    Future<Config.Registration> registration(Config.Registration setting);

    /** Fails with REGISTRATION_CLOSED or INVITATION_NEEDED. */
    Future<Void> requireAdmitted(Registration registration, Instant now);

    /**
     * Adds a user, the first of an installation as its operator; fails with EMAIL_TAKEN, REGISTRATION_CLOSED or
     * INVITATION_NEEDED.
     *
     * @param guest who becomes that user, with the same id and all that they ran, unless their time is over
     */
    Future<User> add(
            Email email,
            String name,
            String passwordHash,
            Registration registration,
            Optional<UserId> guest,
            Instant now);

    /** Writes the same password's hash anew; answers whether it was still the same password. */
    Future<Boolean> renewHash(ProvenUser account, String passwordHash);

    /**
     * Gives the user another password and ends their sessions but one, both or neither; answers those.
     *
     * <p>Fails with WRONG_PASSWORD if it has changed since it was proven.
     */
    Future<List<CredentialId>> changePassword(ProvenUser account, String passwordHash, CredentialId kept);

    /** Fails with SOLE_OPERATOR if the installation would have no operator without this user. */
    Future<Void> requireDispensable(User user);

    /**
     * Deletes the user, and with them their sessions, tokens and likes, unless they still have a job.
     *
     * @return whether it did; fails with SOLE_OPERATOR
     */
    Future<Boolean> delete(User user);
}
