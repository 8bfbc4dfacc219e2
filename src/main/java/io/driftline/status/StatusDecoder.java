package io.driftline.status;

import io.driftline.audit.SecurityEvent;
import io.driftline.audit.SecurityLog;
import io.driftline.job.JobId;
import io.driftline.job.Stage;
import io.driftline.job.StageReport;
import io.driftline.jobs.RecentlyUsed;
import io.driftline.wire.StatusKeys;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads AMQP bodies: lines of {@code <mac> <json>}. Nothing of a line is believed before its MAC has been verified
 * with the key of the attempt that it names.
 */
final class StatusDecoder {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int MAX_TEXT = 4_000;
    /** A TEXT column holds 65 535 bytes. */
    private static final int MAX_JSON = 60_000;

    private static final int MAX_DEPTH = 16;
    private static final int VERIFIERS = 10_000;

    private final StatusKeys keys;
    private final Map<UnusableMessage.Attempt, StatusKeys.Verifier> verifiers = new RecentlyUsed<>(VERIFIERS);
    private final int bodyLimit;

    StatusDecoder(StatusKeys keys, int bodyLimit) {
        this.keys = keys;
        this.bodyLimit = bodyLimit;
    }

    /** What a body held: messages to apply, and lines that never can be, with the reason. */
    record Decoded(List<StatusMessage> messages, List<UnusableMessage> poison) {}

    Decoded decode(Buffer body) {
        List<StatusMessage> messages = new ArrayList<>();
        List<UnusableMessage> poison = new ArrayList<>();
        if (body.length() > bodyLimit) {
            poison.add(UnusableMessage.of(body, "larger than " + bodyLimit + " bytes"));
            return new Decoded(messages, poison);
        }
        int start = 0;
        for (int end = 0; end <= body.length(); end++) {
            if (end == body.length() || body.getByte(end) == '\n') {
                if (end > start) {
                    decodeLine(body.getBuffer(start, end), messages, poison);
                }
                start = end + 1;
            }
        }
        if (messages.isEmpty() && poison.isEmpty()) {
            poison.add(UnusableMessage.of(body, "empty"));
        }
        return new Decoded(messages, poison);
    }

    private void decodeLine(Buffer line, List<StatusMessage> messages, List<UnusableMessage> poison) {
        try {
            var said = authentic(line);
            try {
                messages.add(message(said, line));
            } catch (Rejected | ClassCastException | IllegalArgumentException | NullPointerException senseless) {
                poison.add(new UnusableMessage(line, reason(senseless), said.event()));
            }
        } catch (Rejected | ClassCastException | IllegalArgumentException | NullPointerException unsigned) {
            poison.add(UnusableMessage.of(line, reason(unsigned)));
        } catch (DecodeException notJson) {
            poison.add(UnusableMessage.of(line, "not JSON"));
        }
    }

    private static String reason(Exception failure) {
        return failure instanceof Rejected rejected
                ? rejected.reason()
                : "a field is missing or of a wrong type or value";
    }

    /** What an attempt has said, whatever sense it makes. */
    private record Said(JobId job, int attempt, JsonObject fields) {
        /** Without its events an attempt cannot go on; of anything else one may be missing. */
        Optional<UnusableMessage.Attempt> event() {
            return "event".equals(fields.getValue("kind"))
                    ? Optional.of(new UnusableMessage.Attempt(job, attempt))
                    : Optional.empty();
        }
    }

    private Said authentic(Buffer line) throws Rejected {
        int space = indexOfSpace(line);
        if (space < 0) {
            throw new Rejected("no MAC before the JSON");
        }
        var json = line.getBuffer(space + 1, line.length());
        var fields = json.toJsonObject();
        var job = new JobId(required(fields.getString("job"), "job"));
        int attempt = required(fields.getInteger("attempt"), "attempt");
        byte[] mac = Base64.getUrlDecoder().decode(line.getBuffer(0, space).toString(StandardCharsets.ISO_8859_1));
        if (!isAuthentic(new UnusableMessage.Attempt(job, attempt), mac, json.getBytes())) {
            SecurityLog.write(
                    SecurityEvent.WORKER_MESSAGE_REFUSED,
                    SecurityLog.Outcome.REFUSED,
                    new JsonObject().put("job", job.value()).put("attempt", attempt));
            throw new Rejected("the MAC does not match");
        }
        return new Said(job, attempt, fields);
    }

    /** A key is derived once for an attempt that goes on speaking; what anybody may name is not kept. */
    private boolean isAuthentic(UnusableMessage.Attempt attempt, byte[] mac, byte[] json) {
        var known = verifiers.get(attempt);
        var verifier = known == null ? keys.verifierOf(attempt.job(), attempt.number()) : known;
        boolean authentic = verifier.verify(mac, json);
        if (authentic && known == null) {
            verifiers.put(attempt, verifier);
        }
        return authentic;
    }

    private static StatusMessage message(Said said, Buffer line) throws Rejected {
        return switch (required(said.fields().getString("kind"), "kind")) {
            case "event" -> event(said.job(), said.attempt(), said.fields(), line);
            case "progress" -> new StatusMessage.Progress(said.job(), said.attempt(), percent(said.fields()), line);
            default -> throw new Rejected("unknown kind of message");
        };
    }

    private static StatusMessage event(JobId job, int attempt, JsonObject fields, Buffer line) throws Rejected {
        long seq = required(fields.getLong("seq"), "seq");
        if (seq < 1) {
            throw new Rejected("a sequence number starts at 1");
        }
        var stage = Stage.of(required(fields.getString("stage"), "stage"));
        var problem = bounded(fields.getJsonObject("problem"), "problem");
        var result = announced(fields.getJsonObject("result"));
        boolean isEnd = stage == Stage.RESULT;
        if (stage == Stage.QUEUED || (isEnd && problem == null) != (result != null)) {
            throw new Rejected("the stage does not go with what the message carries");
        }
        var message = new StageReport.Message(text(fields, "messageKey"), text(fields, "message"), params(fields));
        return new StatusMessage.Event(
                job, attempt, seq, stage, message, result, problem, line, fields.getString("traceparent"));
    }

    private static StatusMessage.@Nullable Announced announced(@Nullable JsonObject result) throws Rejected {
        if (result == null) {
            return null;
        }
        var sha256 = required(result.getString("sha256"), "sha256");
        long bytes = required(result.getLong("bytes"), "bytes");
        if (!SHA256.matcher(sha256).matches() || bytes < 0) {
            throw new Rejected("the result's digest or size is malformed");
        }
        var summary = bounded(result.getJsonObject("summary"), "summary");
        return new StatusMessage.Announced(sha256, bytes, summary == null ? new JsonObject() : summary);
    }

    private static JsonObject params(JsonObject fields) throws Rejected {
        var params = bounded(fields.getJsonObject("params"), "params");
        return params == null ? new JsonObject() : params;
    }

    /**
     * What is stored as it is: it has room in its column, and is shallow enough for the database's JSON functions. It is
     * measured as it will be written, which is not how it came: {@code 1e6} becomes {@code 1000000.0}.
     */
    private static @Nullable JsonObject bounded(@Nullable JsonObject json, String name) throws Rejected {
        if (json != null && depth(json.getMap()) > MAX_DEPTH) {
            throw new Rejected(name + " is nested deeper than " + MAX_DEPTH + " levels");
        }
        if (json != null && json.toBuffer().length() > MAX_JSON) {
            throw new Rejected(name + " has more than " + MAX_JSON + " bytes");
        }
        return json;
    }

    private static int depth(@Nullable Object value) {
        var items = value instanceof Map<?, ?> map
                ? map.values()
                : value instanceof Collection<?> list ? list : List.<Object>of();
        int deepest = 0;
        for (Object item : items) {
            deepest = Math.max(deepest, depth(item));
        }
        return value instanceof Map || value instanceof Collection ? deepest + 1 : 0;
    }

    private static double percent(JsonObject fields) throws Rejected {
        double percent = required(fields.getDouble("progress"), "progress");
        if (!(percent >= 0 && percent <= 100)) {
            throw new Rejected("progress is not between 0 and 100");
        }
        return percent;
    }

    private static String text(JsonObject fields, String name) throws Rejected {
        var text = required(fields.getString(name), name);
        if (text.length() > MAX_TEXT) {
            throw new Rejected(name + " is too long");
        }
        return text;
    }

    private static <T> T required(@Nullable T value, String name) throws Rejected {
        if (value == null) {
            throw new Rejected(name + " is missing");
        }
        return value;
    }

    private static int indexOfSpace(Buffer line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.getByte(i) == ' ') {
                return i;
            }
        }
        return -1;
    }

    private static final class Rejected extends Exception {
        private static final long serialVersionUID = 1L;
        private final String reason;

        Rejected(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
