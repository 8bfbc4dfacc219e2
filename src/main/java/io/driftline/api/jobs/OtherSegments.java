package io.driftline.api.jobs;

import io.driftline.input.headers.OtherSegment;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.sequences.FaultKind;
import io.driftline.sequences.RecordFault;
import io.driftline.sequences.SequenceRecord;
import io.driftline.words.JobWords;
import io.driftline.words.Message;
import io.driftline.words.ReadingWords;
import java.util.List;

/**
 * Files of whole genomes: as long as there are no more records than a job compares, a worker looks at the letters of each; of
 * more, those are set aside whose header and length say that they are of another segment. They are listed and not counted.
 */
final class OtherSegments {
    private OtherSegments() {}

    /** Fails with FASTA_RECORD_COUNT where more than {@code most} are left. */
    static List<SequenceRecord> setAside(List<SequenceRecord> records, int most) {
        if (records.size() <= most) {
            return records;
        }
        var judged = records.stream().map(OtherSegments::judged).toList();
        long counted = counted(judged);
        if (counted > most) {
            throw ServiceException.of(
                    ProblemType.FASTA_RECORD_COUNT,
                    counted == records.size()
                            ? JobWords.MANY_RECORDS.message(counted, most)
                            : JobWords.MANY_HA_RECORDS.message(counted, most));
        }
        return judged;
    }

    /** How many records are not set aside. */
    static long counted(List<SequenceRecord> records) {
        return records.stream().filter(record -> !isSetAside(record)).count();
    }

    private static boolean isSetAside(SequenceRecord record) {
        return record.faults().stream().anyMatch(fault -> fault.kind() == FaultKind.SEGMENT);
    }

    private static SequenceRecord judged(SequenceRecord record) {
        return OtherSegment.of(record.name(), record.letters())
                .map(segment -> SequenceRecord.listed(
                        record.record(), record.name(), RecordFault.of(FaultKind.SEGMENT, null, reason(segment))))
                .orElse(record);
    }

    private static Message reason(OtherSegment segment) {
        return ReadingWords.OTHER_SEGMENT.message(segment);
    }
}
