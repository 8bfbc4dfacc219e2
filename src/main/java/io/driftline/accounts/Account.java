package io.driftline.accounts;

import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.identity.User;

/**
 * An account as it was found by its e-mail; nobody has shown its password yet.
 *
 * @param passwordHash what a password is compared with
 */
public record Account(User user, String passwordHash) {
    /** Whether it has one: who came by a provider does not, until they get one by a link. */
    boolean hasPassword() {
        return passwordHash.startsWith("$");
    }

    /** Once the password was shown. */
    ProvenUser proven() {
        return new ProvenUser(user, passwordHash);
    }
}
