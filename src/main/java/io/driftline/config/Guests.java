package io.driftline.config;

import java.time.Duration;

/**
 * What somebody may who has no account.
 *
 * @param kept how long a guest, and all that they ran, stays
 * @param perHour guests that begin from one network, an IPv4 /24 or an IPv6 /64
 * @param most at once, and beginning in an hour, of all networks
 * @param records of one prediction, references included
 * @param pairs of one prediction
 * @param bodyBytes of one submission
 * @param jobs that one guest keeps at once
 * @param openJobs of one guest
 * @param openJobsOfAll of all guests
 * @param jobsPerHour of one network
 * @param checksPerMinute of one network; reading files counts as checking
 */
public record Guests(
        SubmissionWriter admitted,
        Duration kept,
        int perHour,
        int most,
        int records,
        int pairs,
        int bodyBytes,
        int jobs,
        int openJobs,
        int openJobsOfAll,
        int jobsPerHour,
        int checksPerMinute) {
    /** Where guests are let in. */
    public enum SubmissionWriter {
        /** Where database, broker and worker are the embedded ones. */
        EMBEDDED,
        ALWAYS,
        NEVER
    }

    public Guests {
        Check.positive("accounts.guests.kept", kept);
        Check.atLeast("accounts.guests.perHour", perHour, 1);
        Check.atLeast("accounts.guests.most", most, 1);
        Check.atLeast("accounts.guests.records", records, 2);
        Check.atLeast("accounts.guests.pairs", pairs, 1);
        Check.atLeast("accounts.guests.bodyBytes", bodyBytes, 16 * 1024);
        Check.atLeast("accounts.guests.jobs", jobs, 1);
        Check.atLeast("accounts.guests.openJobs", openJobs, 1);
        Check.atLeast("accounts.guests.openJobsOfAll", openJobsOfAll, 1);
        Check.atLeast("accounts.guests.jobsPerHour", jobsPerHour, 1);
        Check.atLeast("accounts.guests.checksPerMinute", checksPerMinute, 1);
    }

    /** Whether they are let in where the servers are the embedded ones, or are not. */
    boolean admitted(boolean embedded) {
        return admitted == SubmissionWriter.ALWAYS || (admitted == SubmissionWriter.EMBEDDED && embedded);
    }
}
