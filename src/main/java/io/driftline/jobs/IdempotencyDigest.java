package io.driftline.jobs;

import io.driftline.job.JobId;
import io.driftline.job.Submission;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Tells whether two submissions under one idempotency key ask for the same. */
public final class IdempotencyDigest {
    private IdempotencyDigest() {}

    public static Buffer of(Submission submission) {
        var asked = new JsonArray()
                .add(submission.model().id())
                .add(submission.model().encoding())
                .add(submission.mode().label())
                .add(submission.input().sha256().getBytes());
        @Nullable JobId extended = submission.extended();
        if (extended != null) {
            asked.add(extended.value());
        }
        try {
            return Buffer.buffer(
                    MessageDigest.getInstance("SHA-256").digest(asked.encode().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
