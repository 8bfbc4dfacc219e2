package io.driftline.accounts.credentials;

import io.driftline.identity.CredentialId;
import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The personal tokens; one that was revoked is gone at the next request. */
public interface Tokens {
    /** A token as it is kept, with its owner. */
    record Kept(User user, PersonalToken token, Buffer secretHash) {}

    /** Answers false, and adds none, if the user already has {@code most} that have not expired. */
    Future<Boolean> add(UserId user, PersonalToken token, Buffer secretHash, int most);

    /** The user's tokens that have not expired, newest first. */
    Future<List<PersonalToken>> list(UserId user, Instant now);

    /** Empty if it was revoked; one that has expired may still be there. */
    Future<Optional<Kept>> find(CredentialId id);

    /** Answers whether the user had this token. */
    Future<Boolean> delete(UserId user, CredentialId id);

    /** Revokes all of the user's tokens; answers which there were. */
    Future<List<CredentialId>> deleteAll(UserId user);

    /** Keeps when the token was used last. */
    Future<Void> noteUse(CredentialId id, Instant now);
}
