package io.driftline.push;

import io.driftline.domain.SessionId;
import io.driftline.domain.UserId;

/** Whose events a socket gets, and the session that it lives by. */
public record Subscriber(UserId user, SessionId session) {}
