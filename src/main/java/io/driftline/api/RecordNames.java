package io.driftline.api;

import io.driftline.domain.SequenceRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds records by what users call them: the whole header, or its part before the first white space where that is
 * enough. Records that are the same to the letter count as one.
 */
final class RecordNames {
    private final Map<String, List<SequenceRecord>> headers = new HashMap<>();
    private final Map<String, List<SequenceRecord>> firstWords = new HashMap<>();

    RecordNames(List<SequenceRecord> records) {
        for (SequenceRecord record : records) {
            add(headers, record.name(), record);
            add(firstWords, record.name().split("\\s", 2)[0], record);
        }
    }

    private static void add(Map<String, List<SequenceRecord>> index, String name, SequenceRecord record) {
        index.merge(
                name,
                List.of(record),
                (known, more) ->
                        known.get(0).letters().equals(more.get(0).letters()) ? known : List.of(known.get(0), record));
    }

    /** The one record of that name, several that differ, or none. */
    List<SequenceRecord> find(String name) {
        var asked = name.strip();
        var whole = headers.get(asked);
        return whole == null ? firstWords.getOrDefault(asked, List.of()) : whole;
    }
}
