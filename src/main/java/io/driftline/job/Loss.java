package io.driftline.job;

/** How a worker lost an attempt without saying its end. */
public enum Loss {
    /** It does not answer for it. */
    SILENT("its worker stopped responding"),
    /** Its computation did not finish, and held the worker until that was replaced. */
    HUNG("its computation did not finish"),
    /** The worker was replaced for the sake of another job. That is no fault of this one and costs it no attempt. */
    RETURNED("its worker was replaced");

    private final String reason;

    Loss(String reason) {
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }

    public boolean counts() {
        return this != RETURNED;
    }
}
