package io.driftline.bench.relay;

import io.driftline.job.JobId;
import io.driftline.wire.StatusKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What the workers of one user's jobs say, signed as theirs. */
final class Voice {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String[] STAGES = {"checking", "encoding", "predicting", "predicting"};

    private static final String END =
            ",\"problem\":{\"type\":\"urn:problem:worker/internal\",\"title\":\"Bench\",\"detail\":\"An end.\"}";

    /** A gauge below 64 percent that stands for the number of its status. */
    static final double NUMBERS = 1 << 21;

    private final Kind kind;
    private final StatusKeys keys;
    private final Claimed.Owner owner;
    private @Nullable Attempt attempt;
    private long said;

    /** The job that is spoken of, and what signs. */
    private record Attempt(JobId job, Mac mac) {
        /** A line of the wire: signature, blank, JSON. */
        String line(String rest) {
            var json = "{\"job\":\"" + job.value() + "\",\"attempt\":1," + rest + "}";
            var signature = mac.doFinal(json.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature) + " " + json;
        }
    }

    Voice(Kind kind, StatusKeys keys, Claimed.Owner owner) {
        this.kind = kind;
        this.keys = keys;
        this.owner = owner;
    }

    /** The next line, which a socket of this user will be told; {@code number} comes back with it. */
    String line(long number) {
        return kind == Kind.TICKS ? tick(number) : event(number);
    }

    /** How many lines there were. */
    int said() {
        return (int) said;
    }

    private String tick(long number) {
        var current = attempt;
        if (current == null) {
            current = attempt = next();
        }
        said++;
        return current.line(
                "\"seq\":" + said + ",\"kind\":\"progress\",\"stage\":\"predicting\",\"progress\":" + number / NUMBERS);
    }

    private String event(long number) {
        int step = (int) (said++ % Claimed.EVENTS_A_JOB);
        var current = attempt;
        if (current == null || step == 0) {
            current = attempt = next();
        }
        return current.line("\"seq\":" + (step + 1) + ",\"kind\":\"event\",\"stage\":\"" + STAGES[step]
                + "\",\"messageKey\":\"stage.checking\",\"message\":\"Checking 2 sequences\",\"params\":{\"records\":2,\"number\":"
                + number + "}" + (step == Claimed.EVENTS_A_JOB - 1 ? END : ""));
    }

    /** @throws IllegalStateException when more is said than jobs were written for */
    private Attempt next() {
        var job = owner.jobs().poll();
        if (job == null) {
            throw new IllegalStateException("no job is left to speak of; ask for more by --statuses");
        }
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(keys.keyOf(job, 1), ALGORITHM));
            return new Attempt(job, mac);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
