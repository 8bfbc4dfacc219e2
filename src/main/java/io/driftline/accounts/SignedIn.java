package io.driftline.accounts;

import io.driftline.domain.SessionId;
import io.driftline.domain.User;

/** A user as a live session, or a live personal token, proves them; {@code session} names either. */
public record SignedIn(User user, SessionId session) {}
