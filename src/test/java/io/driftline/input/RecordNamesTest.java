package io.driftline.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.driftline.domain.SequenceRecord;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordNamesTest {
    private static final List<SequenceRecord> RECORDS = records(
            "A/Hong_Kong/1/1968|EPI_ISL_0000001|HA",
            "CY000001.1 Influenza A virus (A/Ohio/07/2009(H3N2)) segment 4 hemagglutinin (HA) gene, complete cds",
            "A/Texas/50/2012",
            "A/Texas/50/2012_E5",
            "IVR-165 (A/Brisbane/10/2010)",
            "gb:KF918360|Strain Name:A/swine/Iowa/2005/1999|Subtype:H1N2",
            "24-0123-HA",
            "A/Côte_d'Ivoire/544/2016 | 2016-02-01",
            "A/广东/9/2005|EPI5",
            "A/Singapore/INFIMH-16-0019/2016|egg",
            "A/Singapore/INFIMH-16-0019/2016|cell");

    private static List<SequenceRecord> records(String... headers) {
        return IntStream.range(0, headers.length)
                .mapToObj(i -> new SequenceRecord(i + 1, headers[i], "M".repeat(i + 1)))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "A/Hong_Kong/1/1968|EPI_ISL_0000001|HA; 1",
                "A/Hong Kong/1/1968; 1",
                "A/Hong_Kong/1/1968; 1",
                "EPI_ISL_0000001; 1",
                "A/HongKong/1/68; 1",
                "a/hong kong/1/1968; 1",
                "CY000001.1; 2",
                "CY000001; 2",
                "A/Ohio/07/2009; 2",
                "A/Ohio/7/2009; 2",
                "A/Ohio/07/2009 (H3N2); 2",
                "A/Texas/50/2012; 3",
                "A/Texas/50/2012_E5; 4",
                "A/Texas/50/2012 E5; 4",
                "A/TEXAS/50/2012; 3",
                "IVR-165; 5",
                "IVR-165 (A/Brisbane/10/2010); 5",
                "KF918360; 6",
                "A/swine/Iowa/2005/1999; 6",
                "24-0123-ha; 7",
                "A/Côte d'Ivoire/544/2016; 8",
                "A/广东/9/2005; 9"
            })
    void findsARecordByWhateverItIsCalled(String name, int record) {
        assertThat(new RecordNames(RECORDS).find(name))
                .extracting(SequenceRecord::record)
                .containsExactly(record);
    }

    @Test
    void tellsTwoRecordsOfOneNameThatDiffer() {
        assertThat(new RecordNames(RECORDS).find("A/Singapore/INFIMH-16-0019/2016"))
                .extracting(SequenceRecord::record)
                .containsExactly(10, 11);
    }

    @ParameterizedTest
    @CsvSource({"A/Brisbane/10/2010", "A/Texas/50/2012_E6", "A/Texas/50", "Texas", "HA", "''", "_", "A/Ohio/07/2019"})
    void takesNoOtherVirusForTheOneAskedFor(String name) {
        assertThat(new RecordNames(RECORDS).find(name)).isEmpty();
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

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> IntStream.range(0, 200_000)
                .forEach(i -> assertThat(names.find("A/Perth/" + i + "/2010").isEmpty()
                                && names.nearest("A/Perth/" + i + "/2010")
                                                .map(String::length)
                                                .orElse(1)
                                        > 0)
                        .isTrue()));
    }
}
