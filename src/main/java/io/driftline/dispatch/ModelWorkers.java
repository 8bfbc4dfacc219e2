package io.driftline.dispatch;

import io.driftline.job.JobId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The model workers, each at a base address. A call that fails leaves open whether the worker heard it. */
public interface ModelWorkers {
    /** Base addresses of those that are listed, in the order of the configuration. */
    List<String> addresses();

    /** Hands a job over, with the context of its trace as {@code traceparent}, if it has one. */
    Future<Posting> post(String worker, JsonObject dispatch, @Nullable String trace);

    /** Asks after an attempt; a worker that finished it publishes its end again. */
    Future<AttemptState> ask(String worker, JobId job, int attempt);

    /** Tells a worker that nobody waits for this job any more. */
    Future<Void> cancel(String worker, JobId job);

    /** The verdict of checking. */
    Future<JsonObject> check(String worker, JsonObject request);

    /** Encodings and models that the worker serves. */
    Future<JsonObject> models(String worker);

    /** How busy the worker is. */
    Future<JsonObject> load(String worker);

    /** A worker's answer to a job. */
    sealed interface Posting {
        /** Taken; {@code room} more would be. */
        record Taken(int room) implements Posting {}

        /** Nothing lies under the job's key; stage it again. */
        record NotStaged() implements Posting {}

        /** Certainly not taken. */
        record Refused(String reason, Duration retryAfter) implements Posting {}
    }

    /** What a worker knows of an attempt. */
    enum AttemptState {
        RUNNING,
        FINISHED,
        RETURNED,
        UNKNOWN
    }
}
