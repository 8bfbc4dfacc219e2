package io.driftline.status;

import io.driftline.job.JobId;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * A line, or a whole body, for the dead letters.
 *
 * @param said the attempt whose own word this is; it has said something that can never be applied
 */
record UnusableMessage(Buffer body, String reason, Optional<Attempt> said) {
    private static final int LONGEST_REASON = 300;

    record Attempt(JobId job, int number) {}

    /** What nobody is known to have said. */
    static UnusableMessage of(Buffer body, String reason) {
        return new UnusableMessage(body, reason, Optional.empty());
    }

    /** A message that was understood and cannot be applied; a gauge may get lost, an event may not. */
    static UnusableMessage of(StatusMessage message, Throwable failure) {
        var reason = "could not be applied: " + failure.getMessage();
        return new UnusableMessage(
                message.line(),
                reason.substring(0, Math.min(reason.length(), LONGEST_REASON)),
                message instanceof StatusMessage.Event
                        ? Optional.of(new Attempt(message.job(), message.attempt()))
                        : Optional.empty());
    }
}
