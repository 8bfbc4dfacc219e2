package io.driftline.accounts.credentials;

import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.identity.CredentialId;
import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sessions that live; one that was ended is gone at the next request, on every node. */
public interface Sessions {
    /**
     * A session as it is kept.
     *
     * @param previousHash of the refresh token that was replaced last, if one was
     * @param idle how long it may stay unused, in whole seconds
     */
    record Kept(
            CredentialId id,
            User user,
            Buffer refreshHash,
            @Nullable Buffer previousHash,
            Instant rotatedAt,
            Duration idle,
            Instant idleUntil,
            Instant absoluteUntil) {

        boolean alive(Instant now) {
            return now.isBefore(idleUntil) && now.isBefore(absoluteUntil);
        }
    }

    /**
     * Adds a session and ends the user's oldest beyond {@code most}; answers those.
     *
     * <p>Fails with INVALID_CREDENTIALS if what proved the user has changed since.
     */
    Future<List<CredentialId>> add(Kept session, ProvenUser proven, Instant now, int most);

    /** Empty once it was ended; one that is over may still be there. */
    Future<Optional<Kept>> find(CredentialId id);

    /** Replaces the refresh token if it is still the one given; answers whether it was. */
    Future<Boolean> rotate(Kept session, Buffer newHash, Instant now, Instant idleUntil);

    /** The user's sessions that live, the one renewed last first. */
    Future<List<OwnSession>> list(UserId user, Instant now);

    /** Answers whether the user had this session. */
    Future<Boolean> delete(UserId user, CredentialId id);

    /** Ends the user's sessions but this one; answers those. */
    Future<List<CredentialId>> deleteOthers(UserId user, CredentialId kept);

    /** Ends all of the user's sessions; answers those. */
    Future<List<CredentialId>> deleteAll(UserId user);

    /** Ends these; those that are not there change nothing. */
    Future<Void> delete(Collection<CredentialId> ids);

    /** Forgets some of the sessions that are over: more than begin meanwhile, so they cannot pile up. */
    Future<Void> prune(Instant now);

    /** Which of these sessions or personal tokens still hold. */
    Future<Set<CredentialId>> alive(Collection<CredentialId> ids, Instant now);
}
