package io.driftline.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driftline.api.body.Files;
import io.driftline.catalog.Panel;
import io.driftline.job.JobInput;
import io.driftline.job.Mode;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.sequences.RecordPair;
import io.driftline.sequences.SequenceRecord;
import io.driftline.testing.TestConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bodies make which input, and what is said of those that make none. */
class SubmittedInputTest {
    private static final String HA1 = "QKLPGNDNSTATLCLGHHAVPNGTIVKTITNDQIEVTNATELVQSSSTGGICDSPHQILDGENC".repeat(4);
    private static final String THREE =
            ">A/One/1/2001 HA\n" + HA1 + "\n>A/Two/2/2002 HA\nMK" + HA1 + "\n>A/Two/2/2002 NA\nML" + HA1;

    private final SubmittedInput inputs = inputs(Map.of());

    private static SubmittedInput inputs(Map<String, String> settings) {
        var config = TestConfig.of(settings);
        return new SubmittedInput(config.limits(), Panel.load(config));
    }

    @Test
    void comparesQueriesWithThePanelOrWithOwnReferences() {
        var panel = inputs.read(body("query").put("references", "panel"));
        assertThat(panel.records()).hasSize(3);
        assertThat(panel.references())
                .extracting(SequenceRecord::name)
                .contains("A/California/07/2009", "A/goose/Guangdong/1/1996");
        assertThat(panel.references().get(1).record()).isEqualTo(2);

        var own = inputs.read(body("query")
                .put("references", new JsonArray().add(">r\n" + HA1).add(">s\n" + HA1)));
        assertThat(own.references()).extracting(SequenceRecord::record).containsExactly(1, 2);
    }

    @Test
    void numbersRecordsThroughAllTexts() {
        var input = inputs.read(
                body("all").put("sequences", new JsonArray().add(THREE).add(">four\n" + HA1)));

        assertThat(input.records()).extracting(SequenceRecord::record).containsExactly(1, 2, 3, 4);
    }

    @Test
    void numbersLandmarksOnFromTheRecords() {
        var input = inputs.read(body("all").put("references", ">r\n" + HA1 + "\n>s\n" + HA1));

        assertThat(input.references()).extracting(SequenceRecord::record).containsExactly(4, 5);
        assertThat(input.pairs(Mode.ALL)).isEqualTo(10);
    }

    @Test
    void leavesShortRecordsOfManyToTheWorker() {
        var input = inputs.read(body("all").put("sequences", THREE + "\n>short\nMKT"));

        assertThat(input.records()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "strain_a,strain_b~A/One/1/2001,A/Two/2/2002 NA",
                "subtype,strain_a,strain_b~H3N2,A/One/1/2001 HA,A/Two/2/2002 NA~~",
                "\uFEFFstrain_b;strain_a~A/Two/2/2002 NA;\"A/One/1/2001\"",
                "A/One/1/2001\tA/Two/2/2002 NA",
                "H3N2,A/One/1/2001,A/Two/2/2002 NA"
            })
    void findsNamesOfCsvWholeOrUpToTheirFirstSpace(String csv) {
        assertThat(pairs(csv.replace("~", "\n"))).containsExactly(new RecordPair(1, 3));
        assertThat(pairs(csv.replace("~", "\r\n"))).containsExactly(new RecordPair(1, 3));
    }

    @Test
    void aRecordIsOfTheSubtypeThatItsPairsState() {
        var first = new JsonArray().add("A/One/1/2001").add("A/Two/2/2002 NA").add("A(H1N1)pdm09");
        var input = inputs.read(body("list").put("pairs", new JsonArray().add(first)));

        assertThat(input.records()).extracting(SequenceRecord::subtype).containsExactly("H1N1", null, "H1N1");
    }

    @Test
    void aTableStatesSubtypesAsAListDoes() {
        var table = "strain_a,strain_b,subtype\nA/One/1/2001,A/Two/2/2002 NA,A(H1N1)pdm09\n";
        var input = inputs.read(body("list").put("pairs", table));

        assertThat(input.records()).extracting(SequenceRecord::subtype).containsExactly("H1N1", null, "H1N1");
    }

    @Test
    void takesPairsInTheirOrderAsListsToo() {
        var field = new JsonArray("[[\"A/Two/2/2002 NA\", \"A/One/1/2001\"], [\"A/One/1/2001\", \"A/One/1/2001\"]]");

        assertThat(inputs.read(body("list").put("pairs", field)).pairs())
                .containsExactly(new RecordPair(3, 1), new RecordPair(1, 1));
    }

    @Test
    void namesThePairAndTheNameThatIsUnknownOrAmbiguous() {
        var field = new JsonArray("[[\"A/One/1/2001\", \"A/Two/2/2002\"], [\"A/Three\", \"A/One/1/2001\"]]");

        var refused = refusal(body("list").put("pairs", field));

        assertThat(refused.type()).isEqualTo(ProblemType.PAIR_NAME);
        assertThat(refused.detail()).contains("Pair 1", "A/Two/2/2002", "record 2 and record 3");
        assertThat(refused.errors()).extracting(fault -> fault.pointer()).containsExactly("/pairs/0", "/pairs/1");
        assertThat(refused.errors().get(1).name()).isEqualTo("A/Three");
    }

    @Test
    void namesTheLineOfCsv() {
        var refused =
                refusal(body("list").put("pairs", "strain_a,strain_b\n\nA/One/1/2001,somebody\nnobody,A/One/1/2001"));

        assertThat(refused.errors().get(1).line()).isEqualTo(4);
        assertThat(refused.errors()).extracting(fault -> fault.column()).containsExactly(2, 1);
        assertThat(refused.errors().get(1).detail()).startsWith("Pair 2 (line 4): no sequence is called “nobody”");
    }

    @Test
    void saysWhereInTheTableANameStandsThatNoRecordHas() {
        var table = "note\tstrain_b\tstrain_a\n\tA/One/1/2001\tA/One/1/2001\n\tnobody\tA/One/1/2001";

        var listed = inputs.read(body("list").put("pairs", table)).records().get(3);

        assertThat(listed.faults().get(0).line()).isEqualTo(3);
        assertThat(listed.faults().get(0).column()).isEqualTo(2);
    }

    @Test
    void listsNamesThatNoRecordHasOrSeveralBesideOthers() {
        var input = inputs.read(
                body("list").put("pairs", "A/One/1/2001,A/Two/2/2002 NA\nnobody,A/One/1/2001\nA/Two/2/2002,nobody"));

        assertThat(input.pairs()).containsExactly(new RecordPair(1, 3), new RecordPair(4, 1), new RecordPair(5, 4));
        assertThat(input.records().subList(3, 5))
                .extracting(
                        record -> record.name() + ": " + record.faults().get(0).detail())
                .containsExactly(
                        "nobody: not in the sequence files",
                        "A/Two/2/2002: means both record 2 and record 3, which differ");
    }

    @Test
    void takesTheSameRecordTwiceForOne() {
        var twice = THREE + "\n>A/One/1/2001 HA\n" + HA1;

        var input = inputs.read(body("list").put("sequences", twice).put("pairs", "A/One/1/2001,A/Two/2/2002 NA"));

        assertThat(input.pairs()).containsExactly(new RecordPair(1, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pair|{\"references\": \"panel\"}|INVALID_FIELD|The mode pair takes no field references",
                "all|{\"pairs\": \"a,b\"}|INVALID_FIELD|choose the mode list",
                "query|{}|INVALID_FIELD|The mode query needs the field references",
                "list|{}|INVALID_FIELD|The mode list needs the field pairs",
                "list|{\"pairs\": [[\"A/One/1/2001\",\"A/Two/2/2002 NA\",\"H1\"],[\"A/One/1/2001\",\"A/One/1/2001\",\"H3\"]]}"
                        + "|INVALID_FIELD|Pair 2 states that record 1 is H3N2, an earlier pair that it is H1N1",
                "list|{\"pairs\": []}|INVALID_FIELD|There is no pair here",
                "list|{\"pairs\": \"\"}|INVALID_FIELD|There is no pair here",
                "list|{\"pairs\": \"one column\"}|INVALID_FIELD|has the columns one column",
                "list|{\"pairs\": \"strain_a,strain_b\\n\\\"A/One/1/2001,x\"}|INVALID_FIELD|quote",
                "list|{\"pairs\": \"strain_a,strain_b\\nA/One/1/2001\"}|INVALID_FIELD|Line 2 of the pairs has 1 column;",
                "query|{\"references\": \"\"}|FASTA_EMPTY|There is no sequence here",
                "query|{\"references\": \"panels\"}|FASTA_NO_HEADER|Line 1",
                "all|{\"sequences\": \">a\\nMKT\"}|FASTA_RECORD_COUNT|At least 2 records are needed here; 1 was",
                "pair|{}|FASTA_RECORD_COUNT|3 were given"
            })
    void saysWhatIsWrong(String mode, String change, ProblemType type, String sentence) {
        var refused = refusal(body(mode).mergeIn(new JsonObject(change)));

        assertThat(refused.type()).as(refused.detail()).isEqualTo(type);
        assertThat(refused.detail()).contains(sentence);
    }

    @Test
    void holdsToTheLimitsAndSaysThem() {
        var strict = inputs(Map.of("limits.records", "3", "limits.pairs", "2"));

        var query = body("query").put("references", "panel");
        int given = 3 + inputs.read(query).references().size();

        var records = refusal(strict, query);
        assertThat(records.type()).isEqualTo(ProblemType.FASTA_RECORD_COUNT);
        assertThat(records.detail()).contains(given + " records, including references", "at most 3");

        var three = "A/One/1/2001,A/One/1/2001\n".repeat(3);
        var pairs = refusal(strict, body("list").put("pairs", three));
        assertThat(pairs.type()).isEqualTo(ProblemType.TOO_MANY_PAIRS);
        assertThat(pairs.detail()).contains("more than 2 pairs");
    }

    @Test
    void checksRecordsOfAModeWithoutWhatTheyAreComparedWith() {
        JobInput input = inputs.readForCheck(body("list"), Files.NONE);

        assertThat(input.records()).hasSize(3);
    }

    private Iterable<RecordPair> pairs(String csv) {
        return inputs.read(body("list").put("pairs", csv)).pairs();
    }

    private static JsonObject body(String mode) {
        return new JsonObject().put("mode", mode).put("sequences", THREE);
    }

    private ServiceException refusal(JsonObject body) {
        return refusal(inputs, body);
    }

    private static ServiceException refusal(SubmittedInput inputs, JsonObject body) {
        return catchThrowableOfType(ServiceException.class, () -> inputs.read(body));
    }
}
