package io.driftline.job;

import io.driftline.sequences.RecordPair;
import io.driftline.sequences.SequenceRecord;
import java.util.List;

/**
 * What a job is given to compare.
 *
 * @param records numbered from 1
 * @param references numbered from 1 by themselves in mode {@code query}, on from the records in mode {@code all}, where
 *     they are landmarks; none in other modes
 * @param pairs in the user's order; none but in mode {@code list}
 */
public record JobInput(List<SequenceRecord> records, List<SequenceRecord> references, List<RecordPair> pairs) {
    public JobInput {
        records = List.copyOf(records);
        references = List.copyOf(references);
        pairs = List.copyOf(pairs);
    }

    /** Records alone. */
    public static JobInput of(List<SequenceRecord> records) {
        return new JobInput(records, List.of(), List.of());
    }

    /** How many pairs this is at most: which records share a subtype is found out by the worker only. */
    public long pairs(Mode mode) {
        long given = records.size();
        return switch (mode) {
            case PAIR -> 1;
            case QUERY -> given * references.size();
            case ALL -> (given + references.size()) * (given + references.size() - 1) / 2;
            case LIST -> pairs.size();
        };
    }
}
