package io.driftline.api.caller;

import io.driftline.accounts.credentials.Scope;
import io.driftline.identity.CredentialId;
import io.driftline.identity.Role;
import io.driftline.identity.User;
import java.util.Set;

/**
 * Who asks, as verified for this request.
 *
 * @param session the session, or the personal token if {@code byToken}
 * @param scopes what the token may do; a session may do all
 */
public record Caller(User user, CredentialId session, boolean byToken, Set<Scope> scopes) {
    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Whether they have no account. */
    public boolean isGuest() {
        return user.role() == Role.GUEST;
    }
}
