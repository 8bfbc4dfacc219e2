package io.driftline.api;

import io.driftline.config.Config;
import io.driftline.domain.InputFault;
import io.driftline.domain.ProblemType;
import io.driftline.domain.SequenceRecord;
import io.driftline.domain.ServiceException;
import io.driftline.input.FastaReader;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A field of FASTA: one text, or several. */
final class SubmittedSequences {
    private static final int PAIR = 2;

    private final FastaReader reader;

    /** Of many records the short ones are for the worker to list: the others need not wait for them. */
    private final FastaReader patientReader;

    SubmittedSequences(Config.Limits limits) {
        reader = new FastaReader(limits.recordMinLetters(), limits.recordLetters(), limits.records());
        patientReader = new FastaReader(1, limits.recordLetters(), limits.records());
    }

    /** Exactly two records, or a problem that says what is missing or too much. */
    List<SequenceRecord> pair(Object field) {
        if (field instanceof JsonArray texts && texts.size() == PAIR) {
            return Stream.concat(one(texts, 0).stream(), one(texts, 1).stream()).toList();
        }
        var records = all(field, reader);
        if (records.size() != PAIR) {
            throw wrongCount(
                    "A pair needs exactly two records; " + count(records.size())
                            + " given. Each starts with a line such as “>A/Wisconsin/67/2005”.",
                    "/sequences");
        }
        return records;
    }

    /** As many records as there are, numbered through all texts; at least {@code least}. */
    List<SequenceRecord> many(Object field, String pointer, int least) {
        var records = all(field, patientReader);
        if (records.size() < least) {
            throw wrongCount(
                    "At least " + least + " records are needed here; " + count(records.size()) + " given.", pointer);
        }
        return records;
    }

    private static List<SequenceRecord> all(Object field, FastaReader reader) {
        if (field instanceof JsonArray texts) {
            List<SequenceRecord> records = new ArrayList<>();
            for (Object text : texts) {
                records.addAll(reader.read((String) text, records.size() + 1));
            }
            return records;
        }
        return reader.read((String) field, 1);
    }

    private List<SequenceRecord> one(JsonArray texts, int index) {
        var records = reader.read(named(texts.getString(index), index), index + 1);
        if (records.size() != 1) {
            throw wrongCount(
                    "Each of the two fields takes exactly one record; field " + (index + 1) + " has " + records.size()
                            + ".",
                    "/sequences/" + index);
        }
        return records;
    }

    /** In a field of its own a bare sequence is clear enough: it gets the field's name. */
    private static String named(String text, int index) {
        return text.isBlank() || text.stripLeading().startsWith(">")
                ? text
                : ">Sequence " + (char) ('A' + index) + "\n" + text;
    }

    private static ServiceException wrongCount(String detail, String pointer) {
        return ServiceException.of(
                ProblemType.FASTA_RECORD_COUNT, detail, List.of(InputFault.ofField(pointer, detail)));
    }

    private static String count(int records) {
        return records == 1 ? "only one was" : records + " were";
    }
}
