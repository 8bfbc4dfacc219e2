package io.driftline.problem;

/** Every problem that the service tells, by its stable name; the documented list of RFC 9457 types. */
public enum ProblemType {
    MALFORMED_JSON("request/malformed-json", Kind.MALFORMED, "The body is not valid JSON"),
    MALFORMED_REQUEST("request/malformed", Kind.MALFORMED, "The request is malformed"),
    UNSUPPORTED_MEDIA_TYPE("request/unsupported-media-type", Kind.UNSUPPORTED, "This content type is not accepted"),
    TOO_LARGE("request/too-large", Kind.TOO_LARGE, "The body is too large"),
    TOO_SLOW("request/too-slow", Kind.TOO_SLOW, "The body came too slowly"),
    ADDRESS_TOO_LONG("request/address-too-long", Kind.ADDRESS_TOO_LONG, "The address is too long"),
    HEADERS_TOO_LARGE("request/headers-too-large", Kind.HEADERS_TOO_LARGE, "The headers are too large"),
    MISDIRECTED("request/misdirected", Kind.MISDIRECTED, "This host is not served here"),
    FOREIGN_ORIGIN("request/cross-site", Kind.NOT_ALLOWED, "Requests from this origin are not allowed"),
    NO_SUCH_PAGE("request/not-found", Kind.NOT_FOUND, "There is nothing at this address"),
    METHOD_NOT_ALLOWED("request/method-not-allowed", Kind.METHOD, "This method is not allowed here"),
    UNKNOWN_FIELD("validation/unknown-field", Kind.INVALID, "Unknown field"),
    DUPLICATE_FIELD("validation/duplicate-field", Kind.INVALID, "Duplicate field"),
    TOO_MANY_ITEMS("validation/too-many", Kind.INVALID, "Too many items"),
    INVALID_FIELD("validation/invalid-field", Kind.INVALID, "Invalid or missing field"),
    WEAK_PASSWORD("validation/password", Kind.INVALID, "This password is not accepted"),
    SIGN_IN_REQUIRED("auth/required", Kind.UNAUTHENTICATED, "Sign in first"),
    SESSION_EXPIRED("auth/expired", Kind.UNAUTHENTICATED, "The session has expired"),
    INVALID_TOKEN("auth/invalid-token", Kind.UNAUTHENTICATED, "The token is not valid"),
    INVALID_CREDENTIALS("auth/invalid-credentials", Kind.UNAUTHENTICATED, "E-mail or password is wrong"),
    REFRESH_REUSED("auth/refresh-reused", Kind.UNAUTHENTICATED, "This session was ended for safety"),
    SIGN_IN_THROTTLED("auth/throttled", Kind.TOO_MANY, "Too many attempts to sign in"),
    SIGN_IN_BUSY("auth/busy", Kind.UNAVAILABLE, "Too many people are signing in right now"),
    FORBIDDEN("auth/forbidden", Kind.NOT_ALLOWED, "Your role does not allow this"),
    MISSING_SCOPE("auth/missing-scope", Kind.NOT_ALLOWED, "The token does not allow this"),
    EMAIL_TAKEN("account/email-taken", Kind.CONFLICT, "There is already an account with this e-mail"),
    REGISTRATION_CLOSED("account/registration-closed", Kind.NOT_ALLOWED, "Nobody can sign up here"),
    INVITATION_NEEDED("account/invitation-needed", Kind.INVALID, "Signing up here takes an invitation"),
    WRONG_PASSWORD("account/wrong-password", Kind.INVALID, "The current password is wrong"),
    SOLE_OPERATOR("account/sole-operator", Kind.CONFLICT, "This is the only operator's account"),
    SESSION_NOT_FOUND("account/session-not-found", Kind.NOT_FOUND, "No such session"),
    TOKEN_NOT_FOUND("account/token-not-found", Kind.NOT_FOUND, "No such token"),
    TOO_MANY_TOKENS("quota/tokens", Kind.TOO_MANY, "Too many personal tokens"),
    FASTA_EMPTY("fasta/empty", Kind.INVALID, "No sequences given"),
    FASTA_NO_HEADER("fasta/no-header", Kind.INVALID, "A FASTA header is missing"),
    FASTA_LETTER("fasta/letter", Kind.INVALID, "Letter outside the alphabet"),
    FASTA_HEADER("fasta/header", Kind.INVALID, "A FASTA header is not usable"),
    FASTA_RECORD_COUNT("fasta/record-count", Kind.INVALID, "Wrong number of records"),
    FASTA_TOO_SHORT("fasta/too-short", Kind.INVALID, "A sequence is too short"),
    FASTA_TOO_LONG("fasta/too-long", Kind.INVALID, "A sequence is too long"),
    FILE_FORMAT("file/format", Kind.INVALID, "This kind of file is not read here"),
    FILE_ENCODING("file/encoding", Kind.INVALID, "The encoding of a file is not clear"),
    FILE_PACKING("file/packing", Kind.INVALID, "A file cannot be unpacked"),
    PAIR_NAME("job/pair-name", Kind.INVALID, "A pair names no sequence, or several"),
    TOO_MANY_PAIRS("job/too-many-pairs", Kind.INVALID, "Too many pairs"),
    UNKNOWN_MODEL("job/unknown-model", Kind.INVALID, "Unknown model"),
    UNKNOWN_ENCODING("job/unknown-encoding", Kind.INVALID, "Unknown encoding"),
    ENCODING_NOT_OFFERED("job/encoding-not-offered", Kind.INVALID, "The model was not trained with this encoding"),
    MODEL_NOT_FOUND("catalogue/model-not-found", Kind.NOT_FOUND, "No such model"),
    JOB_NOT_FOUND("job/not-found", Kind.NOT_FOUND, "No such job"),
    JOB_OPEN("job/not-ended", Kind.CONFLICT, "The job has not ended yet"),
    JOB_ENDED("job/ended", Kind.CONFLICT, "The job has already ended"),
    SHARE_NOT_FOUND("job/share-not-found", Kind.NOT_FOUND, "No such link"),
    NO_RESULT("job/no-result", Kind.NOT_FOUND, "The job has no result"),
    IDEMPOTENCY_CONFLICT(
            "job/idempotency-conflict", Kind.CONFLICT, "This Idempotency-Key was used for another submission"),
    TOO_MANY_JOBS("quota/jobs", Kind.TOO_MANY, "Too many open jobs"),
    TOO_MANY_KEPT_JOBS("quota/kept-jobs", Kind.TOO_MANY, "Too many predictions are kept"),
    KEPT_TOO_MUCH("quota/storage", Kind.TOO_MANY, "The predictions kept take too much room"),
    SERVICE_FULL("quota/service", Kind.UNAVAILABLE, "The service is full"),
    TOO_MANY_VISITS("quota/shared", Kind.TOO_MANY, "Shared results are opened too often"),
    TOO_MANY_SOCKETS("quota/sockets", Kind.TOO_MANY, "Too many open streams"),
    DEAD_LETTER_NOT_FOUND("operator/dead-letter-not-found", Kind.NOT_FOUND, "No such dead letter"),
    INVITATION_NOT_FOUND("operator/invitation-not-found", Kind.NOT_FOUND, "No such invitation"),
    TOO_MANY_INVITATIONS("quota/invitations", Kind.TOO_MANY, "Too many open invitations"),
    USER_NOT_FOUND("operator/user-not-found", Kind.NOT_FOUND, "No such user"),
    MODEL_REJECTED("operator/model-rejected", Kind.INVALID, "The model version was not accepted"),
    MODEL_VERSION_TAKEN("operator/model-version-taken", Kind.CONFLICT, "This version exists with other files"),
    MODEL_VERSION_NOT_FOUND("operator/model-version-not-found", Kind.NOT_FOUND, "No such model version"),
    MODEL_VERSION_RETIRED("operator/model-version-retired", Kind.CONFLICT, "This model version is retired"),
    MODEL_NOT_SERVED("operator/model-not-served", Kind.CONFLICT, "Not every worker serves this version yet"),
    NO_EARLIER_VERSION("operator/no-earlier-version", Kind.CONFLICT, "There is no earlier version to go back to"),
    UNAVAILABLE("service/unavailable", Kind.UNAVAILABLE, "The service is not available right now"),
    STORAGE_FULL("service/storage-full", Kind.UNAVAILABLE, "The service has no room left"),
    NO_WORKER("service/no-worker", Kind.UNAVAILABLE, "No worker is available right now"),
    INTERNAL("service/internal", Kind.INTERNAL, "Something went wrong on our side");

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
    private final String title;

    ProblemType(String path, Kind kind, String title) {
        this.path = path;
        this.kind = kind;
        this.title = title;
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

    public String title() {
        return title;
    }
}
