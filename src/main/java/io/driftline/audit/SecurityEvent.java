package io.driftline.audit;

import java.util.Locale;

/** What the security log tells of; {@code docs/operating.md} says when. */
public enum SecurityEvent {
    SIGN_UP,
    SIGN_IN,
    SIGN_OUT,
    SESSIONS_ENDED,
    PASSWORD_CHANGED,
    ACCOUNT_DELETED,
    TOKEN_CREATED,
    TOKEN_REVOKED,
    ROLE_CHANGED,
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
    WORKER_MESSAGE_REFUSED;

    /** As the log has it, such as {@code sign-in}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
