package io.driftline.contract;

import io.driftline.domain.JobId;
import io.driftline.domain.UserId;

/** Keys of the staged copies; every part of them is made by the server. */
public final class RedisKeys {
    private RedisKeys() {}

    /** The list of a job's sequences, one JSON record an item. */
    public static String sequences(String encodingId, UserId user, long modelId, JobId job) {
        return "seq:" + encodingId + ":" + user + ":" + modelId + ":" + job;
    }

    /** The gzip-compressed JSON that an attempt left as its result. */
    public static String result(JobId job, int attempt) {
        return "result:" + job + ":" + attempt;
    }
}
