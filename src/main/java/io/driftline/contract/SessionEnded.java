package io.driftline.contract;

import io.driftline.identity.SessionId;

/** A session was signed out, revoked, or is too old. */
public record SessionEnded(SessionId session) {}
