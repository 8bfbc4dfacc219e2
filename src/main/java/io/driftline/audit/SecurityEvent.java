package io.driftline.audit;

import io.driftline.problem.ProblemType;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the security log tells of; {@code docs/operating.md} says when. */
public enum SecurityEvent {
    SIGN_UP,
    GUEST_BEGUN,
    GUEST_DELETED,
    SIGN_IN,
    PROVIDER_CONNECTED,
    SIGN_OUT,
    SESSIONS_ENDED,
    PASSWORD_CHANGED,
    PASSWORD_LINK_CREATED,
    PASSWORD_FORGOTTEN,
    PASSWORD_RESET,
    ACCOUNT_DELETED,
    TOKEN_CREATED,
    TOKEN_REVOKED,
    ROLE_CHANGED,
    USER_LIMITS_CHANGED,
    USER_SIGNED_OUT,
    INVITATION_CREATED,
    INVITATION_WITHDRAWN,
    MODEL_ADDED,
    MODEL_ACTIVATED,
    MODEL_ROLLED_BACK,
    MODEL_RETIRED,
    DEAD_LETTER_DISCARDED,
    JOB_DELETED,
    RESULT_SHARED,
    SHARE_REVOKED,
    ACCESS_REFUSED,
    ORIGIN_REFUSED,
    LIMIT_MET,
    UNKNOWN_ID,
    WORKER_MESSAGE_REFUSED,
    WORKER_ANNOUNCEMENT_REFUSED;

    /** Told of whatever anybody sends, as often as they like: in the log alone. */
    private static final Set<String> UNBOUNDED = Stream.of(
                    ACCESS_REFUSED,
                    ORIGIN_REFUSED,
                    LIMIT_MET,
                    UNKNOWN_ID,
                    WORKER_MESSAGE_REFUSED,
                    WORKER_ANNOUNCEMENT_REFUSED)
            .map(SecurityEvent::label)
            .collect(Collectors.toUnmodifiableSet());

    /** What was refused only because there was too much of it. */
    private static final Set<String> LIMITS = Stream.of(ProblemType.values())
            .filter(type -> type.kind() == ProblemType.Kind.TOO_MANY || type.kind() == ProblemType.Kind.UNAVAILABLE)
            .map(ProblemType::path)
            .collect(Collectors.toUnmodifiableSet());

    /** Whether operators can read the line later: all but what has no bound that limits set. */
    static boolean isKept(JsonObject line) {
        return !UNBOUNDED.contains(line.getString("event")) && !LIMITS.contains(line.getString("reason", ""));
    }

    /** Whether operators can read its lines later, unless a limit was met. */
    public boolean isForOperators() {
        return !UNBOUNDED.contains(label());
    }

    /** As the log has it, such as {@code sign-in}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
