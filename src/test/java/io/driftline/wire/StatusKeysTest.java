package io.driftline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.job.JobId;
import io.driftline.testing.Golden;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class StatusKeysTest {
    private final io.vertx.core.json.JsonObject golden = Golden.object("status-message.json");
    private final StatusKeys keys = StatusKeys.of(golden.getString("master"));
    private final JobId job = new JobId(golden.getString("job"));

    @Test
    void derivesTheKeyThatWorkersAreGiven() {
        assertThat(keys.encodedKeyOf(job, 1)).isEqualTo(golden.getString("key"));
    }

    @Test
    void verifiesEveryGoldenLine() {
        golden.getJsonArray("body")
                .forEach(line -> assertThat(verify((String) line, job, 1)).isTrue());
    }

    @Test
    void aVerifierChecksOneLineAfterTheOther() {
        var verifier = keys.verifierOf(job, 1);

        golden.getJsonArray("body").forEach(line -> {
            var parts = ((String) line).split(" ", 2);
            var signature = Base64.getUrlDecoder().decode(parts[0]);
            assertThat(verifier.verify(signature, (parts[1] + " ").getBytes(StandardCharsets.UTF_8)))
                    .isFalse();
            assertThat(verifier.verify(signature, parts[1].getBytes(StandardCharsets.UTF_8)))
                    .isTrue();
        });
    }

    @Test
    void refusesTheKeyOfAnotherAttemptOrJob() {
        var line = golden.getJsonArray("body").getString(0);

        assertThat(verify(line, job, 2)).isFalse();
        assertThat(verify(line, JobId.random(), 1)).isFalse();
    }

    @Test
    void refusesAShortMasterKey() {
        assertThatThrownBy(() -> new StatusKeys(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    private boolean verify(String line, JobId ofJob, int attempt) {
        var parts = line.split(" ", 2);
        return keys.verifierOf(ofJob, attempt)
                .verify(Base64.getUrlDecoder().decode(parts[0]), parts[1].getBytes(StandardCharsets.UTF_8));
    }
}
