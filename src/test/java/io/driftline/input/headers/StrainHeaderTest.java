package io.driftline.input.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.driftline.testing.Golden;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrainHeaderTest {
    static Stream<JsonObject> cases() {
        return Golden.array("headers.json").stream().map(JsonObject.class::cast);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void understandsRealHeadersAsTheWorkerAndThePageDo(JsonObject expected) {
        var header = expected.getString("header");
        boolean sure = !expected.getBoolean("unsure", false);
        assertThat(StrainHeader.of(header))
                .isEqualTo(new StrainHeader(
                        expected.getString("strain"),
                        expected.getString("shown", sure ? expected.getString("strain") : header),
                        expected.getInteger("year"),
                        expected.getString("subtype"),
                        expected.getString("lineage"),
                        expected.getString("passage"),
                        expected.getString("date"),
                        texts(expected, "ids"),
                        texts(expected, "rest"),
                        sure));
    }

    private static List<String> texts(JsonObject expected, String name) {
        return expected.getJsonArray(name, new JsonArray()).stream()
                .map(String::valueOf)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"A/x", "A/1/68 ", "(", "()", "NYMC-", "MX1/", "_", " A/B/1/2009(", "H1N1|", "a-", "/", "X-X-"})
    void takesTimeInProportionToAHeader(String piece) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> StrainHeader.of(piece.repeat(200_000 / piece.length())));
    }
}
