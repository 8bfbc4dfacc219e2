package io.driftline.input.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.driftline.sequences.SequenceRecord;
import io.driftline.testing.Golden;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordNamesTest {
    private static final JsonObject TABLE = Golden.object("record-names.json");
    private static final List<SequenceRecord> RECORDS = records(TABLE.getJsonArray("records"));

    private static List<SequenceRecord> records(JsonArray headers) {
        return IntStream.range(0, headers.size())
                .mapToObj(i -> new SequenceRecord(i + 1, headers.getString(i), "M".repeat(i + 1)))
                .toList();
    }

    static Stream<JsonObject> names() {
        return TABLE.getJsonArray("found").stream().map(JsonObject.class::cast);
    }

    @ParameterizedTest
    @MethodSource("names")
    void findsARecordByWhateverItIsCalledAndNoOther(JsonObject expected) {
        assertThat(new RecordNames(RECORDS).find(expected.getString("name")))
                .extracting(SequenceRecord::record)
                .isEqualTo(expected.getJsonArray("records").getList());
    }

    @Test
    void takesRecordsThatAreTheSameToTheLetterForOne() {
        var twice = List.of(new SequenceRecord(1, "A/X/1/2001|a", "MKT"), new SequenceRecord(2, "A/X/1/2001|b", "MKT"));

        assertThat(new RecordNames(twice).find("A/X/1/2001")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "A/Hong Kong/1/1969; A/Hong Kong/1/1968",
                "A/Texs/50/2012; A/Texas/50/2012",
                "Texas/50/2012; A/Texas/50/2012",
                "A/Ohio/O7/2009; A/Ohio/07/2009"
            })
    void saysWhatAnUnknownNameMayHaveBeenMeantToBe(String name, String meant) {
        assertThat(new RecordNames(RECORDS).nearest(name)).contains(meant);
    }

    @Test
    void guessesNothingFarOff() {
        assertThat(new RecordNames(RECORDS).nearest("nobody")).isEmpty();
    }

    @Test
    void staysFastForTheLongestListOfUnknownNames() {
        var names = new RecordNames(IntStream.range(0, 2_000)
                .mapToObj(i -> new SequenceRecord(i + 1, "A/Perth/" + i + "/2009|EPI_ISL_" + i + "|A_/_H3N2", "M" + i))
                .toList());

        assertTimeoutPreemptively(Duration.ofMinutes(5), () -> IntStream.range(0, 200_000)
                .forEach(i -> assertThat(names.find("A/Perth/" + i + "/2010").isEmpty()
                                && names.nearest("A/Perth/" + i + "/2010")
                                                .map(String::length)
                                                .orElse(1)
                                        > 0)
                        .isTrue()));
    }
}
