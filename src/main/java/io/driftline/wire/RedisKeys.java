package io.driftline.wire;

import io.driftline.identity.UserId;
import io.driftline.job.JobId;

/** Keys of what lies in Redis: staged copies, and which workers there are. A part that is not made by the server has a form that was held. */
public final class RedisKeys {
    /** Written now and then to see whether Redis takes it. */
    public static final String PROBE = "seq:probe";

    /** The hash of announced workers: of each address what it said of itself. */
    public static final String WORKERS = "workers";

    private static final String USER_CHANNEL = "users.";

    private RedisKeys() {}

    /** The list of a job's sequences, one JSON record an item. */
    public static String sequences(String encodingId, UserId user, long modelId, JobId job) {
        return "seq:" + encodingId + ":" + user + ":" + modelId + ":" + job;
    }

    /** The publish/subscribe channel on which gateways tell each other of this user's events. */
    public static String userChannel(UserId user) {
        return USER_CHANNEL + user;
    }

    /** The user of such a channel. @throws IllegalArgumentException if it is none */
    public static UserId userOfChannel(String channel) {
        return new UserId(channel.substring(USER_CHANNEL.length()));
    }

    /** How far an attempt has come, percent as a decimal number. */
    public static String progress(JobId job, int attempt) {
        return "progress:" + job + ":" + attempt;
    }

    /** The gzip-compressed JSON that an attempt left as its result. */
    public static String result(JobId job, int attempt) {
        return "result:" + job + ":" + attempt;
    }

    /** There while this nonce of an announcement must not come again. */
    public static String announced(String nonce) {
        return WORKERS + ":nonce:" + nonce;
    }
}
