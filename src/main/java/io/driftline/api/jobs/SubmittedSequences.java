package io.driftline.api.jobs;

import io.driftline.config.Limits;
import io.driftline.input.bytes.Source;
import io.driftline.input.formats.FastaReader;
import io.driftline.input.formats.Reading;
import io.driftline.input.formats.Refusals;
import io.driftline.input.formats.Remarks;
import io.driftline.input.formats.SequenceReader;
import io.driftline.input.formats.TextReader;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.sequences.FaultKind;
import io.driftline.sequences.SequenceRecord;
import io.driftline.words.JobWords;
import io.driftline.words.Message;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A field of sequences: one text, or several, or files. What cannot be used becomes a record that says why. */
final class SubmittedSequences {
    private static final int PAIR = 2;
    private static final Set<FaultKind> WITHOUT_SEQUENCE = EnumSet.of(FaultKind.EMPTY, FaultKind.FORMAT);

    private final SequenceReader reader;
    private final FastaReader strict;
    private final int most;

    SubmittedSequences(Limits limits) {
        reader = new SequenceReader(limits.recordLetters(), limits.recordsRead());
        most = limits.records();
        strict = new FastaReader(limits.recordMinLetters(), limits.recordLetters(), limits.records());
    }

    /** Exactly two records, each usable; what has no sequence beside them is named in a remark. */
    List<SequenceRecord> pair(Object field, List<Source> files, TextReader texts) {
        boolean apart = files.isEmpty() && field instanceof JsonArray given && given.size() == PAIR;
        var given = apart ? inFieldsOfTheirOwn((JsonArray) field) : all(field, files, texts);
        var empty = given.stream().filter(SubmittedSequences::isEmpty).toList();
        var records = given.stream().filter(record -> !isEmpty(record)).toList();
        strict.requireUsable(records);
        if (records.size() < PAIR && !empty.isEmpty()) {
            throw Refusals.of(given);
        }
        if (records.size() != PAIR) {
            throw wrongCount(JobWords.PAIR_COUNT.message(records.size()), "/sequences");
        }
        var first = records.get(0).numbered(1);
        for (SequenceRecord each : empty) {
            first = first.with(Remarks.leftOut(each.name()));
        }
        return List.of(first, records.get(1).numbered(PAIR));
    }

    private static boolean isEmpty(SequenceRecord record) {
        return record.faults().stream().anyMatch(fault -> WITHOUT_SEQUENCE.contains(fault.kind()));
    }

    /** As many records as there are, numbered through all texts and files; at least {@code least} of them usable. */
    List<SequenceRecord> many(Object field, List<Source> files, TextReader texts, String pointer, int least) {
        var records = OtherSegments.setAside(all(field, files, texts), most);
        long usable = records.stream().filter(SequenceRecord::isUsable).count();
        if (usable < least && usable < records.size()) {
            throw Refusals.of(records);
        }
        if (usable < least) {
            throw wrongCount(JobWords.FEW_RECORDS.message(least, records.size()), pointer);
        }
        return records;
    }

    private List<SequenceRecord> all(Object field, List<Source> files, TextReader texts) {
        List<SequenceRecord> records = new ArrayList<>();
        if (!files.isEmpty()) {
            for (Source file : files) {
                reader.file(file, texts, records.size() + 1).forEach(reading -> add(records, reading, file.name()));
            }
        } else if (field instanceof JsonArray given) {
            for (int i = 0; i < given.size(); i++) {
                add(records, reader.text(given.getString(i), records.size() + 1), "text " + (i + 1));
            }
        } else {
            add(records, reader.text((String) field, 1), "");
        }
        return records;
    }

    /** A file of which nothing can be used is one record that says so. */
    private static void add(List<SequenceRecord> records, Reading reading, String called) {
        var fault = reading.fault();
        if (fault == null) {
            records.addAll(reading.records());
        } else {
            var name = reading.name().isEmpty() ? called : reading.name();
            records.add(SequenceRecord.listed(records.size() + 1, name, fault));
        }
    }

    private List<SequenceRecord> inFieldsOfTheirOwn(JsonArray texts) {
        List<SequenceRecord> records = new ArrayList<>();
        for (int i = 0; i < PAIR; i++) {
            var reading = reader.text(named(texts.getString(i), i), i + 1);
            if (reading.records().size() > 1) {
                throw wrongCount(
                        JobWords.FIELD_COUNT.message(i + 1, reading.records().size()), "/sequences/" + i);
            }
            add(records, reading, "field " + (i + 1));
        }
        return records;
    }

    /** In a field of its own a bare sequence is clear enough: it gets the field's name. */
    private static String named(String text, int index) {
        return text.isBlank() || SequenceReader.hasHeader(text)
                ? text
                : ">Sequence " + (char) ('A' + index) + "\n" + text;
    }

    private static ServiceException wrongCount(Message said, String pointer) {
        return ServiceException.ofField(ProblemType.FASTA_RECORD_COUNT, pointer, said);
    }
}
