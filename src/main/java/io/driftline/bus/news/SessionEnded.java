package io.driftline.bus.news;

import io.driftline.identity.CredentialId;

/** A session was signed out, revoked, or is too old. */
public record SessionEnded(CredentialId session) {}
