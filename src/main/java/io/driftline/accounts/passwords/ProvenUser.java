package io.driftline.accounts.passwords;

import io.driftline.identity.User;

/**
 * A user who has shown the password that was theirs a moment ago.
 *
 * @param passwordHash what the password was compared with; once it has changed, this proves nothing any more
 */
public record ProvenUser(User user, String passwordHash) {}
