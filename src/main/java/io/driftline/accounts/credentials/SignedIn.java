package io.driftline.accounts.credentials;

import io.driftline.identity.CredentialId;
import io.driftline.identity.User;
import java.util.Set;

/**
 * A user as a live session, or a live personal token, proves them; {@code session} names either.
 *
 * @param scopes what the token may do; a session may do all
 */
public record SignedIn(User user, CredentialId session, Set<Scope> scopes) {
    public SignedIn {
        scopes = Set.copyOf(scopes);
    }

    static SignedIn inPerson(User user, CredentialId session) {
        return new SignedIn(user, session, Set.of(Scope.ALL));
    }
}
