package io.driftline.problem;

import io.driftline.words.Message;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with what a user gave.
 *
 * @param pointer JSON pointer of the field, if the fault is in one
 * @param record one-based number of the FASTA record, if the fault is in one
 * @param name that record's header
 * @param line one-based line of the text
 * @param column one-based letter of the record's sequence, white space not counted; of a name in a table of pairs the
 *     table's column
 * @param said what is wrong and what would be right
 */
public record InputFault(
        @Nullable String pointer,
        @Nullable Integer record,
        @Nullable String name,
        @Nullable Integer line,
        @Nullable Integer column,
        Message said) {

    public static InputFault ofField(String pointer, Message said) {
        return new InputFault(pointer, null, null, null, null, said);
    }

    public static InputFault ofRecord(int record, String name, @Nullable Integer line, Message said) {
        return new InputFault(null, record, name, line, null, said);
    }

    /** What is wrong and what would be right, in English. */
    public String detail() {
        return said.english();
    }
}
