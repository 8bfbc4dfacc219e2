package io.driftline.sequences;

import io.driftline.words.Message;
import org.jspecify.annotations.Nullable;

/**
 * Why a record cannot be used, found while it was read: it is listed with it and never compared.
 *
 * @param line one-based line of the text
 * @param column one-based letter of the record's sequence, white space not counted; of a name in a table of pairs the
 *     table's column
 * @param said what is wrong and what would be right
 */
public record RecordFault(FaultKind kind, @Nullable Integer line, @Nullable Integer column, Message said) {

    public static RecordFault of(FaultKind kind, @Nullable Integer line, Message said) {
        return new RecordFault(kind, line, null, said);
    }

    /** What is wrong and what would be right, in English. */
    public String detail() {
        return said.english();
    }
}
