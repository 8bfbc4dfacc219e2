package io.driftline.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.bus.CollectResult;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobInput;
import io.driftline.job.Mode;
import io.driftline.job.ModelRef;
import io.driftline.job.PackedInput;
import io.driftline.job.QueuedJob;
import io.driftline.jobs.HeldJob;
import io.driftline.sequences.Gzip;
import io.driftline.sequences.RecordPair;
import io.driftline.sequences.SequenceRecord;
import io.driftline.testing.Results;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What workers may and may not give for a result; each line of a table is one malformed result. */
class ResultCheckTest {
    private static final int LIMIT = 64 << 20;
    private static final JobId JOB = JobId.random();
    private static final List<SequenceRecord> RECORDS = List.of(
            new SequenceRecord(1, "A/Alpha/1/2005", "MKT"),
            new SequenceRecord(2, "A/Beta/2/2006", "MKA"),
            new SequenceRecord(3, "A/Gamma/3/2007", "MKV"));
    private static final JobInput PAIR = new JobInput(RECORDS.subList(0, 2), List.of(), List.of());
    private static final JobInput LIST =
            new JobInput(RECORDS, List.of(), List.of(new RecordPair(2, 1), new RecordPair(1, 3)));
    private static final JobInput QUERY =
            new JobInput(RECORDS, List.of(new SequenceRecord(1, "R/One/1/2001", "MKR")), List.of());
    private static final JobInput ALL = new JobInput(RECORDS, List.of(), List.of());

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of(Mode.PAIR, PAIR),
                Arguments.of(Mode.LIST, LIST),
                Arguments.of(Mode.QUERY, QUERY),
                Arguments.of(Mode.ALL, ALL));
    }

    @ParameterizedTest
    @MethodSource("good")
    void takesWhatTheContractDescribes(Mode mode, JobInput input) throws IOException {
        var result = result(mode, input);

        assertThat(check(mode, input, result.encode(), Results.summary(result))).isEmpty();
    }

    @Test
    void takesFieldsThatANewerWorkerTellsBesides() throws IOException {
        var result = result(Mode.LIST, LIST);
        result.getJsonArray("records").getJsonObject(0).put("cluster", new JsonObject().put("name", "WI05"));
        result.getJsonArray("pairs").getJsonObject(0).put("novelty", List.of(1, 2));

        assertThat(check(Mode.LIST, LIST, result.encode(), Results.summary(result)))
                .isEmpty();
    }

    @Test
    void takesResultsOfWorkersThatGiveNoVerdict() throws IOException {
        var pair = result(Mode.PAIR, PAIR);
        row(pair).remove("verdict");
        var list = result(Mode.LIST, LIST);
        list.getJsonArray("pairs").forEach(row -> ((JsonObject) row).remove("verdict"));
        List.of("calledSimilar", "calledVariant", "undecided")
                .forEach(count -> list.getJsonObject("summary").remove(count));

        assertThat(check(Mode.PAIR, PAIR, pair.encode(), Results.summary(pair))).isEmpty();
        assertThat(check(Mode.LIST, LIST, list.encode(), Results.summary(list))).isEmpty();
    }

    @Test
    void takesARowWithoutFiguresThatSaysWhy() throws IOException {
        var result = result(Mode.LIST, LIST);
        for (String figure : List.of("subtype", "variant", "probability", "distanceLog2", "interval", "differences")) {
            row(result).putNull(figure);
        }
        row(result).put("verdict", "outside");
        row(result).put("warnings", new JsonArray().add("too short"));
        result.put(
                "summary",
                new JsonObject()
                        .put("pairs", 1)
                        .put("variants", 1)
                        .put("calledVariant", 1)
                        .put("skipped", 1));
        var pairs = result.remove("pairs");
        result.put("pairs", pairs);

        assertThat(check(Mode.LIST, LIST, result.encode(), Results.summary(result)))
                .isEmpty();
    }

    @Test
    void takesAPairWithoutFiguresOnlyIfItSaysWhy() throws IOException {
        var result = result(Mode.PAIR, PAIR);
        var pair = row(result).put("subtype", "B/Yamagata");
        for (String figure : List.of("variant", "probability", "distanceLog2", "interval")) {
            pair.putNull(figure);
        }
        pair.put("verdict", "outside");
        pair.getJsonArray("substitutions").getJsonObject(0).putNull("contribution");
        var told = new JsonObject()
                .put("pairs", 1)
                .put("verdict", "outside")
                .put("differences", 2)
                .put("subtype", "B/Yamagata");

        assertThat(check(Mode.PAIR, PAIR, result.encode(), told)).isEmpty();
        assertThat(check(Mode.PAIR, PAIR, result.encode(), told.copy().put("variant", true)))
                .contains("other figures");
        pair.put("warnings", new JsonArray());
        assertThat(check(Mode.PAIR, PAIR, result.encode(), told)).contains("does not say why");
    }

    static Stream<Arguments> malformedPairs() {
        return Stream.of(
                pair("another job", "/job", r -> r.put("job", JobId.random().value())),
                pair("another attempt", "/attempt", r -> r.put("attempt", 2)),
                pair("an attempt in letters", "/attempt", r -> r.put("attempt", "1")),
                pair("another mode", "/mode", r -> r.put("mode", "list")),
                pair("no such mode", "/mode", r -> r.put("mode", "matrix")),
                pair("another model", "/model/name", r -> model(r).put("name", "lstm")),
                pair("another model's id", "/model/id", r -> model(r).put("id", 4)),
                pair("another version", "/model/version", r -> model(r).put("version", "2")),
                pair("a digest of another form", "/model/digest", r -> model(r).put("digest", "md5:1")),
                pair("years upside down in number", "/model/trainingYears", r -> model(r).put(
                                "trainingYears", new JsonArray().add(1968))),
                pair("another encoding", "/encoding", r -> r.put("encoding", "one-hot")),
                pair("no threshold", "lacks threshold", r -> r.remove("threshold")),
                pair("no pairs", "lacks pairs", r -> r.remove("pairs")),
                pair("pairs that are no list", "/pairs", r -> r.put("pairs", "none")),
                pair("two pairs", "/pairs", r -> r.getJsonArray("pairs").add(row(r).copy())),
                pair("no pair", "/pairs", r -> r.put("pairs", new JsonArray())),
                pair("a pair that is none", "/pairs/0", r -> r.put("pairs", new JsonArray().add(7))),
                pair("a pair of nothing", "/pairs/0", r -> r.put("pairs", new JsonArray().addNull())),
                pair("a strain of another name", "strains of the submission", r -> row(r).put("a", "A/Other/1/1999")),
                pair("probability 1.2", "/pairs/0/probability", r -> row(r).put("probability", 1.2)),
                pair("probability below 0", "/pairs/0/probability", r -> row(r).put("probability", -0.1)),
                pair("probability in letters", "/pairs/0/probability", r -> row(r).put("probability", "0.9")),
                pair("no probability", "lacks probability", r -> row(r).remove("probability")),
                pair("a probability of nothing", "some of its figures", r -> row(r).putNull("probability")),
                pair("a negative distance", "/pairs/0/distanceLog2", r -> row(r).put("distanceLog2", -1)),
                pair("an endless distance", "/pairs/0/distanceLog2", r -> row(r).put("distanceLog2", 1e300)),
                pair("an interval upside down", "interval", r -> row(r).put(
                                "interval", new JsonArray().add(5).add(2))),
                pair("an interval elsewhere", "interval", r -> row(r).put(
                                "interval", new JsonArray().add(5).add(6))),
                pair("an interval of three", "/pairs/0/interval", r -> row(r).put(
                                "interval", new JsonArray().add(1).add(5).add(6))),
                pair("a variant against its probability", "against", r -> row(r).put("variant", false)),
                pair("forecasts without their number", "lacks pairs", r -> row(r).put(
                                "forecasts",
                                new JsonObject().put("from", 0.9).put("to", 1).put("variants", 41))),
                pair("no such verdict", "/pairs/0/verdict", r -> row(r).put("verdict", "likely")),
                pair("called the opposite", "opposite", r -> row(r).put("verdict", "similar")),
                pair("figures of a pair outside", "figures do not allow", r -> row(r).put("verdict", "outside")),
                pair("a variant in letters", "/pairs/0/variant", r -> row(r).put("variant", "true")),
                pair("no such subtype", "/pairs/0/subtype", r -> row(r).put("subtype", "B/Beijing")),
                pair("no subtype", "no subtype", r -> row(r).putNull("subtype")),
                pair("a residue of two letters", "/substitutions/0/from", r -> substitution(r)
                        .put("from", "KK")),
                pair("a site before the first", "/substitutions/0/position", r -> substitution(r)
                        .put("position", 0)),
                pair("half a site", "/substitutions/0/position", r -> substitution(r)
                        .put("position", 1.5)),
                pair("a share in letters", "/substitutions/0/contribution", r -> substitution(r)
                        .put("contribution", "3")),
                pair("one record", "/pairs/0/records", r -> row(r).getJsonArray("records")
                        .remove(0)),
                pair("coverage of two", "/pairs/0/records/0/coverage", r -> row(r).getJsonArray("records")
                        .getJsonObject(0)
                        .put("coverage", 2)),
                pair("an alignment of markup", "/pairs/0/alignment/a", r -> row(r).getJsonObject("alignment")
                        .put("a", "<b>")),
                pair(
                        "a dissenter beyond range",
                        "/pairs/0/agreement/0/probability",
                        r -> row(r).getJsonArray("agreement").getJsonObject(0).put("probability", 7)),
                pair("a warning that is no text", "/pairs/0/warnings/0", r -> row(r).put(
                                "warnings", new JsonArray().add(new JsonObject()))),
                pair("a huge text", "/citation", r -> r.put("citation", "x".repeat(100_000))),
                pair("a long text", "/citation", r -> r.put("citation", "x".repeat(20_000))),
                pair("a field nobody knows, and large", "/more", r -> r.put("more", "x".repeat(5_000))),
                pair("a bomb of depth", "near byte", r -> r.put("more", deep(200))));
    }

    static Stream<Arguments> malformedLists() {
        return Stream.of(
                list("a row too few", "/pairs", r -> r.getJsonArray("pairs").remove(1)),
                list("a row too many", "/pairs", r -> r.getJsonArray("pairs").add(row(r).copy())),
                list("the rows in another order", "stands there in the submission", r -> r.getJsonArray("pairs")
                        .add(r.getJsonArray("pairs").remove(0))),
                list("a record that there is not", "record that there is not", r -> row(r).put("recordA", 9)),
                list("a record's number in letters", "/pairs/0/recordA", r -> row(r).put("recordA", "2")),
                list("the name of another record", "names of its records", r -> row(r).put("a", "A/Gamma/3/2007")),
                list("another subtype than its records'", "subtype of its records", r -> row(r).put("subtype", "H1N1")),
                list("half of the figures", "some of its figures", r -> row(r).putNull("interval")),
                list("negative differences", "/pairs/0/differences", r -> row(r).put("differences", -3)),
                list("a record too few", "/records", r -> r.getJsonArray("records")
                        .remove(2)),
                list("a record too many", "/records", r -> r.getJsonArray("records")
                        .add(record(r).copy())),
                list("records in another order", "/records/0", r -> record(r).put("record", 2)),
                list("a reference that is none", "/records/0", r -> record(r).put("reference", true)),
                list("a record of another name", "/records/0", r -> record(r).put("name", "somebody's")),
                list("a clade that is a text", "/records/0/clade", r -> record(r)
                        .put("clade", "3C.2a")),
                list("a clade that may be any", "lacks exact", r -> record(r)
                        .put("clade", new JsonObject().put("name", "3C.2a"))),
                list("an escape without a figure", "lacks score", r -> record(r)
                        .put(
                                "ferretEscape",
                                new JsonObject().put("substitutions", 9).put("measured", 8))),
                list("an escape in letters", "/records/0/ferretEscape/score", r -> record(r)
                        .put(
                                "ferretEscape",
                                new JsonObject()
                                        .put("score", "high")
                                        .put("substitutions", 9)
                                        .put("measured", 8))),
                list("a negative length", "/records/0/length", r -> record(r).put("length", -1)),
                list("no such form", "/records/0/form", r -> record(r).put("form", "peptide")),
                list("a flag that is no text", "/records/0/flags/0", r -> record(r)
                        .put("flags", new JsonArray().add(1))),
                list("no summary", "lacks summary", r -> r.remove("summary")),
                list("a summary that counts otherwise", "/summary", r -> r.getJsonObject("summary")
                        .put("pairs", 1)),
                list("verdicts counted otherwise", "/summary/undecided", r -> r.getJsonObject("summary")
                        .put("undecided", 1)),
                list("a summary in letters", "/summary/variants", r -> r.getJsonObject("summary")
                        .put("variants", "2")),
                list("the summary behind the rows", "behind the rows", r -> {
                    var summary = r.remove("summary");
                    r.put("summary", summary);
                }));
    }

    static Stream<Arguments> malformedTexts() {
        return Stream.of(
                text("cut in the middle", "near byte", all -> all.substring(0, all.length() / 2)),
                text("nothing", "empty", all -> ""),
                text("blanks", "empty", all -> "   "),
                text("no JSON", "near byte", all -> "<html>"),
                text("a list", "is not an object", all -> "[" + all + "]"),
                text("trailing garbage", "follows after its end", all -> all + "[]"),
                text("a second result behind", "follows after its end", all -> all + all),
                text("a field twice", "twice", all -> all.replace("\"attempt\":1", "\"attempt\":1,\"attempt\":1")),
                text(
                        "a figure twice",
                        "twice",
                        all -> all.replace("\"variant\":true", "\"variant\":true,\"variant\":true")),
                text("NaN", "near byte", all -> all.replace("\"probability\":0.97", "\"probability\":NaN")),
                text("Infinity", "near byte", all -> all.replace("\"distanceLog2\":4.1", "\"distanceLog2\":Infinity")),
                text(
                        "beyond any double",
                        "/distanceLog2",
                        all -> all.replace("\"distanceLog2\":4.1", "\"distanceLog2\":1e999")),
                text(
                        "a number of many digits",
                        "near byte",
                        all -> all.replace("\"distanceLog2\":4.1", "\"distanceLog2\":4." + "1".repeat(500))),
                text(
                        "UTF-16",
                        "UTF-8",
                        all -> new String(all.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"malformedPairs", "malformedLists", "malformedTexts"})
    void refusesAndSaysWhere(String name, String where, Mode mode, JobInput input, UnaryOperator<String> spoil)
            throws IOException {
        var result = result(mode, input);
        var summary = Results.summary(result).copy();

        assertThat(check(mode, input, spoil.apply(result.encode()), summary)).contains(where);
    }

    @Test
    void refusesALastMessageThatTellsOtherFigures() throws IOException {
        var result = result(Mode.PAIR, PAIR);
        var distance = Results.summary(result).copy().put("distanceLog2", 0.5);
        var verdict = Results.summary(result).copy().put("verdict", "undecided");

        assertThat(check(Mode.PAIR, PAIR, result.encode(), distance)).contains("other figures");
        assertThat(check(Mode.PAIR, PAIR, result.encode(), verdict)).contains("other figures");
    }

    @Test
    void whatWasNotAnnouncedIsLostAndNotMalformed() throws IOException {
        var packed = Gzip.pack(Buffer.buffer("{}"));
        var announced = new CollectResult(JOB, 1, "0".repeat(64), 2, new JsonObject());

        var finding = ResultCheck.check(packed, announced, expected(Mode.PAIR, PAIR), LIMIT);

        assertThat(finding.lost()).contains("not the one it announced");
    }

    @Test
    void whatIsLongerThanAnnouncedIsReadNoFurther() throws IOException {
        var packed = Gzip.pack(Buffer.buffer(new byte[8 << 20]));
        var announced = new CollectResult(JOB, 1, "0".repeat(64), 10, new JsonObject());

        var finding = ResultCheck.check(packed, announced, expected(Mode.PAIR, PAIR), LIMIT);

        assertThat(finding.lost()).contains("not the one it announced");
    }

    @Test
    void whatIsNoGzipIsLost() throws IOException {
        var announced = new CollectResult(JOB, 1, "0".repeat(64), 2, new JsonObject());

        var finding = ResultCheck.check(Buffer.buffer("{}"), announced, expected(Mode.PAIR, PAIR), LIMIT);

        assertThat(finding.lost()).contains("could not be unpacked");
    }

    private static String check(Mode mode, JobInput input, String text, JsonObject summary) throws IOException {
        boolean wide = text.startsWith("\0");
        var plain = wide ? text.getBytes(StandardCharsets.ISO_8859_1) : text.getBytes(StandardCharsets.UTF_8);
        var announced = new CollectResult(JOB, 1, sha256(plain), plain.length, summary);
        var finding = ResultCheck.check(Gzip.pack(Buffer.buffer(plain)), announced, expected(mode, input), LIMIT);
        assertThat(finding.lost()).isEmpty();
        return finding.malformed();
    }

    private static Expected expected(Mode mode, JobInput input) throws IOException {
        var job = new QueuedJob(JOB, UserId.random(), new ModelRef(3, "cnn", "1", "blosum62"), mode, 1);
        return Expected.of(
                new HeldJob(job, "http://worker", PackedInput.of(mode, input).gzip()));
    }

    private static JsonObject result(Mode mode, JobInput input) {
        var order = new JsonObject()
                .put("job", JOB.value())
                .put("attempt", 1)
                .put("mode", mode.label())
                .put("encoding", "blosum62")
                .put("model", new JsonObject().put("id", 3).put("name", "cnn").put("version", "1"));
        return Results.of(order, PackedInput.items(PackedInput.of(mode, input).gzip()));
    }

    private static String sha256(byte[] plain) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(plain));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject model(JsonObject result) {
        return result.getJsonObject("model");
    }

    private static JsonObject row(JsonObject result) {
        return result.getJsonArray("pairs").getJsonObject(0);
    }

    private static JsonObject record(JsonObject result) {
        return result.getJsonArray("records").getJsonObject(0);
    }

    private static JsonObject substitution(JsonObject result) {
        return row(result).getJsonArray("substitutions").getJsonObject(0);
    }

    private static JsonArray deep(int levels) {
        var deep = new JsonArray();
        for (int level = 1; level < levels; level++) {
            deep = new JsonArray().add(deep);
        }
        return deep;
    }

    private static Arguments pair(String name, String where, Consumer<JsonObject> spoil) {
        return Arguments.of(name, where, Mode.PAIR, PAIR, spoiled(spoil));
    }

    private static Arguments list(String name, String where, Consumer<JsonObject> spoil) {
        return Arguments.of(name, where, Mode.LIST, LIST, spoiled(spoil));
    }

    private static Arguments text(String name, String where, UnaryOperator<String> spoil) {
        return Arguments.of(name, where, Mode.PAIR, PAIR, spoil);
    }

    private static UnaryOperator<String> spoiled(Consumer<JsonObject> spoil) {
        return all -> {
            var result = new JsonObject(all);
            spoil.accept(result);
            return result.encode();
        };
    }
}
