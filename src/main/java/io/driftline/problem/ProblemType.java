package io.driftline.problem;

/** Every problem that the service tells, by its stable name; the documented list of RFC 9457 types. */
public enum ProblemType {
    MALFORMED_JSON("request/malformed-json", Kind.MALFORMED),
    MALFORMED_REQUEST("request/malformed", Kind.MALFORMED),
    UNSUPPORTED_MEDIA_TYPE("request/unsupported-media-type", Kind.UNSUPPORTED),
    TOO_LARGE("request/too-large", Kind.TOO_LARGE),
    TOO_SLOW("request/too-slow", Kind.TOO_SLOW),
    ADDRESS_TOO_LONG("request/address-too-long", Kind.ADDRESS_TOO_LONG),
    HEADERS_TOO_LARGE("request/headers-too-large", Kind.HEADERS_TOO_LARGE),
    MISDIRECTED("request/misdirected", Kind.MISDIRECTED),
    FOREIGN_ORIGIN("request/cross-site", Kind.NOT_ALLOWED),
    NO_SUCH_PAGE("request/not-found", Kind.NOT_FOUND),
    METHOD_NOT_ALLOWED("request/method-not-allowed", Kind.METHOD),
    UNKNOWN_FIELD("validation/unknown-field", Kind.INVALID),
    DUPLICATE_FIELD("validation/duplicate-field", Kind.INVALID),
    TOO_MANY_ITEMS("validation/too-many", Kind.INVALID),
    INVALID_FIELD("validation/invalid-field", Kind.INVALID),
    WEAK_PASSWORD("validation/password", Kind.INVALID),
    SIGN_IN_REQUIRED("auth/required", Kind.UNAUTHENTICATED),
    SESSION_EXPIRED("auth/expired", Kind.UNAUTHENTICATED),
    INVALID_TOKEN("auth/invalid-token", Kind.UNAUTHENTICATED),
    INVALID_CREDENTIALS("auth/invalid-credentials", Kind.UNAUTHENTICATED),
    REFRESH_REUSED("auth/refresh-reused", Kind.UNAUTHENTICATED),
    SIGN_IN_THROTTLED("auth/throttled", Kind.TOO_MANY),
    SIGN_IN_BUSY("auth/busy", Kind.UNAVAILABLE),
    PROVIDER_AWAY("auth/provider-unavailable", Kind.UNAVAILABLE),
    MAIL_AWAY("service/mail-unavailable", Kind.UNAVAILABLE),
    PROVIDER_REFUSED("auth/provider-refused", Kind.UNAUTHENTICATED),
    NOT_NAMED("auth/not-named", Kind.UNAUTHENTICATED),
    ATTEMPT_LOST("auth/attempt-lost", Kind.UNAUTHENTICATED),
    FORBIDDEN("auth/forbidden", Kind.NOT_ALLOWED),
    MISSING_SCOPE("auth/missing-scope", Kind.NOT_ALLOWED),
    EMAIL_TAKEN("account/email-taken", Kind.CONFLICT),
    EMAIL_UNVERIFIED("account/email-unverified", Kind.NOT_ALLOWED),
    IDENTITY_TAKEN("account/identity-taken", Kind.CONFLICT),
    REGISTRATION_CLOSED("account/registration-closed", Kind.NOT_ALLOWED),
    INVITATION_NEEDED("account/invitation-needed", Kind.INVALID),
    WRONG_PASSWORD("account/wrong-password", Kind.INVALID),
    SOLE_OPERATOR("account/sole-operator", Kind.CONFLICT),
    SESSION_NOT_FOUND("account/session-not-found", Kind.NOT_FOUND),
    TOKEN_NOT_FOUND("account/token-not-found", Kind.NOT_FOUND),
    TOO_MANY_TOKENS("quota/tokens", Kind.TOO_MANY),
    ACCOUNT_NEEDED("account/needed", Kind.NOT_ALLOWED),
    TOO_MANY_GUESTS("quota/guests", Kind.TOO_MANY),
    TOO_LARGE_FOR_GUEST("quota/guest-size", Kind.INVALID),
    FASTA_EMPTY("fasta/empty", Kind.INVALID),
    FASTA_NO_HEADER("fasta/no-header", Kind.INVALID),
    FASTA_LETTER("fasta/letter", Kind.INVALID),
    FASTA_HEADER("fasta/header", Kind.INVALID),
    FASTA_RECORD_COUNT("fasta/record-count", Kind.INVALID),
    FASTA_TOO_SHORT("fasta/too-short", Kind.INVALID),
    FASTA_TOO_LONG("fasta/too-long", Kind.INVALID),
    FILE_FORMAT("file/format", Kind.INVALID),
    FILE_ENCODING("file/encoding", Kind.INVALID),
    FILE_PACKING("file/packing", Kind.INVALID),
    PAIR_NAME("job/pair-name", Kind.INVALID),
    TOO_MANY_PAIRS("job/too-many-pairs", Kind.INVALID),
    UNKNOWN_MODEL("job/unknown-model", Kind.INVALID),
    UNKNOWN_ENCODING("job/unknown-encoding", Kind.INVALID),
    UNKNOWN_PANEL("job/unknown-panel", Kind.INVALID),
    ENCODING_NOT_OFFERED("job/encoding-not-offered", Kind.INVALID),
    MODEL_NOT_FOUND("catalogue/model-not-found", Kind.NOT_FOUND),
    PANEL_NOT_FOUND("catalogue/panel-not-found", Kind.NOT_FOUND),
    PANEL_NAME_TAKEN("catalogue/panel-name-taken", Kind.CONFLICT),
    JOB_NOT_FOUND("job/not-found", Kind.NOT_FOUND),
    JOB_OPEN("job/not-ended", Kind.CONFLICT),
    JOB_ENDED("job/ended", Kind.CONFLICT),
    SHARE_NOT_FOUND("job/share-not-found", Kind.NOT_FOUND),
    NO_RESULT("job/no-result", Kind.NOT_FOUND),
    IDEMPOTENCY_CONFLICT("job/idempotency-conflict", Kind.CONFLICT),
    TOO_MANY_JOBS("quota/jobs", Kind.TOO_MANY),
    TOO_MANY_KEPT_JOBS("quota/kept-jobs", Kind.TOO_MANY),
    KEPT_TOO_MUCH("quota/storage", Kind.TOO_MANY),
    TOO_MANY_PAIRS_TODAY("quota/pairs", Kind.TOO_MANY),
    SERVICE_FULL("quota/service", Kind.UNAVAILABLE),
    TOO_MANY_PANELS("quota/panels", Kind.TOO_MANY),
    TOO_MANY_VISITS("quota/shared", Kind.TOO_MANY),
    TOO_MANY_SOCKETS("quota/sockets", Kind.TOO_MANY),
    DEAD_LETTER_NOT_FOUND("operator/dead-letter-not-found", Kind.NOT_FOUND),
    INVITATION_NOT_FOUND("operator/invitation-not-found", Kind.NOT_FOUND),
    PASSWORD_LINK_NOT_FOUND("account/password-link-not-found", Kind.NOT_FOUND),
    TOO_MANY_INVITATIONS("quota/invitations", Kind.TOO_MANY),
    USER_NOT_FOUND("operator/user-not-found", Kind.NOT_FOUND),
    MODEL_REJECTED("operator/model-rejected", Kind.INVALID),
    MODEL_VERSION_TAKEN("operator/model-version-taken", Kind.CONFLICT),
    MODEL_VERSION_NOT_FOUND("operator/model-version-not-found", Kind.NOT_FOUND),
    MODEL_VERSION_RETIRED("operator/model-version-retired", Kind.CONFLICT),
    MODEL_NOT_SERVED("operator/model-not-served", Kind.CONFLICT),
    NO_EARLIER_VERSION("operator/no-earlier-version", Kind.CONFLICT),
    UNAVAILABLE("service/unavailable", Kind.UNAVAILABLE),
    STORAGE_FULL("service/storage-full", Kind.UNAVAILABLE),
    NO_WORKER("service/no-worker", Kind.UNAVAILABLE),
    INTERNAL("service/internal", Kind.INTERNAL);

    /** What a caller can do about a problem; the HTTP layer alone turns it into a status. */
    public enum Kind {
        MALFORMED,
        INVALID,
        UNAUTHENTICATED,
        NOT_ALLOWED,
        NOT_FOUND,
        METHOD,
        CONFLICT,
        TOO_LARGE,
        TOO_SLOW,
        ADDRESS_TOO_LONG,
        HEADERS_TOO_LARGE,
        MISDIRECTED,
        UNSUPPORTED,
        TOO_MANY,
        UNAVAILABLE,
        INTERNAL
    }

    private final String path;
    private final Kind kind;

    ProblemType(String path, Kind kind) {
        this.path = path;
        this.kind = kind;
    }

    /** The stable identifier, such as {@code urn:problem:fasta/letter}. */
    public String urn() {
        return "urn:problem:" + path;
    }

    /** The identifier's own part, such as {@code fasta/letter}. */
    public String path() {
        return path;
    }

    public Kind kind() {
        return kind;
    }
}
