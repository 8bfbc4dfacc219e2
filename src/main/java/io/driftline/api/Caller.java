package io.driftline.api;

import io.driftline.domain.SessionId;
import io.driftline.domain.User;

/**
 * Who asks, as verified for this request.
 *
 * @param session the session, or the personal token if {@code byToken}
 */
public record Caller(User user, SessionId session, boolean byToken) {}
