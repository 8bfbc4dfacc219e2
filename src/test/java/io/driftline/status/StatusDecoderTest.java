package io.driftline.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.job.JobId;
import io.driftline.job.Stage;
import io.driftline.testing.Golden;
import io.driftline.testing.SignedLines;
import io.driftline.wire.StatusKeys;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusDecoderTest {
    private final JsonObject golden = Golden.object("status-message.json");
    private final StatusKeys keys = StatusKeys.of(golden.getString("master"));
    private final StatusDecoder decoder = new StatusDecoder(keys, 64 << 10);
    private final JobId job = new JobId(golden.getString("job"));

    @Test
    void readsTheGoldenBody() {
        var body = golden.getJsonArray("body").stream().map(String.class::cast).collect(Collectors.joining("\n"));

        var decoded = decoder.decode(Buffer.buffer(body));

        assertThat(decoded.poison()).isEmpty();
        assertThat(decoded.messages()).hasSize(6);
        assertThat(decoded.messages())
                .filteredOn(StatusMessage.Event.class::isInstance)
                .extracting(message -> ((StatusMessage.Event) message).stage())
                .containsExactly(Stage.CHECKING, Stage.ENCODING, Stage.PREDICTING, Stage.RESULT, Stage.CHECKING);
        assertThat(decoded.messages().get(3))
                .isInstanceOfSatisfying(StatusMessage.Progress.class, progress -> assertThat(progress.percent())
                        .isEqualTo(50.0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"kind\":\"event\",\"seq\":0,\"stage\":\"checking\",\"messageKey\":\"k\",\"message\":\"m\"}'"
                        + "|a sequence number starts at 1",
                "'{\"kind\":\"event\",\"seq\":1,\"stage\":\"result\",\"messageKey\":\"k\",\"message\":\"m\"}'"
                        + "|the stage does not go with what the message carries",
                "'{\"kind\":\"event\",\"seq\":1,\"stage\":\"queued\",\"messageKey\":\"k\",\"message\":\"m\"}'"
                        + "|the stage does not go with what the message carries",
                "'{\"kind\":\"event\",\"seq\":\"1\",\"stage\":\"checking\"}'"
                        + "|a field is missing or of a wrong type or value",
                "'{\"kind\":\"event\",\"seq\":1,\"stage\":\"dancing\",\"messageKey\":\"k\",\"message\":\"m\"}'"
                        + "|a field is missing or of a wrong type or value",
                "'{\"kind\":\"progress\",\"progress\":101}'|progress is not between 0 and 100",
                "'{\"kind\":\"song\"}'|unknown kind of message",
                "'{}'|kind is missing"
            })
    void putsASignedButSenselessLineAside(String fields, String reason) {
        var line = SignedLines.sign(
                keys, job, 1, new JsonObject(fields).put("job", job.value()).put("attempt", 1));

        var decoded = decoder.decode(line);

        assertThat(decoded.messages()).isEmpty();
        assertThat(decoded.poison()).extracting(UnusableMessage::reason).containsExactly(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"problem", "params", "summary"})
    void measuresWhatIsStoredAsItWillBeWritten(String field) {
        var growing = new JsonObject("{\"n\":[" + "1e6,".repeat(10_000) + "1]}");
        var line = sign(event(field, growing).encode().replace("1000000.0", "1e6"));

        assertThat(line.length()).isLessThan(64 << 10);
        assertRefused(line, field + " has more than 60000 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"problem", "params", "summary"})
    void refusesWhatTheDatabasesJsonFunctionsCouldNotRead(String field) {
        var deep = new JsonObject("{\"n\":" + "[".repeat(40) + "]".repeat(40) + "}");

        assertRefused(sign(event(field, deep).encode()), field + " is nested deeper than 16 levels");
    }

    @Test
    void aGaugeWithoutSenseIsNoReproachToItsAttempt() {
        var line = sign(base("progress").put("progress", 101).encode());

        assertThat(decoder.decode(line).poison())
                .extracting(UnusableMessage::said)
                .containsExactly(Optional.empty());
    }

    /** The attempt that said it is named: without its events it cannot go on. */
    private void assertRefused(Buffer line, String reason) {
        assertThat(decoder.decode(line).messages()).isEmpty();
        assertThat(decoder.decode(line).poison())
                .containsExactly(new UnusableMessage(line, reason, Optional.of(new UnusableMessage.Attempt(job, 1))));
    }

    private JsonObject event(String field, JsonObject value) {
        var event = base("event").put("seq", 1).put("messageKey", "k").put("message", "m");
        return field.equals("summary")
                ? event.put("stage", "result")
                        .put(
                                "result",
                                new JsonObject()
                                        .put("sha256", "0".repeat(64))
                                        .put("bytes", 1)
                                        .put(field, value))
                : event.put("stage", "checking").put(field, value);
    }

    private JsonObject base(String kind) {
        return new JsonObject().put("kind", kind).put("job", job.value()).put("attempt", 1);
    }

    private Buffer sign(String json) {
        return SignedLines.sign(keys.keyOf(job, 1), Buffer.buffer(json));
    }

    @Test
    void putsALineWithAForeignSignatureAsideAndKeepsItsNeighbours() {
        var lines = golden.getJsonArray("body");
        var forged = lines.getString(0).replace("checking", "predicts");
        var body = Buffer.buffer(lines.getString(1) + "\n" + forged + "\nnonsense\n" + lines.getString(2));

        var decoded = decoder.decode(body);

        assertThat(decoded.messages()).hasSize(2);
        assertThat(decoded.poison())
                .extracting(UnusableMessage::reason)
                .containsExactly("the MAC does not match", "no MAC before the JSON");
    }

    @Test
    void putsNonsenseAside() {
        assertThat(reasonFor(Buffer.buffer("AAAA {\"job\":"))).isEqualTo("not JSON");
        assertThat(reasonFor(Buffer.buffer("AAAA " + "[".repeat(5_000)))).isEqualTo("not JSON");
        assertThat(reasonFor(Buffer.buffer())).isEqualTo("empty");
        assertThat(reasonFor(Buffer.buffer(new byte[(64 << 10) + 1]))).isEqualTo("larger than 65536 bytes");
        assertThat(reasonFor(Buffer.buffer("AAAA {\"job\":\"../x\",\"attempt\":1}")))
                .isEqualTo("a field is missing or of a wrong type or value");
    }

    private String reasonFor(Buffer body) {
        return decoder.decode(body).poison().get(0).reason();
    }
}
