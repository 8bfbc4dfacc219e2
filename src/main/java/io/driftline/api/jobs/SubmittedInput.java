package io.driftline.api.jobs;

import io.driftline.api.body.Files;
import io.driftline.catalog.Panel;
import io.driftline.config.Limits;
import io.driftline.input.bytes.Room;
import io.driftline.input.formats.TextReader;
import io.driftline.job.JobInput;
import io.driftline.job.Mode;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.sequences.SequenceRecord;
import io.driftline.words.JobWords;
import io.driftline.words.Message;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What is to be compared, out of the fields of a body and by the rules of its mode. */
public final class SubmittedInput {
    private static final String SEQUENCES = "sequences";
    private static final String REFERENCES = "references";
    private static final String PAIRS = "pairs";
    private static final String THE_PANEL = "panel";

    private final SubmittedSequences sequences;
    private final Panel panel;
    private final Limits limits;

    public SubmittedInput(Limits limits, Panel panel) {
        this.sequences = new SubmittedSequences(limits);
        this.panel = panel;
        this.limits = limits;
    }

    static Mode mode(JsonObject body) {
        return Mode.of(body.getString("mode", Mode.PAIR.label()));
    }

    /** Of a body that has no files. */
    public JobInput read(JsonObject body) {
        return read(body, Files.NONE);
    }

    /** Of a body as the contract has it, and its files. Large ones take some 100 ms, so not on an event loop. */
    public JobInput read(JsonObject body, Files files) {
        var mode = mode(body);
        requireReferences(body, mode);
        require(body, PAIRS, mode, mode == Mode.LIST);
        var given = new Given(body, files, texts());
        return withinLimits(
                switch (mode) {
                    case PAIR -> JobInput.of(pair(given));
                    case QUERY -> new JobInput(records(given, 1), references(given), List.of());
                    case ALL -> everyone(given, 2);
                    case LIST -> named(given, records(given, 1));
                });
    }

    /** Of a body that is only to be checked: it may have no pairs yet, and one record of those to be compared with each other. */
    public JobInput readForCheck(JsonObject body, Files files) {
        var mode = mode(body);
        requireReferences(body, mode);
        var given = new Given(body, files, texts());
        return withinLimits(
                switch (mode) {
                    case PAIR -> JobInput.of(pair(given));
                    case QUERY -> new JobInput(records(given, 1), references(given), List.of());
                    case ALL -> everyone(given, 1);
                    case LIST ->
                        body.containsKey(PAIRS) ? named(given, records(given, 1)) : JobInput.of(records(given, 1));
                });
    }

    private TextReader texts() {
        return new TextReader(new Room(limits.unpackedBytes()));
    }

    /** A body with its files, and what unpacks these. */
    private record Given(JsonObject body, Files files, TextReader texts) {}

    private List<SequenceRecord> pair(Given given) {
        return sequences.pair(given.body().getValue(SEQUENCES), given.files().of(SEQUENCES), given.texts());
    }

    /** References, where there are some, are compared like all others: one row of numbers goes through both. */
    private JobInput everyone(Given given, int least) {
        var records = records(given, least);
        if (!given.body().containsKey(REFERENCES)) {
            return JobInput.of(records);
        }
        var references = references(given).stream()
                .map(each -> each.numbered(records.size() + each.record()))
                .toList();
        return new JobInput(records, references, List.of());
    }

    private List<SequenceRecord> records(Given given, int least) {
        return many(given, SEQUENCES, least);
    }

    private List<SequenceRecord> references(Given given) {
        return THE_PANEL.equals(given.body().getValue(REFERENCES)) ? panel.records() : many(given, REFERENCES, 1);
    }

    private List<SequenceRecord> many(Given given, String field, int least) {
        return sequences.many(given.body().getValue(field), given.files().of(field), given.texts(), "/" + field, least);
    }

    private JobInput named(Given given, List<SequenceRecord> records) {
        var files = given.files().of(PAIRS);
        if (files.size() > 1) {
            throw invalid(PAIRS, JobWords.ONE_TABLE.message(files.size()));
        }
        var field =
                files.isEmpty() ? given.body().getValue(PAIRS) : given.texts().table(files.get(0));
        return SubmittedPairs.resolve(field, records, limits);
    }

    /** Queries need them, all with each other may have them as landmarks. */
    private static void requireReferences(JsonObject body, Mode mode) {
        if (mode != Mode.ALL) {
            require(body, REFERENCES, mode, mode == Mode.QUERY);
        }
    }

    private static void require(JsonObject body, String field, Mode mode, boolean needed) {
        if (body.containsKey(field) == needed) {
            return;
        }
        var said = needed
                ? JobWords.MODE_NEEDS.message(mode.label(), field)
                : JobWords.MODE_WITHOUT.message(
                        mode.label(), field, (field.equals(PAIRS) ? Mode.LIST : Mode.QUERY).label());
        throw invalid(field, said);
    }

    private static ServiceException invalid(String field, Message said) {
        return ServiceException.ofField(ProblemType.INVALID_FIELD, "/" + field, said);
    }

    /** How many pairs records make is known once their subtypes are: the worker sees to that. */
    private JobInput withinLimits(JobInput input) {
        long records = OtherSegments.counted(input.records()) + OtherSegments.counted(input.references());
        if (records > limits.records()) {
            throw ServiceException.of(
                    ProblemType.FASTA_RECORD_COUNT, JobWords.MANY_WITH_REFERENCES.message(records, limits.records()));
        }
        return input;
    }
}
