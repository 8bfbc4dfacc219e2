package io.driftline.push;

import io.driftline.identity.CredentialId;
import io.driftline.identity.UserId;

/** Whose events a socket gets, and the session that it lives by. */
public record Subscriber(UserId user, CredentialId session) {}
