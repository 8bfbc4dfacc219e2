package io.driftline.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driftline.api.server.Contract;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a body holds is counted before anything is made of it. */
class StrictJsonTest {
    private static final BodyShape JOB = BodyShape.of(Contract.parsed(), "submitJob");

    @Test
    void everyListAndTextOfEveryBodyHasABound() {
        assertThat(BodyShape.of(Contract.parsed(), "createToken")
                        .field("scopes")
                        .most())
                .isEqualTo(4);
        assertThat(JOB.field("pairs").most()).isEqualTo(100_000);
        assertThat(JOB.field("sequences").most()).isEqualTo(2_000);
        assertThat(BodyShape.of(Contract.parsed(), "listJobs").isNothing()).isTrue();
    }

    @Test
    void refusesListsThatAreTooLong() {
        refuses("{\"pairs\": [" + "[\"a\",\"b\"],".repeat(100_000) + "[\"a\",\"b\"]]}", ProblemType.TOO_MANY_ITEMS);
        assertThat(problem("{\"pairs\": [" + "[\"a\",\"b\"],".repeat(99_999) + "[\"a\",\"b\"]]}"))
                .isNull();
        refuses("{\"sequences\": [" + "\"a\",".repeat(2_000) + "\"a\"]}", ProblemType.TOO_MANY_ITEMS);
        refuses("{\"pairs\": [[\"a\", \"b\", \"H3N2\", \"c\"]]}", ProblemType.TOO_MANY_ITEMS);
    }

    @Test
    void refusesManyValuesWhereNoneIsDocumented() {
        refuses("[" + "1,".repeat(100) + "1]", ProblemType.TOO_MANY_ITEMS);
        refuses("{\"encodingId\": [" + "[],".repeat(100) + "[]]}", ProblemType.TOO_MANY_ITEMS);
        refuses("{\"encodingId\": {" + keys(101) + "}}", ProblemType.TOO_MANY_ITEMS);
        assertThat(problem("{\"encodingId\": [[], 1, {\"a\": null}]}")).isNull();
    }

    @Test
    void refusesFieldsThatAreUnknownOrGivenTwiceAtTheFirst() {
        refuses("{" + keys(200_000) + "}", ProblemType.UNKNOWN_FIELD);
        refuses("{\"mode\": \"pair\", \"mode\": \"pair\"}", ProblemType.DUPLICATE_FIELD);
    }

    @Test
    void refusesLongTextsNumbersAndNames() {
        refuses("{\"encodingId\": \"" + "a".repeat(20_000) + "\"}", ProblemType.INVALID_FIELD);
        refuses("{\"modelId\": " + "1".repeat(100) + "}", ProblemType.MALFORMED_JSON);
        refuses("{\"modelId\": 1e999}", ProblemType.MALFORMED_JSON);
        refuses("{\"" + "a".repeat(300) + "\": 1}", ProblemType.MALFORMED_JSON);
        assertThat(problem("{\"sequences\": \"" + "a".repeat(1_000_000) + "\"}"))
                .isNull();
    }

    @Test
    void refusesOtherEncodingsThanUtf8() {
        for (var charset : new String[] {"UTF-16", "UTF-16LE", "UTF-32BE", "UTF-32LE"}) {
            assertThat(problem(Buffer.buffer("{\"modelId\": 1}", charset)))
                    .as(charset)
                    .isEqualTo(ProblemType.MALFORMED_JSON);
        }
        assertThat(problem(Buffer.buffer("{\"mode\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo(ProblemType.MALFORMED_JSON);
    }

    private static String keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\": 0").collect(Collectors.joining(", "));
    }

    private static void refuses(String json, ProblemType type) {
        assertThat(problem(json))
                .as(json.substring(0, Math.min(60, json.length())))
                .isEqualTo(type);
    }

    private static @Nullable ProblemType problem(String json) {
        return problem(Buffer.buffer(json));
    }

    private static @Nullable ProblemType problem(Buffer json) {
        var refused = catchThrowableOfType(ServiceException.class, () -> StrictJson.check(json, JOB));
        return refused == null ? null : refused.type();
    }
}
