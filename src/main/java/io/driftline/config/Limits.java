package io.driftline.config;

/** What callers, users and workers may have at most. {@code unpackedBytes} is what the files of one upload may have together once they are unpacked; {@code pairsPerDay} of one user 0 is no bound. */
public record Limits(
        int bodyBytes,
        int unpackedBytes,
        int records,
        int pairs,
        int recordLetters,
        int recordMinLetters,
        int openJobsPerUser,
        int openJobs,
        int socketsPerUser,
        int sockets,
        int socketMessageBytes,
        int socketMessagesPerMinute,
        int socketUnsentBytes,
        int statusMessageBytes,
        int resultBytes,
        int tokensPerUser,
        int jobsPerUser,
        int userStoredBytes,
        int pairsPerDay)
        implements Config.Group {
    /** A genome has as many. */
    private static final int SEGMENTS = 8;

    /** As the contract has it. */
    private static final int MAX_TEXT = 64 * 1024 * 1024;

    public Limits {
        Check.atLeast("limits.bodyBytes", bodyBytes, 1);
        Check.range("limits.unpackedBytes", unpackedBytes, bodyBytes, MAX_TEXT);
        Check.range("limits.records", records, 2, 2_000);
        Check.range("limits.pairs", pairs, 1, 100_000);
        Check.atLeast("limits.recordMinLetters", recordMinLetters, 1);
        Check.atLeast("limits.recordLetters", recordLetters, recordMinLetters);
        Check.atLeast("limits.openJobsPerUser", openJobsPerUser, 1);
        Check.atLeast("limits.openJobs", openJobs, 1);
        Check.atLeast("limits.socketsPerUser", socketsPerUser, 1);
        Check.atLeast("limits.sockets", sockets, 1);
        Check.atLeast("limits.socketMessageBytes", socketMessageBytes, 1);
        Check.atLeast("limits.socketMessagesPerMinute", socketMessagesPerMinute, 1);
        Check.atLeast("limits.socketUnsentBytes", socketUnsentBytes, 1);
        Check.atLeast("limits.statusMessageBytes", statusMessageBytes, 1);
        Check.atLeast("limits.resultBytes", resultBytes, 1);
        Check.atLeast("limits.tokensPerUser", tokensPerUser, 0);
        Check.atLeast("limits.jobsPerUser", jobsPerUser, 1);
        Check.atLeast("limits.userStoredBytes", userStoredBytes, 1);
        Check.atLeast("limits.pairsPerDay", pairsPerDay, 0);
    }

    /** Records that a submission may hold where those beyond {@code records} are of other segments, which are not compared. */
    public int recordsRead() {
        return SEGMENTS * records;
    }
}
