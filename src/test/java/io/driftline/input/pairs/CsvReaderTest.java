package io.driftline.input.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.problem.ServiceException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables as spreadsheets and people write them. */
class CsvReaderTest {
    @Test
    void readsQuotesSeparatorsAndAnyLineEnds() {
        assertThat(CsvReader.read("\uFEFFa,\"b, \"\"c\"\"\" , d \r\n\r\n\"two\nlines\",,\rlast"))
                .containsExactly(
                        new CsvReader.Row(1, List.of("a", "b, \"c\"", "d")),
                        new CsvReader.Row(3, List.of("two\nlines", "", "")),
                        new CsvReader.Row(5, List.of("last")));
    }

    @Test
    void takesTheSeparatorOfTheFirstLine() {
        assertThat(CsvReader.read("a;b\nc,d;e"))
                .extracting(CsvReader.Row::cells)
                .containsExactly(List.of("a", "b"), List.of("c,d", "e"));
        assertThat(CsvReader.read("a\tb, c")).extracting(CsvReader.Row::cells).containsExactly(List.of("a", "b, c"));
    }

    @Test
    void hasNoRowsWhereThereIsNothing() {
        assertThat(CsvReader.read("")).isEmpty();
        assertThat(CsvReader.read("\n \n,,\n")).isEmpty();
    }

    @Test
    void namesTheLineOfAQuoteThatNeverCloses() {
        assertThatThrownBy(() -> CsvReader.read("a\n\"b\nc"))
                .isInstanceOfSatisfying(ServiceException.class, refused -> assertThat(refused.detail())
                        .contains("line 2"));
    }

    @Test
    void refusesALineThatIsNoTable() {
        assertThatThrownBy(() -> CsvReader.read("a,b\n" + ",".repeat(1_000_000)))
                .hasMessageContaining("Line 2 has more than 1000 columns");
    }
}
