package io.driftline.cli;

/** A failure that a person can mend: one sentence for the terminal, and the status that the process ends with. */
public final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What was given cannot be used; the same status as for wrong options. */
    public static final int UNUSABLE = 2;

    /** The job ended without a result. */
    public static final int NO_RESULT = 3;

    /** What was asked could not be done. */
    public static final int FAILED = 1;

    private final int status;

    private CliException(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    public static CliException unusable(String sentence) {
        return new CliException(UNUSABLE, sentence);
    }

    public static CliException failed(String sentence) {
        return new CliException(FAILED, sentence);
    }

    public static CliException noResult(String sentence) {
        return new CliException(NO_RESULT, sentence);
    }

    public int status() {
        return status;
    }
}
