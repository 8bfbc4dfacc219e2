package io.driftline.api.jobs;

import io.driftline.config.Limits;
import io.driftline.input.bytes.Names;
import io.driftline.input.headers.RecordNames;
import io.driftline.input.pairs.PairTable;
import io.driftline.input.pairs.SubtypeSpelling;
import io.driftline.job.JobInput;
import io.driftline.problem.InputFault;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.sequences.FaultKind;
import io.driftline.sequences.RecordFault;
import io.driftline.sequences.RecordPair;
import io.driftline.sequences.SequenceRecord;
import io.driftline.words.JobWords;
import io.driftline.words.Message;
import io.driftline.words.ReadingWords;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The field {@code pairs}: a list of {@code [a, b]} or {@code [a, b, subtype]}, or a table, which may have a subtype too. Names become the numbers of their records; one that no record
 * has, or several that differ, becomes a record that says so, so that its pair has a row with the reason.
 */
final class SubmittedPairs {
    private static final int MAX_FAULTS = 20;

    private final List<SequenceRecord> records;
    private final RecordNames names;
    private final Limits limits;
    private final List<RecordPair> pairs = new ArrayList<>();
    private final List<InputFault> faults = new ArrayList<>();
    private final Map<String, SequenceRecord> unknown = new HashMap<>();
    private final List<SequenceRecord> listed = new ArrayList<>();
    /** By record number; of those whose subtype the list states. */
    private final Map<Integer, String> stated = new HashMap<>();

    private boolean anyWhole;

    /** A name of the list, and the one-based line and column of the table that it stands in, if it is one. */
    private record Named(String name, @Nullable Integer line, @Nullable Integer column) {}

    private SubmittedPairs(List<SequenceRecord> records, Limits limits) {
        this.records = records;
        this.names = new RecordNames(records);
        this.limits = limits;
    }

    /** In the order given; fails with PAIR_NAME if no pair has two records, and with TOO_MANY_PAIRS. */
    static JobInput resolve(Object field, List<SequenceRecord> records, Limits limits) {
        var submitted = new SubmittedPairs(records, limits);
        if (field instanceof JsonArray list) {
            submitted.takeList(list);
        } else {
            PairTable.each(
                    (String) field,
                    row -> submitted.take(
                            new Named(row.a(), row.line(), row.columnA()),
                            new Named(row.b(), row.line(), row.columnB()),
                            row.subtype()));
        }
        return submitted.resolved();
    }

    private JobInput resolved() {
        if (pairs.isEmpty()) {
            throw ServiceException.ofField(ProblemType.INVALID_FIELD, "/pairs", JobWords.NO_PAIR.message());
        }
        if (!anyWhole || records.size() + listed.size() > limits.recordsRead()) {
            throw ServiceException.of(ProblemType.PAIR_NAME, faults.get(0).said(), faults);
        }
        var all = Stream.concat(records.stream(), listed.stream())
                .map(record -> record.stated(stated.get(record.record())))
                .toList();
        return new JobInput(all, List.of(), pairs);
    }

    private void takeList(JsonArray list) {
        for (int i = 0; i < list.size(); i++) {
            var pair = list.getJsonArray(i);
            take(
                    new Named(pair.getString(0), null, null),
                    new Named(pair.getString(1), null, null),
                    pair.size() == 3 ? pair.getString(2) : "");
        }
    }

    private void state(RecordPair pair, String subtype) {
        for (int record : List.of(pair.a(), pair.b())) {
            var before = stated.putIfAbsent(record, subtype);
            if (before != null && !before.equals(subtype)) {
                throw ServiceException.ofField(
                        ProblemType.INVALID_FIELD,
                        "/pairs/" + (pairs.size() - 1),
                        JobWords.STATED_TWICE.message(pairs.size(), record, before, subtype));
            }
        }
    }

    /** @param subtype that is stated of both, in any spelling; blank if none is */
    private void take(Named a, Named b, String subtype) {
        int number = pairs.size() + 1;
        if (number > limits.pairs()) {
            throw ServiceException.of(ProblemType.TOO_MANY_PAIRS, JobWords.MANY_PAIRS.message(limits.pairs()));
        }
        var first = record(a, number);
        var second = record(b, number);
        anyWhole = anyWhole || (first.record() <= records.size() && second.record() <= records.size());
        var pair = new RecordPair(first.record(), second.record());
        pairs.add(pair);
        if (!subtype.isBlank()) {
            state(pair, SubtypeSpelling.of(subtype));
        }
    }

    private SequenceRecord record(Named named, int pair) {
        var found = names.find(named.name());
        if (found.size() == 1) {
            return found.get(0);
        }
        if (faults.size() < MAX_FAULTS) {
            faults.add(fault(named, pair, found));
        }
        return unknown.computeIfAbsent(named.name(), first -> list(named, found));
    }

    /** Beyond the limit there is no job. */
    private SequenceRecord list(Named named, List<SequenceRecord> found) {
        var called = Names.ofRecord(named.name());
        var fault = new RecordFault(FaultKind.NAME, named.line(), named.column(), reason(named.name(), found));
        var record = SequenceRecord.listed(records.size() + listed.size() + 1, called, fault);
        if (records.size() + listed.size() <= limits.recordsRead()) {
            listed.add(record);
        }
        return record;
    }

    private Message reason(String name, List<SequenceRecord> found) {
        return found.isEmpty()
                ? names.nearest(name).map(ReadingWords.NAME_NEAR::message).orElseGet(ReadingWords.NAME_UNKNOWN::message)
                : ReadingWords.NAME_SEVERAL.message(
                        found.get(0).record(), found.get(1).record());
    }

    private InputFault fault(Named named, int pair, List<SequenceRecord> found) {
        var name = named.name();
        var shown = name.length() > 80 ? name.substring(0, 80) + "…" : name;
        var fault = found.isEmpty()
                ? names.nearest(name)
                        .map(near -> JobWords.NAMED_NEAR.message(shown, near))
                        .orElseGet(() -> JobWords.NAMED_NONE.message(shown))
                : JobWords.NAMED_SEVERAL.message(
                        shown, found.get(0).record(), found.get(1).record());
        var said = named.line() == null
                ? JobWords.PAIR.message(pair, fault)
                : JobWords.PAIR_LINE.message(pair, named.line(), fault);
        return new InputFault("/pairs/" + (pair - 1), null, shown, named.line(), named.column(), said);
    }
}
