package io.driftline.accounts;

import io.driftline.identity.User;

/**
 * A user who has shown the password that was theirs a moment ago.
 *
 * @param passwordHash what the password was compared with; once it has changed, this proves nothing any more
 */
public record Proven(User user, String passwordHash) {}
