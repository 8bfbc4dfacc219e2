package io.driftline.api.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | NOT_ASKED",
                "[{}, {\"session\": []}, {\"token\": []}] | WELCOME",
                "[{\"session\": []}] | REQUIRED",
                "[{\"session\": []}, {\"token\": [\"jobs:read\"]}] | REQUIRED"
            })
    void anAlternativeWithoutProofWelcomesStrangers(String security, Access.Proof proof) {
        assertThat(Access.of(new JsonArray(security)).proof()).isEqualTo(proof);
    }

    @Test
    void onlyAnAlternativeForTokensLetsTokensIn() {
        assertThat(Access.of(new JsonArray("[{\"session\": []}]")).scopes()).isEmpty();
        assertThat(Access.of(new JsonArray("[{\"token\": []}]")).scopes()).isPresent();
    }
}
