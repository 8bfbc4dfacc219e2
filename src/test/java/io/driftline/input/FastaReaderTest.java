package io.driftline.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driftline.domain.InputFault;
import io.driftline.domain.ProblemType;
import io.driftline.domain.SequenceRecord;
import io.driftline.domain.ServiceException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastaReaderTest {
    private final FastaReader reader = new FastaReader(4, 20, 1_000);

    @Test
    void readsRecordsWithAnyLineEndsBlankLinesAndWhiteSpace() {
        var records = reader.read("\uFEFF\n>A/Wisconsin/67/2005 HA\r\nMKTI ial\r\r>second\rQK-LP\tGN.X*\n\n", 1);

        assertThat(records)
                .containsExactly(
                        new SequenceRecord(1, "A/Wisconsin/67/2005 HA", "MKTIial"),
                        new SequenceRecord(2, "second", "QK-LPGN.X*"));
    }

    @Test
    void numbersRecordsFromTheGivenOne() {
        assertThat(reader.read(">b\nACGT", 2)).containsExactly(new SequenceRecord(2, "b", "ACGT"));
    }

    @Test
    void namesARecordWithoutAName() {
        assertThat(reader.read(">\nACGT", 1).get(0).name()).isEqualTo("record 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n \r\n"})
    void saysThatThereIsNothing(String text) {
        assertThat(refusal(text).type()).isEqualTo(ProblemType.FASTA_EMPTY);
    }

    @Test
    void namesTheLineThatComesBeforeAnyHeader() {
        var refusal = refusal("\nACGT\n>a\nACGT");

        assertThat(refusal.type()).isEqualTo(ProblemType.FASTA_NO_HEADER);
        assertThat(refusal.errors()).extracting(InputFault::line).containsExactly(2);
    }

    @Test
    void namesALetterOutsideTheAlphabetByRecordLineAndColumn() {
        var refusal = refusal(">a\nACGT\n>b\nAC GT\nA1GT");

        assertThat(refusal.type()).isEqualTo(ProblemType.FASTA_LETTER);
        assertThat(refusal.errors())
                .extracting(InputFault::record, InputFault::name, InputFault::line, InputFault::column)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2, "b", 5, 6));
        assertThat(refusal.detail())
                .startsWith("Record 2 (b), column 6 of its sequence (line 5): “1” is no residue or base");
    }

    @Test
    void showsAControlCharacterByItsNumber() {
        assertThat(refusal(">a\nACG\u001bT").detail()).contains("“U+001B”");
    }

    @Test
    void refusesAHeaderThatTurnsTextAround() {
        assertThat(refusal(">a\u202Eb\nACGT").type()).isEqualTo(ProblemType.FASTA_HEADER);
    }

    @Test
    void refusesALongHeader() {
        assertThat(refusal(">" + "a".repeat(257) + "\nACGT").type()).isEqualTo(ProblemType.FASTA_HEADER);
    }

    @Test
    void refusesARecordThatIsTooShort() {
        assertThat(refusal(">a\nACG").type()).isEqualTo(ProblemType.FASTA_TOO_SHORT);
    }

    @Test
    void refusesARecordThatIsTooLongWithoutKeepingIt() {
        assertThat(refusal(">a\n" + "A".repeat(100_000)).type()).isEqualTo(ProblemType.FASTA_TOO_LONG);
    }

    @Test
    void listsABoundedNumberOfFaults() {
        var refusal = refusal(">a\n" + "1".repeat(15) + "\n>b\n" + "2".repeat(15));

        assertThat(refusal.errors()).hasSize(20);
        assertThat(refusal.detail()).contains("(and 29 more)");
    }

    @Test
    void readsNoFurtherThanOneRecordTooMany() {
        var refusal = refusal(">\n".repeat(1_000_000) + "\u0001");

        assertThat(refusal.type()).isEqualTo(ProblemType.FASTA_RECORD_COUNT);
        assertThat(refusal.detail()).contains("more than 1000 records");
    }

    private ServiceException refusal(String text) {
        return catchThrowableOfType(ServiceException.class, () -> reader.read(text, 1));
    }

    @Test
    void readsAMebibyteOfHeadersWithoutTrouble() {
        List<InputFault> faults = refusal(">".repeat(1 << 10) + "\n").errors();
        assertThat(faults).isNotEmpty();
    }
}
