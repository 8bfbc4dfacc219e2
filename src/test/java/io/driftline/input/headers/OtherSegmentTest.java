package io.driftline.input.headers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherSegmentTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "A/Example/1/2020|NA|EPI_ISL_1|A_/_H3N2;1410;NA",
                "EPI1 | NP | A/Example/1/2020;1565;NP",
                "A/Example/1/2020_PB2;2280;PB2",
                "XX000001.1 Influenza A virus (A/Example/1/2020(H3N2)) segment 7 matrix protein 2 (M2) and matrix protein 1 (M1) genes;1002;M",
                "XX000001 Influenza A virus (A/Example/1/2020) segment 8, complete sequence;865;NS",
                "gb:XX000001|ncbiId:1|Strain Name:A/Example/1/2020|Segment:3|Subtype:H3N2;2233;PA",
                "A_MP;982;M",
                "sample1|A_NA_N2;1400;NA",
            })
    void isWhatTheHeaderNamesAndTheLengthAgreesTo(String header, int bases, OtherSegment segment) {
        assertThat(OtherSegment.of(header, "ACGT".repeat(bases / 4))).contains(segment);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "A/Example/1/2020|HA|EPI_ISL_1;1701",
                "A/Example/1/2020|NA|2020-01-01;1701",
                "A/Example/1/2020|NA|2020-01-01;987",
                "A/duck/PA/1/2020;2200",
                "A/Example/1/2020|PA|USA;1701",
                "XX000001 (A/Example/1/2020(H3N2)) segment 4 hemagglutinin (HA) gene;1701",
                "A/Example/1/2020;1410",
                "A/Example/1/2020 HA and NA;1410",
                "A/Example/1/2020|segment 41;1410",
            })
    void mayBeHaWhereEitherDoesNot(String header, int bases) {
        assertThat(OtherSegment.of(header, "ACGT".repeat(bases / 4))).isEmpty();
    }

    @Test
    void isFoundOfProteinsToo() {
        assertThat(OtherSegment.of("A/Example/1/2020_M2", "MSLLTEVETPIRNEWGCRCNDSSD".repeat(4)))
                .contains(OtherSegment.M);
        assertThat(OtherSegment.of("A/Example/1/2020_NA", "MKTIIALSYIFCLVFAQKLPGNDNS".repeat(22)))
                .isEmpty();
    }
}
