package io.driftline.database;

/** The database is there and did not take a statement, nor will it take the same one another time. */
public final class StatementRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What it did not like. */
    public enum Reason {
        /** There is such a row already. */
        DUPLICATE,
        /** Another row refers to this one, or this one to a row that is not there. */
        REFERRED_TO,
        /** A value that no column takes: too long, out of range, malformed. */
        VALUES,
        UNKNOWN
    }

    private final Reason reason;

    public StatementRefused(Reason reason, Throwable cause) {
        super("the database refused a statement: " + cause.getMessage(), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether {@code failure} is such a refusal for that reason. */
    public static boolean isFor(Reason reason, Throwable failure) {
        return failure instanceof StatementRefused refused && refused.reason == reason;
    }
}
