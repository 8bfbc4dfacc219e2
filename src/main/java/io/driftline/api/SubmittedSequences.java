package io.driftline.api;

import io.driftline.domain.FastaReader;
import io.driftline.domain.InputFault;
import io.driftline.domain.ProblemType;
import io.driftline.domain.SequenceRecord;
import io.driftline.domain.ServiceException;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.stream.Stream;

/** The field {@code sequences}: one text with both records, or a text for each. */
final class SubmittedSequences {
    private static final int PAIR = 2;

    private final FastaReader reader;

    SubmittedSequences(FastaReader reader) {
        this.reader = reader;
    }

    /** Exactly two records, or a problem that says what is missing or too much. */
    List<SequenceRecord> pair(Object field) {
        if (field instanceof JsonArray texts) {
            return Stream.concat(one(texts, 0).stream(), one(texts, 1).stream()).toList();
        }
        var records = reader.read((String) field, 1);
        if (records.size() != PAIR) {
            throw wrongCount(
                    "A pair needs exactly two records; " + count(records.size())
                            + " given. Each starts with a line such as “>A/Wisconsin/67/2005”.",
                    "/sequences");
        }
        return records;
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
