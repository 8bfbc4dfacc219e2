package io.driftline.config;

import java.time.Duration;

/**
 * How long an access token is good for, a session lives unused, and a session lives at all; {@code stay}: how long one
 * lives, used or not, whose user wishes to stay signed in, offered where that is longer than {@code idle}.
 */
public record SessionLengths(Duration access, Duration idle, Duration absolute, Duration stay) implements Config.Group {
    public SessionLengths {
        Check.positive("sessions.access", access);
        Check.positive("sessions.idle", idle);
        Check.positive("sessions.absolute", absolute);
        Check.notNegative("sessions.stay", stay);
    }

    public boolean offersStay() {
        return stay.compareTo(idle) > 0;
    }
}
