package io.driftline.domain;

/** A part that the service stands on is there and does not do its work; the message says why, in words for operators. */
public final class NotWorking extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotWorking(String reason) {
        super(reason, null, false, false);
    }
}
