package io.driftline.problem;

/** Something answers and is still not fit for service. The message says why, in words for operators. */
public final class NotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotReadyException(String why) {
        super(why, null, false, false);
    }
}
