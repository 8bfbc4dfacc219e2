package io.driftline.accounts.credentials;

import io.driftline.identity.CredentialId;
import io.driftline.identity.User;
import java.time.Duration;

/**
 * What a browser gets to hold for a session.
 *
 * @param access the signed token of a few minutes, and how long it lasts
 * @param refresh the opaque token that renews it once; empty when another tab has just got it
 * @param stays whether the session is longer than others, and goes on when its browser was closed meanwhile
 */
public record SessionGrant(
        User user,
        CredentialId session,
        String access,
        Duration accessFor,
        String refresh,
        Duration refreshFor,
        boolean stays) {}
