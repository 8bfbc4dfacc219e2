package io.driftline.config;

/**
 * A foreseen reason why the service does not start, told to its operator as one sentence: what is wrong, where, and
 * what would be right. It carries no stack trace, for none would help.
 */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String sentence) {
        super(sentence, null, false, false);
    }

    /** The sentence's {@code cause} is for the log; the operator reads {@code sentence} alone. */
    public StartException(String sentence, Throwable cause) {
        super(sentence, cause, false, false);
    }
}
