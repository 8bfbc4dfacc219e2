package io.driftline.bus.news;

import io.driftline.identity.SessionId;

/** A session was signed out, revoked, or is too old. */
public record SessionEnded(SessionId session) {}
