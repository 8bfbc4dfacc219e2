package io.driftline.bus.news;

import io.driftline.identity.UserId;

/** A user's first socket on this node opened, or the last one closed. */
public record UserPresent(UserId user, boolean here) {}
