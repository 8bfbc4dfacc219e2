package io.driftline.input.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driftline.problem.InputFault;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.sequences.FaultKind;
import io.driftline.sequences.RecordFault;
import io.driftline.sequences.Remark;
import io.driftline.sequences.SequenceRecord;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FASTA as programs and people write it, and what is said of what cannot be used. */
class FastaReaderTest {
    private final FastaReader strict = new FastaReader(4, 20, 1_000);
    private final SequenceReader reader = new SequenceReader(20, 1_000);

    @Test
    void readsRecordsWithAnyLineEndsBlankLinesAndWhiteSpace() {
        var records = strict.read("\uFEFF\n>A/Wisconsin/67/2005 HA\r\nMKTI ial\r\r>second\rQK-LP\tGN.X*\n\n", 1);

        assertThat(records)
                .containsExactly(
                        new SequenceRecord(1, "A/Wisconsin/67/2005 HA", "MKTIial"),
                        new SequenceRecord(2, "second", "QK-LPGN.X*"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a question mark and a tilde, AC?~GT, AC?~GT",
                "numbers as of GenBank, `1 ACG  61 T`, ACGT",
                "no-break spaces and wide blanks, AC\u00A0G\u3000T\u202F\u200B, ACGT",
                "the end of a DOS file, ACGT\u001A, ACGT",
                "the end of one and a byte-order mark, ACGT\u001A~\uFEFF>b~ACGT, ACGT",
                "wide letters, \uFF21\uFF23\uFF27\uFF34, ACGT",
                "dashes of word processors, AC\u2013\u2014\u2212GT, AC---GT",
                "an ellipsis, AC\u2026GT, AC...GT",
                "a comment, `ACGT~; done`, ACGT",
                "blanks before headers, `ACGT~ \u00A0>b~ACGT`, ACGT",
                "wide headers, ACGT~\uFF1Eb~ACGT, ACGT"
            })
    void forgives(String what, String sequence, String letters) {
        var records =
                strict.read(">a\n" + sequence.replace("~\uFEFF", "\n\uFEFF").replaceAll("~(?=[>;A \uFF1E])", "\n"), 1);

        assertThat(records.get(0).letters()).as(what).isEqualTo(letters);
        assertThat(records).allMatch(SequenceRecord::isUsable);
    }

    @Test
    void numbersRecordsFromTheGivenOne() {
        assertThat(strict.read(">b\nACGT", 2)).containsExactly(new SequenceRecord(2, "b", "ACGT"));
    }

    @Test
    void namesARecordWithoutAName() {
        assertThat(strict.read(">\nACGT", 1).get(0).name()).isEqualTo("record 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n \r\n", "\u001A", "\uFEFF"})
    void saysThatThereIsNothing(String text) {
        assertThat(refusal(text).type()).isEqualTo(ProblemType.FASTA_EMPTY);
    }

    @Test
    void listsWhatComesBeforeAnyHeaderAndReadsTheRest() {
        var records = reader.text("\nACGT\nACGT\n>a\nACGT", 1).records();

        assertThat(records).extracting(SequenceRecord::isUsable).containsExactly(false, true);
        var refusal = refusal("\nACGT\n>a\nACGT");
        assertThat(refusal.type()).isEqualTo(ProblemType.FASTA_NO_HEADER);
        assertThat(refusal.detail()).startsWith("Line 2 comes before any header");
        assertThat(refusal.errors()).extracting(InputFault::line).containsExactly(2);
    }

    @Test
    void namesALetterOutsideTheAlphabetByRecordLineAndColumn() {
        var refusal = refusal(">a\nACGT\n>b\nAC GT\nA§GT");

        assertThat(refusal.type()).isEqualTo(ProblemType.FASTA_LETTER);
        assertThat(refusal.errors())
                .extracting(InputFault::record, InputFault::name, InputFault::line, InputFault::column)
                .containsExactly(Tuple.tuple(2, "b", 5, 6));
        assertThat(refusal.detail())
                .startsWith("Record 2 (b), column 6 of its sequence (line 5): “§” is neither a residue nor a base");
    }

    @Test
    void showsAControlCharacterByItsNumber() {
        assertThat(refusal(">a\nACG\u001bT").detail()).contains("“U+001B”");
    }

    @Test
    void keepsAHeaderWithoutWhatCannotBeSeenAndSaysWhereItWas() {
        var record = strict.read(">a\u202Eb\nACGT", 1).get(0);

        assertThat(record.name()).isEqualTo("ab");
        assertThat(record.remarks())
                .extracting(Remark::message)
                .containsExactly("ab: the header has U+202E at column 3, which is left out");
        assertThat(strict.read(">a\u0001b \uFFFD\nACGT", 1).get(0).name()).isEqualTo("a b ?");
    }

    @Test
    void keepsLongHeadersUpToABound() {
        assertThat(strict.read(">" + "a".repeat(1_000) + "\nACGT", 1).get(0).name())
                .hasSize(1_000);
        assertThat(refusal(">" + "a".repeat(1_001) + "\nACGT").type()).isEqualTo(ProblemType.FASTA_HEADER);
    }

    @Test
    void refusesARecordThatIsTooShort() {
        assertThat(refusal(">a\nACG").type()).isEqualTo(ProblemType.FASTA_TOO_SHORT);
    }

    @Test
    void saysOnceThatARecordIsTooLongWithoutKeepingIt() {
        assertThat(refusal(">a\n" + "A".repeat(100_000)).type()).isEqualTo(ProblemType.FASTA_TOO_LONG);
        var faults =
                reader.text(">a\n" + "§".repeat(100_000), 1).records().get(0).faults();
        assertThat(faults).extracting(RecordFault::kind).containsExactly(FaultKind.LETTERS, FaultKind.TOO_LONG);
    }

    @Test
    void listsARecordWithoutASequenceBesideOthers() {
        var records = reader.text(">a\nACGT\n>empty\n\n>b\nACGT", 1).records();

        assertThat(records).extracting(SequenceRecord::isUsable).containsExactly(true, false, true);
        assertThat(records.get(1).faults()).extracting(RecordFault::kind).containsExactly(FaultKind.EMPTY);
    }

    @Test
    void tellsABoundedNumberOfFaultsAndHowManyMoreRecords() {
        var refusal = refusal(">a\n§\n".repeat(30));

        assertThat(refusal.errors()).hasSize(20);
        assertThat(refusal.detail()).contains("(and 29 more records)");
    }

    @Test
    void readsNoFurtherThanOneRecordTooMany() {
        var refusal = refusal(">\n".repeat(1_000_000) + "\u0001");

        assertThat(refusal.type()).isEqualTo(ProblemType.FASTA_RECORD_COUNT);
        assertThat(refusal.detail()).contains("more than 1000 records");
    }

    @Test
    void readsAMebibyteOfHeadersWithoutTrouble() {
        List<InputFault> faults = refusal(">".repeat(1 << 10) + "\n").errors();
        assertThat(faults).isNotEmpty();
    }

    private ServiceException refusal(String text) {
        return catchThrowableOfType(ServiceException.class, () -> strict.read(text, 1));
    }
}
