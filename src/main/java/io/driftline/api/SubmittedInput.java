package io.driftline.api;

import io.driftline.catalog.Panel;
import io.driftline.config.Config;
import io.driftline.domain.InputFault;
import io.driftline.domain.JobInput;
import io.driftline.domain.Mode;
import io.driftline.domain.ProblemType;
import io.driftline.domain.RecordPair;
import io.driftline.domain.SequenceRecord;
import io.driftline.domain.ServiceException;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What is to be compared, out of the fields of a body and by the rules of its mode. */
final class SubmittedInput {
    private static final String SEQUENCES = "sequences";
    private static final String REFERENCES = "references";
    private static final String PAIRS = "pairs";
    private static final String THE_PANEL = "panel";

    private final SubmittedSequences sequences;
    private final Panel panel;
    private final Config.Limits limits;

    SubmittedInput(Config.Limits limits, Panel panel) {
        this.sequences = new SubmittedSequences(limits);
        this.panel = panel;
        this.limits = limits;
    }

    static Mode mode(JsonObject body) {
        return Mode.of(body.getString("mode", Mode.PAIR.label()));
    }

    /** Of a body as the contract has it. Large ones take some 100 ms, so not on an event loop. */
    JobInput read(JsonObject body) {
        var mode = mode(body);
        requireReferences(body, mode);
        require(body, PAIRS, mode, mode == Mode.LIST);
        return withinLimits(read(mode, body));
    }

    /** The records of a body that is only to be checked: there are no pairs in it. */
    JobInput readForCheck(JsonObject body) {
        var mode = mode(body);
        requireReferences(body, mode);
        return withinLimits(
                switch (mode) {
                    case PAIR -> JobInput.of(sequences.pair(body.getValue(SEQUENCES)));
                    case QUERY -> new JobInput(records(body, 1), references(body), List.of());
                    case ALL -> everyone(body, 1);
                    case LIST -> JobInput.of(records(body, 1));
                });
    }

    private JobInput read(Mode mode, JsonObject body) {
        return switch (mode) {
            case PAIR -> JobInput.of(sequences.pair(body.getValue(SEQUENCES)));
            case QUERY -> new JobInput(records(body, 1), references(body), List.of());
            case ALL -> everyone(body, 2);
            case LIST -> {
                var records = records(body, 1);
                yield new JobInput(records, List.of(), pairs(body, records));
            }
        };
    }

    /** References, where there are some, are compared like all others: one row of numbers goes through both. */
    private JobInput everyone(JsonObject body, int least) {
        var records = records(body, least);
        if (!body.containsKey(REFERENCES)) {
            return JobInput.of(records);
        }
        var references = references(body).stream()
                .map(each -> new SequenceRecord(records.size() + each.record(), each.name(), each.letters()))
                .toList();
        return new JobInput(records, references, List.of());
    }

    private List<SequenceRecord> records(JsonObject body, int least) {
        return sequences.many(body.getValue(SEQUENCES), "/" + SEQUENCES, least);
    }

    private List<SequenceRecord> references(JsonObject body) {
        var field = body.getValue(REFERENCES);
        return THE_PANEL.equals(field) ? panel.records() : sequences.many(field, "/" + REFERENCES, 1);
    }

    private List<RecordPair> pairs(JsonObject body, List<SequenceRecord> records) {
        return SubmittedPairs.resolve(body.getValue(PAIRS), records, limits.pairs());
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
        var detail = needed
                ? "The mode " + mode.label() + " needs the field " + field + "."
                : "The mode " + mode.label() + " takes no field " + field + "; leave it out, or choose the mode "
                        + (field.equals(PAIRS) ? Mode.LIST : Mode.QUERY).label() + ".";
        throw ServiceException.of(ProblemType.INVALID_FIELD, detail, List.of(InputFault.ofField("/" + field, detail)));
    }

    /** How many pairs records make is known once their subtypes are: the worker sees to that. */
    private JobInput withinLimits(JobInput input) {
        int records = input.records().size() + input.references().size();
        if (records > limits.records()) {
            throw ServiceException.of(
                    ProblemType.FASTA_RECORD_COUNT,
                    "There are " + records + " records, references included; at most " + limits.records()
                            + " are taken in one job. Split them into several.");
        }
        return input;
    }
}
