package io.driftline.accounts;

import io.driftline.identity.User;

/**
 * An account as it was found by its e-mail; nobody has shown its password yet.
 *
 * @param passwordHash what a password is compared with
 */
record Account(User user, String passwordHash) {
    /** Once the password was shown. */
    Proven proven() {
        return new Proven(user, passwordHash);
    }
}
